using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// Reads the layers of a plan once, when it is made, and computes nothing of a network: which parameters are weights, who writes what, and whether laws from elsewhere can be run at all.
/// What it finds missing would otherwise be learned from, or told, as if somebody had written it.
/// </summary>
internal sealed class Survey(Plan plan) : Wrapper(null)
{
    private readonly HashSet<Quantity> numbers = [], gradients = [], kept = [], used = [];
    private readonly HashSet<(int Layer, Quantity Of)> reads = [], readGradients = [], wroteGradients = [];
    private readonly List<(int Layer, Quantity Of)> tooEarly = [];
    private int layer;
    private bool isBackward;
    private string? fault;

    /// <summary>Which parameters are the weights of a product: kernels may want those to lie another way.</summary>
    internal HashSet<Quantity> Weights { get; } = [];

    /// <summary>Reads everything in the order in which a step runs it.</summary>
    internal void Read()
    {
        for (layer = 1; layer <= plan.Layers.Count; layer++) plan.Layers[layer - 1].Forward(this);
        plan.Loss.Forward(this);
        isBackward = true;
        plan.Loss.Backward(this);
        for (layer = plan.Layers.Count; layer >= 1; layer--) plan.Layers[layer - 1].Backward(this);
    }

    /// <summary>What is missing, with the layer and the quantity, or null.</summary>
    internal string? Gap() => Unwritten() ?? fault ?? (plan.IsTraining ? Unlearned() : null);

    private string? Unwritten()
    {
        foreach (Quantity each in plan.Quantities)
            if (each.Role == Role.Value && !numbers.Contains(each))
                return $"{At(each.Layer)}: nobody writes {each}{(IsOutput(each) ? ", which the layer hands on" : "")}; wanted a line in {nameof(ILayer.Forward)} that does, or no such quantity";
        foreach ((int at, Quantity each) in tooEarly)
            return $"{At(at)}: {each} is read before it is written; put the line of {nameof(ILayer.Forward)} that writes it first";
        return null;
    }

    private string? Unlearned()
    {
        foreach (Quantity each in plan.Parameters)
            if (!kept.Contains(each))
                return $"{At(each.Layer)}: nobody writes {each.d}, the gradient of the parameter {each}; wanted a line in {nameof(ILayer.Backward)} that keeps it: {nameof(Keep)}, {nameof(KeepProducts)} or {nameof(KeepRows)}";
        // The loss starts where it likes.
        foreach ((int at, Quantity each) in reads.OrderBy(each => each.Layer))
            if (at <= plan.Layers.Count && each.Role == Role.Value && each.Layer < at && !wroteGradients.Contains((at, each)))
                return $"{At(at)}: {nameof(ILayer.Forward)} reads {each}, and nobody there writes {each.d}, so that nothing before it would learn; wanted a line in {nameof(ILayer.Backward)} that does, such as {nameof(Back)} or {nameof(Row)}";
        foreach ((int at, Quantity each) in readGradients.OrderByDescending(each => each.Layer))
            if (each.Role == Role.Value && used.Contains(each) && !gradients.Contains(each) && !IsFused(each))
                return $"{At(at)}: {nameof(ILayer.Backward)} reads {each.d}, and nobody writes it; wanted a line before that does";
        return null;
    }

    private bool IsOutput(Quantity each) => each.Layer > 0 && each.Layer <= plan.Layers.Count && plan.Layers[each.Layer - 1].Output == each;

    // A loss that is fused with its activation starts behind it.
    private bool IsFused(Quantity each) => plan.Loss.IsFused && plan.Layers[^1].Output == each;

    private static string At(int layer) => $"layers[{layer - 1}]";

    public override void Affine(Quantity X, Quantity W, Quantity b, Quantity Z)
    {
        Weights.Add(W);
        Wrote(Z, X, W, b);
    }

    public override void Apply(Activation f, Quantity Z, Quantity A)
    {
        Wrote(A, Z);
        if (f is not null) Try(f, $"the activation {f}", A, [Z], (of, into) => f.Apply(of[0].Row(0), into));
    }

    public override void Pull(Activation f, Quantity A, Quantity Z)
    {
        if (Z is null || A is null) return;
        Wrote(Z.d, A.d, Z, A);
        if (f is not null) Try(f, $"the slope of the activation {f}", Z.d, [A, Z, A], (of, into) => f.Pull(of[0].Row(0), of[1].Row(0), of[2].Row(0), into));
    }

    public override void Back(Quantity Z, Quantity W, Quantity X)
    {
        Weights.Add(W);
        if (Z is not null && X is not null) Wrote(X.d, Z.d);
    }

    public override void Keep(Quantity W, Quantity Z, Quantity X)
    {
        Weights.Add(W);
        Kept(W, Z, X);
    }

    public override void Keep(Quantity b, Quantity Z) => Kept(b, Z);

    public override void KeepProducts(Quantity g, Quantity A, Quantity N) => Kept(g, A, N);

    public override void KeepRows(Quantity table, Quantity A, Quantity ids) => Kept(table, A, ids);

    public override void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
    {
        Wrote(into, of);
        if (law is not null) Try(law, $"the law {law.GetType().Name}", into, [.. of], (rows, row) => law.Row(new Rows<Value>(rows, 0), row));
    }

    public override void Gather(Operand into, Operand from, Places places) => Wrote(into, from);

    public override void Scatter(Operand into, Operand from, Places places) => Wrote(into, from);

    public override void Look(Quantity A, Quantity table, Quantity ids) => Wrote(A, table, ids);

    public override void Product(HeadProduct product, Operand into, Operand left, Operand right) => Wrote(into, left, right);

    public override void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses)
    {
        Wrote(losses, Z, A, Y);
        if (loss is not null) Try(loss, $"the loss {loss}", losses, [Z, A, Y], (of, into) => into[0] = loss.OfExample(of[0].Row(0), of[1].Row(0), of[2].Row(0)));
    }

    public override void Total(Quantity losses, Quantity total) => Wrote(total, losses);

    public override void Start(Loss loss, Quantity A, Quantity Y, Operand into)
    {
        Wrote(into, A, Y);
        if (loss is not null) Try(loss, $"the slope of the loss {loss}", into, [A, Y], (of, row) => loss.Slopes(of[0].Row(0), of[1].Row(0), 1.0, row));
    }

    private void Wrote(Operand into, params ReadOnlySpan<Operand> of)
    {
        foreach (Operand each in of) Read(each);
        if (into.IsGradient)
        {
            gradients.Add(into.Of);
            wroteGradients.Add((layer, into.Of));
        }
        else numbers.Add(into.Of);
    }

    private void Kept(Quantity parameter, Quantity from, params ReadOnlySpan<Quantity> with)
    {
        kept.Add(parameter);
        if (from is not null) Read(from.d);
        foreach (Quantity each in with) Read(each);
    }

    private void Read(Operand operand)
    {
        // What is not of the plan, the reader that binds refuses.
        if (!plan.Owns(operand.Of)) return;
        if (operand.IsGradient)
        {
            readGradients.Add((layer, operand.Of));
            return;
        }
        if (isBackward) return;
        used.Add(operand.Of);
        reads.Add((layer, operand.Of));
        if (operand.Of.Role == Role.Value && !numbers.Contains(operand.Of)) tooEarly.Add((layer, operand.Of));
    }

    // More nobody wants to wait for when a network is placed.
    private const int MostTried = 100_000;

    // Runs a law from elsewhere on one row of numbers as good as any, over nodes of a graph: they alone tell a number that was computed from default, which to all others is 0.
    private void Try(object law, string name, Operand into, Operand[] of, Law run)
    {
        if (fault is not null || IsBuiltIn(law.GetType()) || !plan.Owns(into.Of) || !of.All(each => plan.Owns(each.Of))) return;
        if (of.Append(into).Sum(each => (long)each.Of.Shape.Columns) > MostTried) return;
        using Tape tape = Tape.Begin();
        Matrix<Value>[] rows = [.. of.Select((each, o) => Sample(each.Of.Shape.Columns, o))];
        var row = new Value[into.Of.Shape.Columns];
        string where = $"{(layer > plan.Layers.Count ? "loss" : At(layer))}: {name}, which writes {into},";
        try
        {
            run(rows, row);
        }
        catch (Exception wrong) when (wrong is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            fault = $"{where} reads or writes past the end of a row: it is given {(of.Length == 0 ? "no rows" : $"rows of {string.Join(" and ", of.Select(each => each.Of.Shape.Columns))} numbers")}, and writes a row of {row.Length}";
        }
        catch (InvalidOperationException wrong) when (wrong.Message == Value.NoNumber)
        {
            fault = $"{where} computes with default, in which no number is; begin a sum with T s = 0.0";
        }
        if (fault is null && Array.IndexOf(row, default) is >= 0 and int missing)
            fault = $"{where} leaves number {missing} of {row.Length} unwritten, or gives default for it; wanted every number of the row written, 0.0 where it is 0";
    }

    private static Matrix<Value> Sample(int columns, int operand)
    {
        Matrix<Value> row = new(1, columns);
        for (int j = 0; j < columns; j++) row[0, j] = 0.25 + 0.5 * ((j + 3 * operand) % 7) / 7;
        return row;
    }

    private static bool IsBuiltIn(Type law) => law.Assembly == typeof(Survey).Assembly && law.GenericTypeArguments.All(IsBuiltIn);

    private delegate void Law(Matrix<Value>[] of, Span<Value> into);
}
