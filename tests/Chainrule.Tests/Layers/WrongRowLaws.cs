using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Tests.Layers;

/// <summary>dn/sd: what the number is divided by does not move with it.</summary>
internal readonly struct Divided : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        for (int j = 0; j < into.Length; j++) into[j] = of[0][j] / of[1][0];
    }
}

/// <summary>(dn − n · mean of dn ⊙ n)/sd: the mean does not move.</summary>
internal readonly struct MeanFixed : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        T along = 0.0;
        for (int j = 0; j < into.Length; j++) along += of[0][j] * of[1][j];
        for (int j = 0; j < into.Length; j++) into[j] = (of[0][j] - of[1][j] * (along / (T)into.Length)) / of[2][0];
    }
}

/// <summary>(dn − mean of dn)/sd: the deviation does not move.</summary>
internal readonly struct DeviationFixed : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        T sum = 0.0;
        for (int j = 0; j < into.Length; j++) sum += of[0][j];
        for (int j = 0; j < into.Length; j++) into[j] = (of[0][j] - sum / (T)into.Length) / of[1][0];
    }
}

/// <summary>The gradient of a maximum to every number of its window, the channels lying side by side.</summary>
internal readonly struct ToAll : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        for (int j = 0; j < into.Length; j++) into[j] = of[0][j % of[0].Length];
    }
}

/// <summary>p ⊙ (1 − p) ⊙ dp: as of a sigmoid.</summary>
internal readonly struct Diagonal : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        for (int j = 0; j < into.Length; j++) into[j] = of[1][j] * ((T)1.0 - of[1][j]) * of[0][j];
    }
}
