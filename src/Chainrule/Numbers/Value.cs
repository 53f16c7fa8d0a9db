using System.Runtime.CompilerServices;

namespace Chainrule.Numbers;

/// <summary>
/// A number that remembers how it was computed: a node of a graph, as in the micrograd lecture (Karpathy 2022).
/// <code>
/// Value a = 2.0, b = -3.0, c = 10.0, f = -2.0;
/// var L = (a * b + c) * f;
/// L.Backward();
/// Console.WriteLine(a.Grad);   // dL/da = 6
/// </code>
/// </summary>
/// <remarks>
/// A <see cref="Value"/> is a handle (tape, index): copying it copies the handle, not the node. Where it is recorded, by which thread, and for how long the
/// handle is good, is said at <see cref="Numbers.Tape"/>. <c>default(Value)</c> is no node and throws when used.
/// </remarks>
public readonly struct Value : IReal<Value>, IElementary<Value>, IEquatable<Value>
{
    private readonly Tape? tape;
    private readonly int epoch;

    internal Value(Tape tape, int index, int epoch)
    {
        this.tape = tape;
        Index = index;
        this.epoch = epoch;
    }

    /// <summary>A leaf with a label, recorded on the thread's current tape.</summary>
    public Value(double data, string label)
    {
        this = data;
        _ = Named(label);
    }

    /// <summary>The tape on which the node is recorded.</summary>
    public Tape Tape
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => tape ?? NoTape();
    }

    internal const string NoNumber = "This Value is default(Value): no number was recorded in it. Write Value a = 2.0.";

    private static Tape NoTape() => throw new InvalidOperationException(NoNumber);

    /// <summary>The node's place on its tape; parents have smaller ones.</summary>
    public int Index { get; }

    private ref Node Node
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Tape.At(Index, epoch);
    }

    private Tape Checked
    {
        get
        {
            _ = Node;
            return Tape;
        }
    }

    /// <summary>
    /// The number. A leaf's may be set (a gradient-descent step does); what was computed from it before keeps its old number until
    /// it is computed again. Setting the number of a computed node throws <see cref="InvalidOperationException"/>.
    /// </summary>
    public double Data
    {
        get => Node.Data;
        set
        {
            ref Node node = ref Node;
            if (node.Op != Op.Leaf) ThrowComputed(node.Op);
            node.Data = value;
        }
    }

    private static void ThrowComputed(Op op) =>
        throw new InvalidOperationException($"Only a leaf can be set; this Value was computed ({op}) and follows from its parents.");

    /// <summary>
    /// The derivative, with respect to this number, of the node on which <see cref="Backward"/> was last called on this tape; 0 before any
    /// call, and for nodes which that one does not depend on.
    /// </summary>
    public double Grad => Node.Grad;

    /// <summary>How the number was computed.</summary>
    public Op Op => Node.Op;

    /// <summary>The name given with <see cref="Named"/>, or null.</summary>
    public string? Label => Checked.Label(Index);

    /// <summary>The nodes it was computed from, in the order of the operands; the same node twice if it was used twice.</summary>
    public IReadOnlyList<Value> Parents
    {
        get
        {
            ReadOnlySpan<int> indices = Tape.Parents(Node);
            var parents = new Value[indices.Length];
            for (int i = 0; i < parents.Length; i++) parents[i] = Tape[indices[i]];
            return parents;
        }
    }

    /// <summary>For a node of <see cref="Op.Softmax"/>: which component j it is.</summary>
    public int Component => Op == Op.Softmax ? Node.Right : 0;

    /// <summary>Gives the node a name for printing and drawing, and returns it.</summary>
    public Value Named(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        Checked.SetLabel(Index, label);
        return this;
    }

    /// <summary>
    /// Computes <see cref="Grad"/> of every node on the tape: ∂this/∂node. Each call starts from zero, so calling it twice gives the same
    /// gradients, not doubled ones, and calling it on another node gives that node's gradients.
    /// </summary>
    public void Backward() => Checked.Backward(Index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Value Unary(Op op, Value x, double number) => x.Tape.Record(op, x.Index, x.Index, number);

    // First the tape they share, then both nodes on it: the tape's fields are read once for all three nodes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Tape TapeOf(Value a, Value b)
    {
        if (a.tape != b.tape || a.tape is null) ThrowNotOneTape(a, b);
        return a.tape!;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double DataOn(Tape its) => its.At(Index, epoch).Data;

    private static void ThrowNotOneTape(Value a, Value b)
    {
        if (a.Tape != b.Tape) ThrowDifferentTapes();
    }

    private static void ThrowDifferentTapes() => throw new InvalidOperationException(
        "These Values are on different tapes, so no graph holds them all. Compute them under the same Tape.Begin().");

    /// <summary>Records a leaf on the thread's current tape.</summary>
    public static implicit operator Value(double constant) => Numbers.Tape.Current.Record(Op.Leaf, 0, 0, constant);

    /// <inheritdoc/>
    public static Value operator +(Value a, Value b)
    {
        Tape tape = TapeOf(a, b);
        return tape.Record(Op.Add, a.Index, b.Index, a.DataOn(tape) + b.DataOn(tape));
    }

    /// <inheritdoc/>
    public static Value operator -(Value a, Value b)
    {
        Tape tape = TapeOf(a, b);
        return tape.Record(Op.Subtract, a.Index, b.Index, a.DataOn(tape) - b.DataOn(tape));
    }

    /// <inheritdoc/>
    public static Value operator *(Value a, Value b)
    {
        Tape tape = TapeOf(a, b);
        return tape.Record(Op.Multiply, a.Index, b.Index, a.DataOn(tape) * b.DataOn(tape));
    }

    /// <inheritdoc/>
    public static Value operator /(Value a, Value b)
    {
        Tape tape = TapeOf(a, b);
        return tape.Record(Op.Divide, a.Index, b.Index, a.DataOn(tape) / b.DataOn(tape));
    }

    /// <inheritdoc/>
    public static Value operator -(Value a) => Unary(Op.Negate, a, -a.Data);

    /// <inheritdoc/>
    public static Value MulAdd(Value a, Value b, Value c) => c + a * b;

    /// <summary>The same number as a node of its own, so that it can carry a name of its own.</summary>
    public static Value Name(Value x) => Unary(Op.Name, x, x.Data);

    /// <summary>π as a named step over a number: a constant, not an input.</summary>
    public static Value Pi => Name(Math.PI).Named("pi");

    /// <inheritdoc/>
    public static bool IsZero(Value x) => x.Data == 0;

    /// <inheritdoc/>
    public static Value Pow(Value a, Value b)
    {
        Tape tape = TapeOf(a, b);
        return tape.Record(Op.Power, a.Index, b.Index, Math.Pow(a.DataOn(tape), b.DataOn(tape)));
    }

    /// <inheritdoc/>
    public static Value OneMinusPower(double x, int n) => (Value)1.0 - (n == 1 ? x : Pow(x, n));

    /// <inheritdoc/>
    public static Value Exp(Value x) => Unary(Op.Exp, x, Math.Exp(x.Data));

    /// <inheritdoc/>
    public static Value Expm1(Value x) => Unary(Op.Expm1, x, Functions.Expm1(x.Data));

    /// <inheritdoc/>
    public static Value Log1p(Value x) => Unary(Op.Log1p, x, Functions.Log1p(x.Data));

    /// <inheritdoc/>
    public static Value Log(Value x) => Unary(Op.Log, x, Math.Log(x.Data));

    /// <inheritdoc/>
    public static Value Sqrt(Value x) => Unary(Op.Sqrt, x, Math.Sqrt(x.Data));

    /// <inheritdoc/>
    public static Value Sin(Value x) => Unary(Op.Sin, x, Math.Sin(x.Data));

    /// <inheritdoc/>
    public static Value Cos(Value x) => Unary(Op.Cos, x, Math.Cos(x.Data));

    /// <inheritdoc/>
    public static Value Tanh(Value x) => Unary(Op.Tanh, x, Math.Tanh(x.Data));

    /// <inheritdoc/>
    public static Value Erf(Value x) => Unary(Op.Erf, x, Functions.Erf(x.Data));

    /// <inheritdoc/>
    public static Value Erfc(Value x) => Unary(Op.Erfc, x, Functions.Erfc(x.Data));

    /// <summary>1 − a, or σ(−z) where that would lose digits: what is recorded is what was computed.</summary>
    public static Value OneMinusSigmoid(Value z, Value a) => Complement.OfSigmoid(z, a, a.Data);

    /// <summary>1 − a², or 4σ(2z)σ(−2z) where that would lose digits.</summary>
    public static Value OneMinusTanhSquared(Value z, Value a) => Complement.OfTanhSquared(z, a, a.Data);

    /// <summary>1 + erf x, or erfc(−x) where that would lose digits.</summary>
    public static Value OnePlusErf(Value x) => Complement.OfErf(x, x.Data);

    /// <inheritdoc/>
    public static Value Max(Value a, Value b)
    {
        Tape tape = TapeOf(a, b);
        return tape.Record(Op.Max, a.Index, b.Index, Math.Max(a.DataOn(tape), b.DataOn(tape)));
    }

    /// <inheritdoc/>
    public static Value Step(Value x) => Unary(Op.Step, x, x.Data > 0 ? 1 : 0);

    /// <inheritdoc/>
    public static Value Sigmoid(Value x) => Unary(Op.Sigmoid, x, Functions.Sigmoid(x.Data));

    /// <inheritdoc/>
    public static Value Softplus(Value x) => Unary(Op.Softplus, x, Functions.Softplus(x.Data));

    /// <inheritdoc/>
    public static Value LogSumExp(ReadOnlySpan<Value> x)
    {
        Tape tape = SharedTape(x);
        double number = F64.LogSumExp(NumbersOf(x, tape.Scratch(x.Length)));
        return tape.Record(Op.LogSumExp, tape.RecordOperands(x), 0, number);
    }

    /// <inheritdoc/>
    public static void Softmax(ReadOnlySpan<Value> x, Span<Value> p)
    {
        Given.SameLength(x.Length, p.Length, nameof(p));
        Tape tape = SharedTape(x);
        Span<F64> scratch = tape.Scratch(2 * x.Length), numbers = scratch[x.Length..];
        F64.Softmax(NumbersOf(x, scratch[..x.Length]), numbers);
        int start = tape.RecordOperands(x);
        for (int j = 0; j < x.Length; j++) p[j] = tape.Record(Op.Softmax, start, j, numbers[j]);
    }

    private static ReadOnlySpan<F64> NumbersOf(ReadOnlySpan<Value> x, Span<F64> into)
    {
        for (int i = 0; i < x.Length; i++) into[i] = x[i].Data;
        return into;
    }

    private static Tape SharedTape(ReadOnlySpan<Value> x)
    {
        foreach (Value each in x)
            if (each.Checked != x[0].Tape) ThrowDifferentTapes();
        return x[0].Tape;
    }

    /// <summary>Whether both are handles of the same node.</summary>
    public bool Equals(Value other) => tape == other.tape && Index == other.Index && epoch == other.epoch;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(tape, Index, epoch);

    /// <summary>Whether both are handles of the same node (not: whether the numbers are equal).</summary>
    public static bool operator ==(Value a, Value b) => a.Equals(b);

    /// <summary>Whether the two are handles of different nodes.</summary>
    public static bool operator !=(Value a, Value b) => !a.Equals(b);

    /// <summary>As the code that builds it, with its gradient: <c>Value(2) label: a, grad: 6</c>.</summary>
    public override string ToString() =>
        tape is null ? "Value(none)" : $"Value({Data:R}){(Label is null ? "" : $" label: {Label},")} grad: {Grad:R}";
}
