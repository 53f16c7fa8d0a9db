using System.Numerics;

namespace Chainrule.Tests.Layers;

/// <summary>The parameters of a network in their order, handed out piece by piece.</summary>
internal sealed class ComplexParameters(Complex[] all)
{
    private int next;

    internal Complex One() => all[next++];

    internal Complex[] Row(int count) => [.. Enumerable.Range(0, count).Select(_ => One())];

    internal Complex[][] Table(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Row(columns))];
}

/// <summary>Layers after the textbook, index by index, with numbers of the runtime: none of the engine's mathematics is here. Rows are positions; pictures are [channel][row][column].</summary>
internal static class ComplexLayers
{
    internal static Complex Sigmoid(Complex z) => 1 / (1 + Complex.Exp(-z));

    internal static Complex[][] Affine(Complex[][] x, int units, ComplexParameters θ)
    {
        Complex[][] w = θ.Table(units, x[0].Length);
        Complex[] b = θ.Row(units);
        return [.. x.Select(row => w.Select((weights, j) => Dot(weights, row) + b[j]).ToArray())];
    }

    internal static Complex[][] Tanh(Complex[][] x) => [.. x.Select(row => row.Select(Complex.Tanh).ToArray())];

    internal static Complex[][] LayerNorm(Complex[][] x, double epsilon, ComplexParameters θ)
    {
        int m = x[0].Length;
        Complex[] gain = θ.Row(m), b = θ.Row(m);
        return [.. x.Select(row =>
        {
            Complex mean = Sum(row) / m, variance = Sum(row.Select(each => (each - mean) * (each - mean))) / m;
            return row.Select((each, j) => gain[j] * (each - mean) / Complex.Sqrt(variance + epsilon) + b[j]).ToArray();
        })];
    }

    internal static Complex[][] Attention(Complex[][] x, int heads, int channels, int units, bool isCausal, ComplexParameters θ)
    {
        Complex[][] q = Affine(x, channels, θ), k = Affine(x, channels, θ), v = Affine(x, channels, θ);
        int d = channels / heads;
        Complex[][] o = [.. x.Select(_ => new Complex[channels])];
        for (int head = 0; head < heads; head++)
            for (int i = 0; i < x.Length; i++)
            {
                Range of = (head * d)..((head + 1) * d);
                Complex[] looks = [.. Enumerable.Range(0, isCausal ? i + 1 : x.Length).Select(j => Complex.Exp(Dot(q[i][of], k[j][of]) / Math.Sqrt(d)))];
                for (int c = head * d; c < (head + 1) * d; c++) o[i][c] = Sum(looks.Select((each, j) => each * v[j][c])) / Sum(looks);
            }
        return Affine(o, units, θ);
    }

    internal static Complex[][][] Convolution(
        Complex[][][] x, (int To, int Rows, int Columns) kernels, int stride, int padding, Func<Complex, Complex> f, ComplexParameters θ)
    {
        Complex[][][][] w = [.. Enumerable.Range(0, kernels.To).Select(_ => x.Select(_ => θ.Table(kernels.Rows, kernels.Columns)).ToArray())];
        Complex[] b = θ.Row(kernels.To);
        int rows = (x[0].Length + 2 * padding - kernels.Rows) / stride + 1, columns = (x[0][0].Length + 2 * padding - kernels.Columns) / stride + 1;
        return [.. Enumerable.Range(0, kernels.To).Select(to => Grid(rows, columns, (r, c) => f(At(to, r, c))))];

        Complex At(int to, int r, int c)
        {
            Complex z = b[to];
            for (int from = 0; from < x.Length; from++)
                for (int i = 0; i < kernels.Rows; i++)
                    for (int j = 0; j < kernels.Columns; j++) z += w[to][from][i][j] * Pixel(from, r * stride + i - padding, c * stride + j - padding);
            return z;
        }

        Complex Pixel(int channel, int row, int column) =>
            row >= 0 && row < x[0].Length && column >= 0 && column < x[0][0].Length ? x[channel][row][column] : 0;
    }

    internal static Complex[][] Flatten(Complex[][][] x) => [[.. x.SelectMany(channel => channel.SelectMany(row => row))]];

    /// <summary>½Σ(a − y)², its mean over the positions.</summary>
    internal static Complex HalfSse(Complex[][] a, double[] y) => Sum(a.SelectMany(row => row).Zip(y, (each, wanted) => (each - wanted) * (each - wanted))) / 2 / a.Length;

    internal static Complex[][] Grid(int rows, int columns, Func<int, int, Complex> at) =>
        [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c => at(r, c)).ToArray())];

    internal static Complex Sum(IEnumerable<Complex> numbers) => numbers.Aggregate(Complex.Zero, (sum, each) => sum + each);

    private static Complex Dot(Complex[] one, Complex[] other) => Sum(one.Zip(other, (a, b) => a * b));
}
