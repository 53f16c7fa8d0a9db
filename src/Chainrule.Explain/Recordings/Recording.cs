using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
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
    private readonly UpdateStates<Value> states;
    private readonly Dictionary<Symbol, Value> alone;
    private readonly FormulaBuilder formulas;
    private readonly UpdateLaw? law;
    private readonly Dictionary<Entry, Matrix<Value>> matrices = [];

    private Recording(Problem problem, CancellationToken cancellationToken)
    {
        Problem = problem;
        network = new Network<Value>(problem.Network);
        Book = new AddressBook(problem, () => at!.HasGradient);
        names = new NameTable(Book, cancellationToken);
        at = new Workspace<Value>(network, problem.Batch.Count, names);
        at.Load(problem.Batch);
        names.Given(network, at);
        alone = Book.Alone.ToDictionary(each => each, each => names.Given(each, Number(problem, each)));

        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        gradients = new Gradients<Value>(network);
        network.Gradients(at, gradients);
        updated = network.Copy();
        states = new UpdateStates<Value>(updated, problem.Update);
        updated.Update(gradients, states, alone[Symbol.Eta], problem.UpdateBiases, names);
        formulas = new FormulaBuilder(names.AddressOf);
        law = UpdateLaw.Of(problem.Update);
    }

    // A recording tells the first step of an update.
    private static double Number(Problem problem, Symbol alone) =>
        alone == Symbol.Eta ? problem.LearningRate : problem.Update.Settings.FirstOrDefault(each => each.Name == alone.Name)?.Value ?? 1;

    // The tape has room for 2²⁵ then: 1.1 GB at Tape.BytesPerNode, and half as much more while it moves there.
    private const long MostNodes = 30_000_000;

    private IReadOnlyDictionary<Address, double>? errors;

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
        (recording.LossAfter, recording.FirstOverflow) = Verification.Verify(recording, cancellationToken);
        return recording;
    }

    private static void CheckSize(Problem problem)
    {
        // A product and a sum for each weight and example, forward, for dA and for dW; then the update's few for each parameter, and some more for each state and the step made of them.
        const int perExample = 6;
        int perParameter = 6 + 12 * problem.Update.States.Count;
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

    /// <summary>The loss of the same examples after the update; ∞ or NaN where the step was so large that numbers overflowed.</summary>
    public double LossAfter { get; private set; }

    /// <summary>Where the loss after the update has overflowed: the number that did so first. Else null.</summary>
    internal Address? FirstOverflow { get; private set; }

    /// <summary>Every address there is, in the order in which a step is told.</summary>
    public IReadOnlyList<string> Addresses => [.. Book.All().Select(each => each.ToString())];

    /// <summary>The number at an address.</summary>
    /// <exception cref="ProblemException">There is no such address in this step; the message says which there are.</exception>
    public double this[string address] => this[Book.Parse(Given.NotNull(address))];

    /// <summary>The value at an address.</summary>
    internal double this[Address address] => address.Symbol == Symbol.NewL ? LossAfter : Node(address).Data;

    /// <summary>How far rounding may have taken the number at an address from the exact one; 0 where it was given, and for the loss after the step.</summary>
    internal double RoundingOf(Address address) => (errors ??= Verification.Errors(Problem, Book)).GetValueOrDefault(address);

    /// <summary>What was computed, list by list, in the order in which the engine wrote it.</summary>
    internal IReadOnlyList<Entry> Order => names.Told;

    /// <summary>The values of a symbol and layer, as the engine's matrix: an example a row, W to × from.</summary>
    internal double[][] Values(Symbol symbol, int layer)
    {
        Matrix<Value> matrix = Matrix(new(Book.Find(symbol, layer) ?? throw new ArgumentException($"layer {layer} has no {symbol}", nameof(symbol)), symbol.Form, symbol.State));
        return [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix.Row(r).ToArray().Select(value => value.Data).ToArray())];
    }

    /// <summary>All values of a list, example by example, the last index running fastest.</summary>
    internal IEnumerable<double> Values(Entry entry) => Book.Of(entry).Select(each => this[each]);

    /// <summary>
    /// The formula by which the number was computed, down to the next addressed numbers; null if it was given. That of a state or a new parameter is the law of the update, with the
    /// letters of its settings, for the numbers of this step. The loss after the step has none: it is a whole forward pass.
    /// </summary>
    /// <exception cref="ExplanationException">The formula, evaluated again, does not give the number.</exception>
    internal Formula? FormulaOf(Address address)
    {
        if (address.Symbol == Symbol.NewL) return null;
        Value node = Node(address);
        // The new bias of a network whose biases stay is the old node itself.
        if (names.AddressOf(node) is Address same && same != address) return new Variable(same, node.Data);
        if (OfUpdate(address) is { } told && Verification.Holds(told, node.Data)) return told;
        // A number that a law sets, such as the weight of what may not be looked at, was computed, though from nothing.
        Formula? formula = formulas.Of(node) ?? (address.IsGiven ? null : new Constant(node.Data));
        if (formula is not null) Verification.VerifyFormula(address, formula, node.Data);
        return formula;
    }

    // A law that cannot be read with letters, or that branches on its settings, is told as it was recorded.
    private Formula? OfUpdate(Address address)
    {
        Formula? general = address.Symbol.Form switch
        {
            Form.State => law?.Advanced(address.Symbol.State),
            Form.Updated => law?.Stepped,
            _ => null,
        };
        return general?.WithLeaves(leaf => leaf is Variable variable ? Instead(variable.Address, address) : leaf);
    }

    // A letter of the law, for the parameter of this address. Before the first step a state is 0.
    private Formula Instead(Address letter, Address address) => letter.Symbol.Letter != UpdateLaw.Parameter ? Told(letter)
        : letter.Symbol.Form == Form.State && address.Symbol.Form == Form.State ? new Constant(0)
        : Told(address.As(OfParameter(letter.Symbol, address)));

    private Symbol OfParameter(Symbol letter, Address address) => Symbol.Of(Book.Find(address.Symbol.Base, address.Layer)!, letter.Form, letter.State);

    private Variable Told(Address address) => new(address, this[address]);

    private Value Node(Address address) => Book.PlaceOf(address) is { } place
        ? Matrix(new(place.Quantity, address.Symbol.Form, address.Symbol.State))[place.Row, place.Column]
        : alone[address.Symbol];

    internal Matrix<Value> Matrix(Entry entry)
    {
        if (matrices.TryGetValue(entry, out Matrix<Value>? matrix)) return matrix;
        (Quantity quantity, bool isParameter) = (entry.Quantity, entry.Quantity.Role == Role.Parameter);
        return matrices[entry] = entry.Form switch
        {
            Form.Gradient => isParameter ? gradients[quantity] : at.Gradient(quantity),
            Form.State => states[quantity, entry.State],
            Form.Updated => updated[quantity],
            _ => isParameter ? network[quantity] : at[quantity],
        };
    }
}
