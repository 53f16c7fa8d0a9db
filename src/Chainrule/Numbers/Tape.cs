using System.Runtime.InteropServices;

namespace Chainrule.Numbers;

/// <summary>
/// The record of a computation: one entry a node, in the order in which they were computed. That order is a topological order, so
/// Backward is one walk from the end to the start, with no recursion and no sorting.
/// </summary>
/// <remarks>
/// <para><b>When a tape begins and ends.</b> Each thread has a current tape, begun by its first <see cref="Value"/>. <see cref="Begin"/> begins
/// another one, current until it is disposed; then the one before is current again.</para>
/// <para><b>Handles of an older tape</b> stay readable, and Backward on them still works on their own tape. Computing with values of
/// two tapes throws <see cref="InvalidOperationException"/>.</para>
/// <para><b>In a loop</b>, take <see cref="Mark"/> after the parameters and <see cref="Rewind"/> to it before each round; otherwise the tape grows
/// with every round. Handles of nodes that were rewound throw when used.</para>
/// </remarks>
public sealed class Tape : IDisposable
{
    [ThreadStatic] private static Tape? current;

    private readonly Tape? outer;
    private readonly List<int> operands = [];
    private readonly Dictionary<int, string> labels = [];
    private Op[] ops = new Op[64];
    private int[] left = new int[64], right = new int[64], epochs = new int[64];
    private double[] data = new double[64], grad = new double[64];
    private int epoch;

    private Tape(Tape? outer) => this.outer = outer;

    /// <summary>The tape on which this thread records.</summary>
    public static Tape Current => current ??= new Tape(null);

    /// <summary>Begins a fresh tape, current on this thread until it is disposed.</summary>
    public static Tape Begin() => current = new Tape(current);

    /// <summary>Ends this tape: the one before it is current again. Its values stay readable.</summary>
    public void Dispose()
    {
        if (current == this) current = outer;
    }

    /// <summary>How many nodes are recorded.</summary>
    public int Count { get; private set; }

    /// <summary>The place up to which the tape is recorded now, to rewind to later.</summary>
    public int Mark() => Count;

    /// <summary>Forgets all nodes recorded after the mark. Handles to them throw from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mark lies beyond the end of the tape, or between the components of a softmax.</exception>
    public void Rewind(int mark)
    {
        if (mark < 0 || mark > Count)
            throw new ArgumentOutOfRangeException(nameof(mark), $"The tape holds {Count} nodes; it cannot be rewound to {mark}.");
        // The components share their list of operands.
        if (mark < Count && ops[mark] == Op.Softmax && right[mark] > 0)
            throw new ArgumentOutOfRangeException(nameof(mark), "The components of a softmax are kept or forgotten together; rewind to before or after them.");
        if (labels.Count > 0)
            foreach (int node in labels.Keys.Where(n => n >= mark).ToList()) labels.Remove(node);
        int firstOperand = operands.Count;
        for (int node = mark; node < Count; node++)
            if (ops[node] is Op.LogSumExp or Op.Softmax) firstOperand = Math.Min(firstOperand, left[node]);
        operands.RemoveRange(firstOperand, operands.Count - firstOperand);
        Count = mark;
        epoch++;
    }

    /// <summary>The node with this index, 0 ≤ index &lt; <see cref="Count"/>, in the order of computation.</summary>
    public Value this[int index] => index >= 0 && index < Count
        ? new Value(this, index, epochs[index])
        : throw new ArgumentOutOfRangeException(nameof(index), $"The tape holds nodes 0 … {Count - 1}; there is no node {index}.");

    internal Value Record(Op op, int x, int y, double number)
    {
        if (Count == ops.Length) Grow();
        int node = Count++;
        ops[node] = op;
        left[node] = x;
        right[node] = y;
        data[node] = number;
        grad[node] = 0;
        epochs[node] = epoch;
        return new Value(this, node, epoch);
    }

    private void Grow()
    {
        int size = checked(ops.Length * 2);
        Array.Resize(ref ops, size);
        Array.Resize(ref left, size);
        Array.Resize(ref right, size);
        Array.Resize(ref epochs, size);
        Array.Resize(ref data, size);
        Array.Resize(ref grad, size);
    }

    /// <summary>Notes the operands of a node with many parents as [count, first, second, …] and returns where.</summary>
    internal int RecordOperands(ReadOnlySpan<Value> values)
    {
        int start = operands.Count;
        operands.Add(values.Length);
        foreach (Value value in values) operands.Add(value.Index);
        return start;
    }

    internal void Check(int index, int itsEpoch)
    {
        if (index >= Count || epochs[index] != itsEpoch)
            throw new InvalidOperationException(
                "This Value was forgotten when its tape was rewound. Compute it again, or take the mark after it.");
    }

    internal double Data(int node) => data[node];

    internal double Grad(int node) => grad[node];

    internal Op OpOf(int node) => ops[node];

    internal void SetData(int node, double number)
    {
        if (ops[node] != Op.Leaf)
            throw new InvalidOperationException($"Only a leaf can be set; this Value was computed ({ops[node]}) and follows from its parents.");
        data[node] = number;
    }

    internal string? Label(int node) => labels.GetValueOrDefault(node);

    internal void SetLabel(int node, string label) => labels[node] = label;

    /// <summary>The indices of the parents, in the order of the operands.</summary>
    internal ReadOnlySpan<int> Parents(int node) => ops[node] switch
    {
        Op.Leaf => [],
        Op.LogSumExp or Op.Softmax => Operands(left[node]),
        Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Power or Op.Max => new[] { left[node], right[node] },
        _ => new[] { left[node] },
    };

    /// <summary>Which component of a softmax the node is.</summary>
    internal int Component(int node) => right[node];

    private ReadOnlySpan<int> Operands(int start) => CollectionsMarshal.AsSpan(operands).Slice(start + 1, operands[start]);

    /// <summary>
    /// The chain rule, from the end to the start: ∂root/∂parent += ∂root/∂node · ∂node/∂parent. A node that is used twice gets both
    /// contributions, because it is visited only after all that use it.
    /// </summary>
    internal void Backward(int root)
    {
        Array.Clear(grad, 0, Count);
        grad[root] = 1;
        for (int node = root; node >= 0; node--)
        {
            double g = grad[node];
            // Nothing flows from a node the root does not depend on; and 0 · ∞ (√ at 0) would make a NaN of nothing.
            if (g == 0) continue;
            switch (ops[node])
            {
                case Op.Leaf:
                    break;
                case Op.LogSumExp:
                    // ∂/∂xᵢ = exp(xᵢ − LogSumExp x)
                    foreach (int i in Operands(left[node])) grad[i] += g * Math.Exp(data[i] - data[node]);
                    break;
                case Op.Softmax:
                    SoftmaxBackward(node, g);
                    break;
                default:
                    (double byX, double byY) = Derivatives.Of(ops[node], data[left[node]], data[right[node]], data[node]);
                    grad[left[node]] += g * byX;
                    if (byY != 0) grad[right[node]] += g * byY;
                    break;
            }
        }
    }

    // ∂pⱼ/∂xᵢ = pⱼ(δᵢⱼ − pᵢ). The components of one softmax stand side by side on the tape.
    private void SoftmaxBackward(int node, double g)
    {
        int j = right[node], first = node - j, i = 0;
        foreach (int x in Operands(left[node]))
        {
            grad[x] += g * data[node] * ((i == j ? 1 : 0) - data[first + i]);
            i++;
        }
    }
}
