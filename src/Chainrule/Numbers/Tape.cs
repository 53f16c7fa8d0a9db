using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Chainrule.Numbers;

/// <summary>
/// An entry of a tape, of <see cref="Tape.BytesPerNode"/>, so that two fill a cache line and none lies across two. Left and Right are the parents' indices (of an operation of one
/// parent both the same); for nodes of many parents Left is where their list begins and Right the component.
/// </summary>
internal struct Node
{
    internal double Data, Grad;
    internal int Left, Right, Epoch;
    internal Op Op;
}

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
/// <para><b>Threads</b> record on tapes of their own. One tape is not for two threads at once: not to record, not to walk backward, not to read.</para>
/// </remarks>
public sealed class Tape : IDisposable
{
    /// <summary>The memory a node takes, for those who must know how many there is room for. The array doubles when it is full.</summary>
    public const int BytesPerNode = 32;

    [ThreadStatic] private static Tape? current;

    private readonly Tape? outer;
    private readonly Dictionary<int, string> labels = [];

    // The parents of nodes that have any number of them: [count, first, second, …] of one after the other, and for each where its first node and its count stand.
    private readonly List<int> operands = [];
    private readonly List<(int Node, int Start)> wide = [];

    private Node[] nodes = new Node[64];
    private F64[] scratch = [];
    private int count, epoch;

    // Only nodes before this one can have a gradient: all later ones were recorded since the last Backward and begin with 0.
    private int graded;

    private Tape(Tape? outer) => this.outer = outer;

    /// <summary>The tape on which this thread records.</summary>
    public static Tape Current => current ??= new Tape(null);

    /// <summary>Begins a fresh tape, current on this thread until it is disposed.</summary>
    public static Tape Begin() => current = new Tape(current);

    /// <summary>
    /// Makes this tape the current one of the calling thread until the returned object is disposed; then the one before is current again. For
    /// computations that go on piece by piece, each piece perhaps on another thread, but never two at once.
    /// </summary>
    public IDisposable Resume() => new Resumption(this);

    private sealed class Resumption : IDisposable
    {
        private readonly Tape? before = current;

        public Resumption(Tape tape) => current = tape;

        public void Dispose() => current = before;
    }

    /// <summary>Ends this tape: the one before it is current again. Its values stay readable.</summary>
    public void Dispose()
    {
        if (current == this) current = outer;
    }

    /// <summary>How many nodes are recorded.</summary>
    public int Count => count;

    /// <summary>The place up to which the tape is recorded now, to rewind to later.</summary>
    public int Mark() => count;

    /// <summary>Forgets all nodes recorded after the mark. Handles to them throw from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mark lies beyond the end of the tape, or between the components of a softmax.</exception>
    public void Rewind(int mark)
    {
        if (mark < 0 || mark > count)
            throw new ArgumentOutOfRangeException(nameof(mark), $"The tape holds {count} nodes; it cannot be rewound to {mark}.");
        // The components share their list of operands.
        if (mark < count && nodes[mark].Op == Op.Softmax && nodes[mark].Right > 0)
            throw new ArgumentOutOfRangeException(nameof(mark), "The components of a softmax are kept or forgotten together; rewind to before or after them.");
        if (labels.Count > 0) ForgetLabels(mark);
        while (wide.Count > 0 && wide[^1].Node >= mark)
        {
            operands.RemoveRange(wide[^1].Start, operands.Count - wide[^1].Start);
            wide.RemoveAt(wide.Count - 1);
        }
        count = mark;
        graded = Math.Min(graded, mark);
        epoch++;
    }

    // A method of its own: its lambda would make every Rewind allocate.
    private void ForgetLabels(int mark)
    {
        foreach (int node in labels.Keys.Where(n => n >= mark).ToList()) labels.Remove(node);
    }

    /// <summary>The node with this index, 0 ≤ index &lt; <see cref="Count"/>, in the order of computation.</summary>
    public Value this[int index] => index >= 0 && index < count
        ? new Value(this, index, nodes[index].Epoch)
        : throw new ArgumentOutOfRangeException(nameof(index), $"The tape holds nodes 0 … {count - 1}; there is no node {index}.");

    // Recording and reading are a few instructions each, run for every node: as calls they would take longer than what they do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Value Record(Op op, int x, int y, double number)
    {
        Node[] nodes = this.nodes;
        int index = count;
        if ((uint)index < (uint)nodes.Length)
        {
            ref Node node = ref nodes[index];
            node.Data = number;
            node.Grad = 0;
            node.Left = x;
            node.Right = y;
            node.Epoch = epoch;
            node.Op = op;
            count = index + 1;
            return new Value(this, index, epoch);
        }
        // Nothing is alive across this call, so nothing has to leave its register for a thing that almost never happens.
        return GrowAndRecord(op, x, y, number);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Value GrowAndRecord(Op op, int x, int y, double number)
    {
        Array.Resize(ref nodes, checked(nodes.Length * 2));
        return Record(op, x, y, number);
    }

    /// <summary>The node of a handle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref Node At(int index, int itsEpoch)
    {
        ref Node node = ref nodes[index];
        if (index >= count || node.Epoch != itsEpoch) ThrowForgotten();
        return ref node;
    }

    private static void ThrowForgotten() => throw new InvalidOperationException(
        "This Value was forgotten when its tape was rewound. Compute it again, or take the mark after it.");

    /// <summary>Notes the operands of the node to be recorded next and returns where.</summary>
    internal int RecordOperands(ReadOnlySpan<Value> values)
    {
        int start = operands.Count;
        wide.Add((count, start));
        operands.Add(values.Length);
        foreach (Value value in values) operands.Add(value.Index);
        return start;
    }

    /// <summary>Room for numbers that are needed for a moment; good until the next call.</summary>
    internal Span<F64> Scratch(int length)
    {
        if (scratch.Length < length) scratch = new F64[Math.Max(length, 2 * scratch.Length)];
        return scratch.AsSpan(0, length);
    }

    internal string? Label(int node) => labels.GetValueOrDefault(node);

    internal void SetLabel(int node, string label) => labels[node] = label;

    /// <summary>The indices of the parents, in the order of the operands.</summary>
    internal ReadOnlySpan<int> Parents(in Node node) => node.Op switch
    {
        Op.Leaf => [],
        Op.LogSumExp or Op.Softmax => Operands(node.Left),
        Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Power or Op.Max => new[] { node.Left, node.Right },
        _ => new[] { node.Left },
    };

    private ReadOnlySpan<int> Operands(int start) => CollectionsMarshal.AsSpan(operands).Slice(start + 1, operands[start]);

    /// <summary>
    /// The chain rule, from the end to the start: ∂root/∂parent += ∂root/∂node · ∂node/∂parent. A node that is used twice gets both
    /// contributions, because it is visited only after all that use it.
    /// </summary>
    internal void Backward(int root)
    {
        Span<Node> nodes = this.nodes.AsSpan(0, count);
        foreach (ref Node node in nodes[..graded]) node.Grad = 0;
        graded = root + 1;
        nodes[root].Grad = 1;
        for (int i = root; i >= 0; i--)
        {
            ref Node node = ref nodes[i];
            double g = node.Grad;
            // Nothing flows from a node the root does not depend on; and 0 · ∞ (√ at 0) would make a NaN of nothing.
            if (g == 0 || node.Op == Op.Leaf) continue;
            if (node.Op >= Op.Power)
            {
                // A call: what is not alive across it stays in registers for all the others.
                PassOnByCall(nodes, i);
                continue;
            }
            ref Node x = ref nodes[node.Left], y = ref nodes[node.Right];
            (double byX, double byY) = Derivatives.OfArithmetic<F64>(node.Op, x.Data, y.Data, node.Data);
            x.Grad += g * byX;
            if (byY != 0) y.Grad += g * byY;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PassOnByCall(Span<Node> nodes, int index)
    {
        ref Node node = ref nodes[index];
        if (node.Op is Op.LogSumExp or Op.Softmax)
        {
            PassOnToAll(nodes, index);
            return;
        }
        ref Node x = ref nodes[node.Left], y = ref nodes[node.Right];
        (double byX, double byY) = Derivatives.OfLibrary<F64>(node.Op, x.Data, y.Data, node.Data);
        x.Grad += node.Grad * byX;
        if (byY != 0) y.Grad += node.Grad * byY;
    }

    private void PassOnToAll(Span<Node> nodes, int index)
    {
        Node node = nodes[index];
        // The components of one softmax stand side by side on the tape.
        int j = node.Right, first = index - j, i = 0;
        foreach (int x in Operands(node.Left))
        {
            nodes[x].Grad += node.Grad * (node.Op == Op.LogSumExp
                ? Derivatives.OfLogSumExp<F64>(nodes[x].Data, node.Data)
                : Derivatives.OfSoftmax<F64>(node.Data, nodes[first + i].Data, isOwn: i == j));
            i++;
        }
    }
}
