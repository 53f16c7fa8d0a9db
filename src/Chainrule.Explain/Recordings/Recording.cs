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
/// graph that computed it. Before anything is told, each number is compared with the engine's own, computed once more with bounds of its rounding errors.
/// </summary>
/// <remarks>
/// Addresses are the names of numbers: <c>x[0]</c>, <c>W1[0,1]</c>, <c>dZ2[1]</c>, <c>L</c>; layers count from 1, indices from 0, and with several examples the example's index comes first.
/// A recording keeps a node for each operation of the step. One thread at a time may use it.
/// </remarks>
/// <example><code>
/// Recording step = Recording.Of(problem);
/// Console.WriteLine(step["dW1[0,1]"]);
/// Console.WriteLine(Explanation.Why(step, "dW1[0,1]"));
/// </code></example>
public sealed class Recording
{
    private readonly NameTable names;
    private readonly Network<Value> network, updated;
    private readonly Workspace<Value> at;
    private readonly Gradients<Value> gradients;
    private readonly Value learningRate;
    private readonly FormulaBuilder formulas;
    private readonly Dictionary<(Quantity, Form), Matrix<Value>> matrices = [];

    private Recording(Problem problem, CancellationToken cancellationToken)
    {
        Problem = problem;
        network = new Network<Value>(problem.Network);
        Book = new AddressBook(problem, () => at!.HasGradient);
        names = new NameTable(Book, cancellationToken);
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
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at after each matrix.</exception>
    public static Recording Of(Problem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        CheckSize(problem);
        using Tape tape = Tape.Begin();
        var recording = new Recording(problem, cancellationToken);
        recording.LossAfter = Verification.Verify(recording, cancellationToken);
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
    internal AddressBook Book { get; }

    /// <summary>The loss before the step.</summary>
    public double Loss => at.Loss[0, 0].Data;

    /// <summary>The loss of the same examples after the update.</summary>
    public double LossAfter { get; private set; }

    /// <summary>Every address there is, in the order in which a step is told.</summary>
    public IReadOnlyList<string> Addresses => [.. Book.All().Select(each => each.ToString())];

    /// <summary>The number at an address.</summary>
    /// <exception cref="ProblemException">There is no such address in this step; the message says which there are.</exception>
    public double this[string address] => this[Book.Parse(address)];

    /// <summary>The value at an address.</summary>
    internal double this[Address address] => Node(address).Data;

    /// <summary>What was computed, list by list, in the order in which the engine wrote it.</summary>
    internal IReadOnlyList<Entry> Order => names.Told;

    /// <summary>The values of a symbol and layer, as the engine's matrix: an example a row, W to × from.</summary>
    internal double[][] Values(Symbol symbol, int layer)
    {
        Matrix<Value> matrix = Matrix(Book.Find(symbol, layer) ?? throw new ArgumentException($"layer {layer} has no {symbol}", nameof(symbol)), symbol.Form);
        return [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix.Row(r).ToArray().Select(value => value.Data).ToArray())];
    }

    /// <summary>All values of a list, example by example, the last index running fastest.</summary>
    internal IEnumerable<double> Values(Entry entry) => Book.Of(entry).Select(each => this[each]);

    /// <summary>The formula by which the number was computed, down to the next addressed numbers; null if it was given.</summary>
    /// <exception cref="ExplanationException">The formula, evaluated again, does not give the number.</exception>
    internal Formula? FormulaOf(Address address)
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
