using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Recordings;

/// <summary>
/// One training step of a problem, run by the engine over recording values: every number has its address, and its formula is read off the
/// graph that computed it. Before anything is told, each number is compared with the engine's own (see <see cref="Verification"/>).
/// </summary>
public sealed class Recording
{
    private readonly NameTable names;
    private readonly Network<Value> network, updated;
    private readonly Workspace<Value> at;
    private readonly Gradients<Value> gradients;
    private readonly Value learningRate;
    private readonly FormulaBuilder formulas;
    private readonly Dictionary<(Quantity, Form), Matrix<Value>> matrices = [];

    private Recording(Problem problem)
    {
        Problem = problem;
        network = new Network<Value>(problem.Network);
        Book = new AddressBook(problem, () => at!.HasGradient);
        names = new NameTable(Book);
        at = new Workspace<Value>(network, problem.Batch.Count, names);
        at.Load(problem.Batch);
        names.Given(network, at);
        learningRate = names.Given(problem.LearningRate);

        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        gradients = new Gradients<Value>(network);
        network.Gradients(at, gradients);
        updated = network.Copy();
        if (problem.Update == Update.GradientDescent) updated.Descend(gradients, learningRate, problem.UpdateBiases, names);
        else updated.Update(gradients, new UpdateStates<Value>(updated, problem.Update), learningRate, problem.UpdateBiases, names);
        formulas = new FormulaBuilder(names.AddressOf);
    }

    // The tape has room for 2²⁵ then: 1.1 GB at Tape.BytesPerNode, and half as much more while it moves there.
    private const long MostNodes = 30_000_000;

    /// <summary>Runs the step and verifies it.</summary>
    /// <exception cref="ProblemException">The step is too large to be recorded number by number, or its numbers overflow.</exception>
    /// <exception cref="ExplanationException">A recorded number is not the engine's: nothing may be told.</exception>
    public static Recording Of(Problem problem)
    {
        CheckSize(problem);
        using Tape tape = Tape.Begin();
        var recording = new Recording(problem);
        (recording.LossAfter, recording.FirstOverflow) = Verification.Verify(recording);
        return recording;
    }

    private static void CheckSize(Problem problem)
    {
        // A product and a sum for each weight and example, forward, for dA and for dW; then the update's few for each parameter.
        const int perExample = 6, perParameter = 6;
        long parameters = problem.Network.ParameterCount, most = MostNodes / parameters - perParameter;
        if (problem.Batch.Count * perExample <= most) return;
        throw new ProblemException(most < perExample
            ? $"the network has {parameters:N0} parameters, too many to explain number by number; wanted at most {MostNodes / (perExample + perParameter):N0}"
            : $"{problem.Batch.Count:N0} examples through {parameters:N0} parameters are too many to explain number by number; use at most {most / perExample:N0} of these examples");
    }

    /// <summary>What was run.</summary>
    public Problem Problem { get; }

    /// <summary>Which addresses there are.</summary>
    public AddressBook Book { get; }

    /// <summary>The loss before the step.</summary>
    public double Loss => at.Loss[0, 0].Data;

    /// <summary>The loss of the same examples after the update; ∞ or NaN where the step was so large that numbers overflowed.</summary>
    public double LossAfter { get; private set; }

    /// <summary>Where the loss after the update has overflowed: the number that did so first. Else null.</summary>
    internal Address? FirstOverflow { get; private set; }

    /// <summary>The value at an address.</summary>
    public double this[Address address] => Node(address).Data;

    /// <summary>What was computed, list by list, in the order in which the engine wrote it.</summary>
    public IReadOnlyList<Entry> Order => names.Told;

    /// <summary>The values of a symbol and layer, as the engine's matrix: an example a row, W to × from.</summary>
    public double[][] Values(Symbol symbol, int layer)
    {
        Matrix<Value> matrix = Matrix(Book.Find(symbol, layer) ?? throw new ArgumentException($"layer {layer} has no {symbol}", nameof(symbol)), symbol.Form);
        return [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix.Row(r).ToArray().Select(value => value.Data).ToArray())];
    }

    /// <summary>All values of a list, example by example, the last index running fastest.</summary>
    public IEnumerable<double> Values(Entry entry) => Book.Of(entry).Select(each => this[each]);

    /// <summary>The formula by which the number was computed, down to the next addressed numbers; null if it was given.</summary>
    /// <exception cref="ExplanationException">The formula, evaluated again, does not give the number.</exception>
    public Formula? FormulaOf(Address address)
    {
        Value node = Node(address);
        // The new bias of a network whose biases stay is the old node itself.
        if (names.AddressOf(node) is Address same && same != address) return new Variable(same, node.Data);
        // A number that a law sets, such as the weight of what may not be looked at, was computed, though from nothing.
        Formula? formula = formulas.Of(node) ?? (address.IsGiven ? null : new Constant(node.Data));
        if (formula is not null) Verification.VerifyFormula(address, formula, node.Data);
        return formula;
    }

    private Value Node(Address address) => Book.PlaceOf(address) is { } place
        ? Matrix(place.Quantity, address.Symbol.Form)[place.Row, place.Column]
        : learningRate;

    internal Matrix<Value> Matrix(Quantity quantity, Form form)
    {
        if (matrices.TryGetValue((quantity, form), out Matrix<Value>? matrix)) return matrix;
        bool isParameter = quantity.Role == Role.Parameter;
        return matrices[(quantity, form)] = form switch
        {
            Form.Gradient => isParameter ? gradients[quantity] : at.Gradient(quantity),
            Form.Updated => updated[quantity],
            _ => isParameter ? network[quantity] : at[quantity],
        };
    }
}
