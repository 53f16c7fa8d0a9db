using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Training;

/// <summary>Examples of either kind, floats or doubles, as a training wants them; all are checked beside the network once, here.</summary>
internal abstract class Examples<T> where T : struct, IReal<T>
{
    private int[]? inOrder;

    internal abstract int Count { get; }

    internal abstract TargetKind Kind { get; }

    /// <summary>Bits by which others are known.</summary>
    internal abstract ulong Fingerprint { get; }

    /// <summary>Puts these examples into place.</summary>
    internal abstract void Load(Workspace<T> at, ReadOnlySpan<int> rows);

    /// <summary>Puts all examples into place, as many at once as there is room for, and lets <paramref name="visit"/> look at each such block.</summary>
    internal void Visit(Workspace<T> at, Action visit)
    {
        inOrder ??= [.. Enumerable.Range(0, Count)];
        for (int first = 0; first < inOrder.Length; first += at.Capacity)
        {
            Load(at, inOrder.AsSpan(first, Math.Min(at.Capacity, inOrder.Length - first)));
            visit();
        }
    }

    internal sealed class OfFloats : Examples<T>
    {
        private readonly Dataset data;

        internal OfFloats(Dataset data, NetworkSpec network)
        {
            Loading.Check(data.X, data.Y, network, int.MaxValue);
            (this.data, Kind) = (data, TargetKinds.Of(data.Y, network.Plan.Loss.Y.Shape.Columns));
        }

        internal override int Count => data.Count;

        internal override TargetKind Kind { get; }

        internal override ulong Fingerprint => data.Fingerprint;

        internal override void Load(Workspace<T> at, ReadOnlySpan<int> rows)
        {
            at.Use(rows.Length);
            for (int i = 0; i < rows.Length; i++) at.Put(i, data.InputsOf(rows[i]), data.TargetsOf(rows[i]));
        }
    }

    internal sealed class OfDoubles : Examples<T>
    {
        private readonly Batch data;

        internal OfDoubles(Batch data, NetworkSpec network)
        {
            Loading.Check(data, network, int.MaxValue);
            double[] y = [.. data.Y.SelectMany(row => row)];
            (this.data, Kind) = (data, TargetKinds.Of<double>(y, network.Plan.Loss.Y.Shape.Columns));
            Fingerprint = Dataset.Of([.. data.X.SelectMany(row => row).Select(each => (float)each)], [.. y.Select(each => (float)each)], network.Inputs, network.Outputs).Fingerprint;
        }

        internal override int Count => data.Count;

        internal override TargetKind Kind { get; }

        internal override ulong Fingerprint { get; }

        internal override void Load(Workspace<T> at, ReadOnlySpan<int> rows)
        {
            at.Use(rows.Length);
            for (int i = 0; i < rows.Length; i++) at.Put(i, data.X[rows[i]].Span, data.Y[rows[i]].Span);
        }
    }
}
