using Chainrule.LinearAlgebra;

namespace Chainrule.Misuse.Strangers;

/// <summary>A law of rows that reads and writes where it likes.</summary>
internal sealed class StrangeLaw(int kind) : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, Numbers.IReal<T>
    {
        switch (kind)
        {
            case 0: into[0] = of[0][0]; break;
            case 1: for (int j = 0; j < into.Length; j++) into[j] = of[0][j]; break;
            case 2: into.Fill(of[1][^1]); break;
            default: into[into.Length] = of[-1][of.Index]; break;
        }
    }
}
