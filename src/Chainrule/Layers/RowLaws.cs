using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Layers;

/// <summary>The mean of a row: one number.</summary>
internal readonly struct Mean : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        ReadOnlySpan<T> x = of[0];
        T sum = x[0];
        for (int j = 1; j < x.Length; j++) sum += x[j];
        into[0] = x.Length == 1 ? sum : sum / (T)x.Length;
    }
}

/// <summary>x + y, number by number.</summary>
internal readonly struct Plus : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        ReadOnlySpan<T> x = of[0], y = of[1];
        for (int j = 0; j < into.Length; j++) into[j] = x[j] + y[j];
    }
}

/// <summary>x ⊙ y, number by number.</summary>
internal readonly struct Times : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        ReadOnlySpan<T> x = of[0], y = of[1];
        for (int j = 0; j < into.Length; j++) into[j] = x[j] * y[j];
    }
}

/// <summary>x as it is.</summary>
internal readonly struct Same : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T> => of[0].CopyTo(into);
}
