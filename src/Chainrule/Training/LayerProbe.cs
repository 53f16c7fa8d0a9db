using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>What a report measures by running examples forward and backward: the gradient of each parameter, and how steep each unit is in how many examples.</summary>
internal sealed class LayerProbe<T> where T : struct, IReal<T>
{
    // A slope below this share of the activation's largest is as good as none.
    private const double Flat = 0.01;

    private const int BlockExamples = 64;

    private readonly Network<T> network;
    private readonly Func<T, double> number;
    private readonly double[][] gradients;
    private readonly UnitCounts?[] units;

    internal LayerProbe(Network<T> network, Dataset data, Func<T, double> number)
    {
        (this.network, this.number) = (network, number);
        gradients = [.. network.Parameters.Select(each => new double[each.Rows * each.Columns])];
        units = [.. network.Plan.Layers.Select(each => each.Ending is { F.IsElementwise: true } ending && each != network.Plan.Layers[^1] ? new UnitCounts(ending.F, ending.Z) : null)];
        var examples = new Examples<T>.OfFloats(data, network.Spec);
        var at = new Workspace<T>(network, Math.Min(BlockExamples, data.Count));
        var written = new Gradients<T>(network);
        examples.Visit(at, () =>
        {
            network.Forward(at);
            network.Measure(at);
            network.Backward(at);
            network.Gradients(at, written);
            Add(written, network.Spec.Reduction == Reduction.Mean ? (double)at.Examples / data.Count : 1);
            foreach (UnitCounts? each in units) each?.Take(at, number);
        });
    }

    /// <summary>√Σg² of a layer's parameters; null where it has none.</summary>
    internal double? NormOf(int layer)
    {
        int[] own = [.. network.Plan.Parameters.Index().Where(each => each.Item.Layer == layer).Select(each => each.Index)];
        return own.Length == 0 ? null : Math.Sqrt(own.Sum(p => gradients[p].Sum(g => g * g)));
    }

    /// <summary>Of each unit of a layer the shares of its numbers where the slope is 0, and where it is flat; null where there are no such units.</summary>
    internal (double Zero, double Flat)[]? SlopesOf(int layer) => units[layer - 1]?.Shares();

    /// <summary>The activation of a layer whose units are counted.</summary>
    internal Activation ActivationOf(int layer) => units[layer - 1]!.F;

    private void Add(Gradients<T> written, double share)
    {
        for (int p = 0; p < gradients.Length; p++)
        {
            Matrix<T> matrix = written.All[p];
            for (int row = 0, i = 0; row < matrix.Rows; row++)
                foreach (T each in matrix.Row(row)) gradients[p][i++] += share * number(each);
        }
    }

    private sealed class UnitCounts
    {
        private readonly Quantity z;
        private readonly int[] unitOf;
        private readonly long[] zero, flat, all;
        private readonly double flatBelow;

        internal UnitCounts(Activation f, Quantity z)
        {
            (F, this.z) = (f, z);
            Shape shape = z.Shape;
            // A unit is a place of a row, and of a picture a channel, whose weights meet every window.
            unitOf = [.. Enumerable.Range(0, shape.Rows * shape.Columns).Select(i => shape.IndexOf(i / shape.Columns, i % shape.Columns)).Select(index => shape.EndsInRow ? index[^1] : index[0])];
            int count = unitOf.Max() + 1;
            (zero, flat, all) = (new long[count], new long[count], new long[count]);
            flatBelow = Flat * Enumerable.Range(-80, 161).Max(tenth => Math.Abs(SlopeAt(tenth / 10.0)));
        }

        internal Activation F { get; }

        internal void Take(Workspace<T> at, Func<T, double> number)
        {
            Matrix<T> matrix = at[z];
            for (int row = 0; row < matrix.Rows; row++)
                for (int column = 0; column < matrix.Columns; column++)
                {
                    int unit = unitOf[row % z.Shape.Rows * z.Shape.Columns + column];
                    double slope = Math.Abs(SlopeAt(number(matrix[row, column])));
                    all[unit]++;
                    if (slope == 0) zero[unit]++;
                    if (slope < flatBelow) flat[unit]++;
                }
        }

        internal (double, double)[] Shares() => [.. all.Select((count, unit) => ((double)zero[unit] / count, (double)flat[unit] / count))];

        private double SlopeAt(double at)
        {
            Span<F64> z = [at], a = [0.0];
            F.Apply(z, a);
            return F.Slope(z[0], a[0]).Number;
        }
    }
}
