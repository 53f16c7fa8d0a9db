using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>Which way the factors of a <see cref="HeadProduct"/> lie.</summary>
public enum HeadForm
{
    /// <summary>into[h,i,j] = Σ_c left[i,h·d+c]·right[j,h·d+c]: every row against every row, S = Q·Kᵀ.</summary>
    RowsByRows,

    /// <summary>into[i,h·d+c] = Σⱼ left[h,i,j]·right[j,h·d+c]: rows mixed, O = P·V.</summary>
    Mix,

    /// <summary>into[j,h·d+c] = Σᵢ left[h,i,j]·right[i,h·d+c]: the same with left turned round, dV = Pᵀ·dO.</summary>
    MixTurned,
}

/// <summary>
/// A product of two values, for each example and each head by itself. A matrix of positions has a row a position and a column a channel, the channels of head h beside each other; a
/// matrix of pairs has a row for each head and position, and a column for each position.
/// </summary>
/// <param name="Form">Which product.</param>
/// <param name="Heads">How many heads share the channels.</param>
/// <param name="Positions">How many positions an example has.</param>
/// <param name="DividedByRoot">Every sum is divided by the root of this number; 1 for not at all.</param>
public sealed record HeadProduct(HeadForm Form, int Heads, int Positions, int DividedByRoot = 1);

internal static partial class Plain
{
    /// <summary>The product, sum by sum.</summary>
    public static void Product<T>(HeadProduct product, Matrix<T> into, Matrix<T> left, Matrix<T> right) where T : struct, IReal<T>
    {
        int P = product.Positions, channels = (product.Form == HeadForm.RowsByRows ? left : into).Columns / product.Heads;
        int examples = right.Rows / P;
        for (int e = 0; e < examples; e++)
            for (int h = 0; h < product.Heads; h++)
                for (int i = 0; i < P; i++)
                    for (int j = 0; j < (product.Form == HeadForm.RowsByRows ? P : channels); j++)
                    {
                        T sum = Term(0);
                        for (int s = 1; s < (product.Form == HeadForm.RowsByRows ? channels : P); s++) sum += Term(s);
                        if (product.DividedByRoot > 1) sum /= T.Sqrt(product.DividedByRoot);
                        if (product.Form == HeadForm.RowsByRows) into[(e * product.Heads + h) * P + i, j] = sum;
                        else into[e * P + i, h * channels + j] = sum;

                        T Term(int s) => product.Form switch
                        {
                            HeadForm.RowsByRows => left[e * P + i, h * channels + s] * right[e * P + j, h * channels + s],
                            HeadForm.Mix => left[(e * product.Heads + h) * P + i, s] * right[e * P + s, h * channels + j],
                            _ => left[(e * product.Heads + h) * P + s, i] * right[e * P + s, h * channels + j],
                        };
                    }
    }
}
