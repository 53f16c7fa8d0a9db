using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Practice.Spoiling;

/// <summary>A problem as mistakes see it: which verbs its layers say, and its numbers in the order in which one computes them.</summary>
internal sealed class StepText
{
    // A page is some tens; a diagnosis runs the step some hundreds of times.
    private const int MostNumbers = 20_000;

    private readonly Dictionary<Entry, (int Begin, int Count)> places = [];
    private readonly Dictionary<Address, int> indices;
    private readonly Dictionary<Entry, HashSet<Entry>> sources = [];
    private IReadOnlyDictionary<Address, double>? errors;

    /// <exception cref="ProblemException">The step has more numbers than anybody computes by hand.</exception>
    public StepText(Problem problem)
    {
        Problem = problem;
        var workspace = new Workspace<F64>(new Network<F64>(problem.Network), 1);
        Book = new AddressBook(problem, () => workspace.HasGradient);
        Forward = Heard(k =>
        {
            foreach (ILayer layer in Plan.Layers) layer.Forward(k);
            Plan.Loss.Forward(k);
        });
        Backward = Heard(k =>
        {
            Plan.Loss.Backward(k);
            foreach (ILayer layer in Plan.Layers.Reverse()) layer.Backward(k);
        });
        // What reads a gradient that nobody writes, or writes one that nobody wants, is skipped by the engine too.
        Backward = [.. Backward.Where(each => Exists(each.Into) && each.Of.All(Exists))];
        LossAfter = new(Plan.Loss.Total, Form.Updated);
        Entries = [.. InOrder()];
        long count = Entries.Sum(each => (long)RowsOf(each) * each.Quantity.Shape.Count);
        if (count > MostNumbers) throw new ProblemException($"the step has {count:N0} numbers, too many to have been computed by hand; wanted at most {MostNumbers:N0}. Use fewer examples or a smaller network");
        foreach (Entry each in Entries)
        {
            places[each] = (Count, RowsOf(each) * each.Quantity.Shape.Count);
            Count += places[each].Count;
        }
        Addresses = [.. Entries.SelectMany(Book.Of)];
        indices = [];
        for (int i = 0; i < Addresses.Count; i++) indices[Addresses[i]] = i;
    }

    /// <summary>The problem.</summary>
    public Problem Problem { get; }

    /// <summary>Its addresses.</summary>
    public AddressBook Book { get; }

    /// <summary>Its quantities.</summary>
    public Plan Plan => Problem.Network.Plan;

    /// <summary>How many examples.</summary>
    public int Examples => Problem.Batch.Count;

    /// <summary>The verbs of the forward pass, with those of the loss.</summary>
    public IReadOnlyList<Call> Forward { get; }

    /// <summary>The verbs of the backward pass, from the loss on.</summary>
    public IReadOnlyList<Call> Backward { get; }

    /// <summary>Where the backward pass starts.</summary>
    public Call Start => Backward.First(each => each.Verb == Verb.Start);

    /// <summary>The verbs of a kind, of both passes.</summary>
    public IEnumerable<Call> All(Verb verb) => Forward.Concat(Backward).Where(each => each.Verb == verb);

    /// <summary>The loss after the step.</summary>
    public Entry LossAfter { get; }

    /// <summary>What is computed, list by list, in the order in which one computes it.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>The numbers in that order.</summary>
    public IReadOnlyList<Address> Addresses { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Which of <see cref="Addresses"/> it is; −1 for what is given.</summary>
    public int IndexOf(Address address) => indices.GetValueOrDefault(address, -1);

    /// <summary>How far rounding may have taken the number with this index from the exact one.</summary>
    public double RoundingOf(int index) => (errors ??= Verification.Errors(Problem, Book)).GetValueOrDefault(Addresses[index]);

    /// <summary>Where the numbers of a list begin.</summary>
    public int BeginOf(Entry entry) => places[entry].Begin;

    /// <summary>How many a list has.</summary>
    public int CountOf(Entry entry) => places[entry].Count;

    /// <summary>The list of a number.</summary>
    public Entry EntryAt(int index) => Entries.First(each => index < places[each].Begin + places[each].Count);

    /// <summary>Where a number stands in the engine's matrix of its list.</summary>
    public (Entry Entry, int Row, int Column) PlaceOf(Address address)
    {
        Entry entry = EntryAt(IndexOf(address));
        int i = IndexOf(address) - BeginOf(entry);
        return (entry, entry.Quantity.Shape.RowOf(i), entry.Quantity.Shape.ColumnOf(i));
    }

    /// <summary>Whether the numbers of one list go into those of the other, by any way; a list goes into itself.</summary>
    public bool GoesInto(Entry earlier, Entry later)
    {
        if (!sources.TryGetValue(later, out HashSet<Entry>? all)) sources[later] = all = SourcesOf(later);
        return all.Contains(earlier);
    }

    private HashSet<Entry> SourcesOf(Entry later)
    {
        HashSet<Entry> all = [];
        Stack<Entry> open = new([later]);
        while (open.TryPop(out Entry at))
            if (all.Add(at))
                foreach (Entry each in Reads(at)) open.Push(each);
        return all;
    }

    private IEnumerable<Entry> Reads(Entry entry) => entry.Form switch
    {
        _ when entry == LossAfter => Entries.Where(each => each.Form == Form.Updated && each != LossAfter),
        Form.Updated => [.. Book.StatesOf(entry.Quantity), entry with { Form = Form.Gradient }],
        Form.State => [new(entry.Quantity, Form.Gradient)],
        _ => Forward.Concat(Backward).Where(each => Of(each.Into) == entry).SelectMany(each => each.Of).Select(Of),
    };

    /// <summary>The entry of an operand.</summary>
    public static Entry Of(Operand operand) => new(operand.Of, operand.IsGradient ? Form.Gradient : Form.Number);

    /// <summary>The layer in whose text a verb stands; null for the loss.</summary>
    public LayerSpec? Spec(Call call) => call.Layer >= 1 && call.Layer <= Book.Depth ? Problem.Network.Layers[call.Layer - 1] : null;

    private int RowsOf(Entry entry) => entry.Quantity.Shape.IsPerExample ? Examples : 1;

    private bool Exists(Operand operand) => !operand.IsGradient || operand.Of.IsCopy || Book.HasGradient(operand.Of);

    private static IReadOnlyList<Call> Heard(Action<IKernels> text)
    {
        var listening = new Listening();
        text(listening);
        return listening.Calls;
    }

    // Forward as the quantities were declared; backward layer by layer, first what is handed back and then the parameters'.
    private IEnumerable<Entry> InOrder()
    {
        Entry[] all = [.. Book.Entries().Where(each => each.Form != Form.Number || each.Quantity.Role == Role.Value)];
        return
        [
            .. all.Where(each => each.Form == Form.Number),
            .. all.Where(each => each.Form == Form.Gradient).OrderByDescending(each => each.Quantity.Layer),
            .. all.Where(each => each.Form == Form.State),
            .. all.Where(each => each.Form == Form.Updated),
            LossAfter,
        ];
    }
}

/// <summary>The numbers of a step, in the order of its text.</summary>
internal sealed class StepNumbers(StepText text)
{
    private readonly double[] numbers = new double[text.Count];

    /// <summary>The number with this index.</summary>
    public double this[int index] => numbers[index];

    /// <summary>Those of a list.</summary>
    public Span<double> Of(Entry entry) => numbers.AsSpan(text.BeginOf(entry), text.CountOf(entry));

    /// <summary>The first number that differs from the right one by more than rounding does; −1 for none.</summary>
    public int FirstOther(StepNumbers right) => Enumerable.Range(0, numbers.Length).FirstOrDefault(i => Differs(right, i), -1);

    /// <summary>The first number that differs among those that go into this one.</summary>
    public int FirstOther(StepNumbers right, int into) => text.Entries.Where(each => text.GoesInto(each, text.EntryAt(into)))
        .SelectMany(each => Enumerable.Range(text.BeginOf(each), text.CountOf(each))).FirstOrDefault(i => Differs(right, i), into);

    /// <summary>How many numbers differ.</summary>
    public int Others(StepNumbers right) => Enumerable.Range(0, numbers.Length).Count(i => Differs(right, i));

    // Sums taken in another order differ in the last digits of some 16.
    private bool Differs(StepNumbers right, int i) => !(Math.Abs(numbers[i] - right[i]) <= 1e-10 * Math.Max(Math.Abs(numbers[i]), Math.Abs(right[i])) + 1e-300);
}
