using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Practice.Spoiling;

/// <summary>
/// One training step, run by the engine over doubles, in which something may go wrong and in which numbers of a learner may stand in the place of those that were computed: all that follows
/// from them then follows from the learner's. The second forward pass, of which only the loss is looked at, is spoiled in the same way.
/// </summary>
internal sealed class SpoiledStep : IWitness<F64>
{
    private readonly StepText text;
    private readonly Spoil spoil;
    private readonly ILookup<Entry, Action<SpoiledStep, Matrix<F64>>> changes;
    private readonly ILookup<Entry, (int Row, int Column, double Number)> own;
    private readonly Dictionary<Entry, double[]> expected = [];
    private readonly Network<F64> network;
    private readonly Gradients<F64> gradients;
    private readonly Dictionary<Quantity, Matrix<F64>> kept = [];
    private bool isSecond;

    private SpoiledStep(StepText text, Spoil spoil, IReadOnlyDictionary<Address, double>? own)
    {
        (this.text, this.spoil) = (text, spoil);
        changes = spoil.Written.ToLookup(each => each.Entry, each => each.Change);
        this.own = (own ?? new Dictionary<Address, double>()).Select(each => (Place: text.PlaceOf(each.Key), each.Value)).ToLookup(each => each.Place.Entry, each => (each.Place.Row, each.Place.Column, each.Value));
        network = new Network<F64>(text.Problem.Network);
        gradients = new Gradients<F64>(network);
        var instead = new Dictionary<CallKey, Action<IKernels>>();
        foreach ((CallKey call, Action<IKernels> say) in spoil.Verbs) instead[call] = say;
        At = new Workspace<F64>(network, text.Problem.Batch.Count, this, instead.Count == 0 ? null : inner => new Spoiled(inner, instead));
    }

    /// <summary>The numbers of the step so far.</summary>
    public Workspace<F64> At { get; }

    /// <summary>The parameters, as the pass that runs reads them.</summary>
    public Matrix<F64> this[Quantity parameter] => network[parameter];

    /// <summary>The gradient of a parameter.</summary>
    public Matrix<F64> GradientOf(Quantity parameter) => gradients[parameter];

    /// <summary>All numbers of the step; each as it follows from those before it, the learner's where there are any.</summary>
    /// <exception cref="ProblemException">The verbs that were said in the place of others do not fit: the mistake cannot be made here.</exception>
    public static StepNumbers Run(StepText text, Spoil spoil, IReadOnlyDictionary<Address, double>? own = null) => new SpoiledStep(text, spoil, own).Run();

    private StepNumbers Run()
    {
        Problem problem = text.Problem;
        At.Load(problem.Batch);
        Reading(Way.Forward, () => network.Forward(At));
        network.Measure(At);
        Reading(Way.Backward, () => network.Backward(At));
        PutBack();
        network.Gradients(At, gradients);
        var numbers = new StepNumbers(text);
        Take(numbers, each => each.Form is Form.Number or Form.Gradient, each => each.Form == Form.Number ? each.Quantity.Role == Role.Parameter ? network[each.Quantity] : At[each.Quantity]
            : each.Quantity.Role == Role.Parameter ? gradients[each.Quantity] : At.Gradient(each.Quantity));

        var states = new UpdateStates<F64>(network, spoil.Update ?? problem.Update);
        network.Update(gradients, states, spoil.Rate ?? problem.LearningRate, spoil.UpdateBiases ?? problem.UpdateBiases, this);
        Take(numbers, each => each.Form is Form.State || (each.Form == Form.Updated && each != text.LossAfter), each => each.Form == Form.State ? states[each.Quantity, each.State] : network[each.Quantity]);

        isSecond = true;
        Reading(Way.Forward, () => network.Forward(At));
        network.Measure(At);
        Wrote(text.LossAfter, At.Loss);
        Take(numbers, each => each == text.LossAfter, _ => At.Loss);
        return numbers;
    }

    // What was written before a learner's numbers came in its place, where they did.
    private void Take(StepNumbers numbers, Func<Entry, bool> which, Func<Entry, Matrix<F64>> matrix)
    {
        foreach (Entry entry in text.Entries.Where(which))
            if (expected.TryGetValue(entry, out double[]? before)) before.CopyTo(numbers.Of(entry));
            else Copy(entry, matrix(entry), numbers.Of(entry));
    }

    private static void Copy(Entry entry, Matrix<F64> from, Span<double> into)
    {
        for (int i = 0; i < into.Length; i++) into[i] = from[entry.Quantity.Shape.RowOf(i), entry.Quantity.Shape.ColumnOf(i)].Number;
    }

    private void Reading(Way way, Action pass)
    {
        (Matrix<F64> Matrix, Matrix<F64> Before)[] spoiled = [.. spoil.Parameters.Where(each => each.Way == way).Select(each => (network[each.Parameter], network[each.Parameter].Copy()))];
        foreach ((Way of, Quantity parameter, Action<Matrix<F64>> change) in spoil.Parameters)
            if (of == way) change(network[parameter]);
        pass();
        foreach ((Matrix<F64> matrix, Matrix<F64> before) in spoiled.Reverse()) Put(before, matrix);
    }

    private static void Put(Matrix<F64> from, Matrix<F64> into)
    {
        for (int i = 0; i < into.Cells.Length; i++) into.Cells[i] = from.Cells[i];
    }

    public void Wrote(Quantity quantity, Written what, Matrix<F64> numbers) => Wrote(new(quantity, what switch { Written.Gradient => Form.Gradient, Written.Updated => Form.Updated, _ => Form.Number }), numbers);

    public void WroteState(Quantity parameter, string state, Matrix<F64> numbers) => Wrote(new(parameter, Form.State, state), numbers);

    private void Wrote(Entry entry, Matrix<F64> numbers)
    {
        foreach (Action<SpoiledStep, Matrix<F64>> change in changes[entry]) change(this, numbers);
        if (isSecond && entry != text.LossAfter) return;
        if (own.Contains(entry))
        {
            Copy(entry, numbers, expected[entry] = new double[text.CountOf(entry)]);
            foreach ((int row, int column, double number) in own[entry]) numbers[row, column] = number;
        }
        if (entry.Form != Form.Gradient) return;
        foreach ((Operand behind, Quantity weights) in spoil.Moved)
            if (behind == entry.Quantity.d) Move(weights);
    }

    // The gradients of what has been written so far are right; of the others none is looked at.
    private void Move(Quantity weights)
    {
        if (kept.ContainsKey(weights)) return;
        network.Gradients(At, gradients);
        Network<F64> moved = network.Copy();
        var states = new UpdateStates<F64>(moved, text.Problem.Update);
        moved.Update(gradients, states, text.Problem.LearningRate, text.Problem.UpdateBiases);
        kept[weights] = network[weights].Copy();
        Put(moved[weights], network[weights]);
    }

    // The update is to begin at what the weights were.
    private void PutBack()
    {
        foreach ((Quantity weights, Matrix<F64> before) in kept) Put(before, network[weights]);
    }
}
