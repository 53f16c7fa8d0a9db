using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// The quantities of a network in the order in which they are declared, made once when its layers are placed. Allocation, addresses, JSON, files, verification, checks and
/// updates all loop over it.
/// </summary>
/// <remarks>A layer declares while it is placed, in <see cref="LayerSpec.Place"/>. Then the plan is settled, and any number of threads may read it.</remarks>
public sealed partial class Plan
{
    private readonly List<Quantity> quantities = [];
    private readonly List<Tensor?> initial = [];
    private readonly List<ILayer> layers = [];
    private readonly List<Quantity> outputs = [];
    private readonly Dictionary<Quantity, int> vocabularies = [];
    private readonly Dictionary<Quantity, Func<RandomSource, double>> draws = [];
    private readonly int depth;
    private bool isSettled;

    private Plan(bool isTraining, int depth)
    {
        (IsTraining, this.depth) = (isTraining, depth);
        (Quantities, Layers) = (quantities.AsReadOnly(), layers.AsReadOnly());
    }

    /// <summary>Whether the network is placed to be trained; else it is to predict, and what only training needs is left out.</summary>
    public bool IsTraining { get; }

    /// <summary>Whether the layer that is being placed is the last one.</summary>
    public bool IsLast => layers.Count + 1 == depth;

    /// <summary>The path in a file to the layer that is being placed, for messages.</summary>
    public string At => $"layers[{layers.Count}]";

    /// <summary>All quantities.</summary>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>Those that are learned.</summary>
    public IEnumerable<Quantity> Parameters => quantities.Where(each => each.Role == Role.Parameter);

    /// <summary>The placed layers, the one nearest to the inputs first.</summary>
    public IReadOnlyList<ILayer> Layers { get; }

    /// <summary>The inputs.</summary>
    public Quantity X { get; private set; } = null!;

    /// <summary>The loss, which is the last layer.</summary>
    public LossLayer Loss { get; private set; } = null!;

    private int Layer { get; set; } = -1;

    private int Current => Layer >= 0 ? Layer : layers.Count + 1;

    /// <summary>What the layer before this one hands on; of layer 1 the inputs.</summary>
    public Quantity Input() => outputs[^1];

    /// <summary>What an earlier layer hands on; layer 0 are the inputs.</summary>
    /// <exception cref="ProblemException">There is no such layer before this one.</exception>
    public Quantity Output(int layer) => layer >= 0 && layer < outputs.Count
        ? outputs[layer]
        : throw new ProblemException($"{At}.from: got {layer}, wanted 0 … {outputs.Count - 1}: the inputs (0) or a layer before this one");

    /// <summary>Declares a parameter, with the numbers it begins with.</summary>
    /// <param name="letter">
    /// Its letters, as they stand in addresses: at most 16 from a to z, which do not begin with d or new and are not x, y, L, t, eta or theta, upper and lower case being one. So for all that
    /// declare.
    /// </param>
    /// <param name="shape">Its shape.</param>
    /// <param name="numbers">Its numbers, nested as its shape.</param>
    /// <param name="key">The key of the numbers in a file, for messages.</param>
    /// <param name="why">What its shape follows from, for messages.</param>
    /// <param name="isBias">Whether an update may be told to leave it alone.</param>
    /// <exception cref="ProblemException">The numbers have another shape, or are not finite.</exception>
    /// <exception cref="ArgumentException">Something is null, or the shape has no axis or is one for each example.</exception>
    /// <exception cref="InvalidOperationException">The layer has been placed; so for all that declare.</exception>
    public Quantity Parameter(string letter, Shape shape, Tensor numbers, string key, string why, bool isBias = false)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(numbers);
        if (shape.IsPerExample || shape.Sizes.Length == 0)
            throw new ArgumentException($"got {(shape.IsPerExample ? $"{shape} for each example" : "no axis")}, wanted a shape with axes that all examples share, such as Shape.Matrix(2, 3)", nameof(shape));
        numbers.Check($"{At}.{key}", shape.Sizes.AsSpan(), why);
        return Add(letter, shape, Role.Parameter, numbers, isBias, key: key);
    }

    /// <summary>Declares a quantity that is computed.</summary>
    public Quantity Value(string letter, Shape shape) => Add(letter, shape, Role.Value);

    /// <summary>Declares room for copies of other quantities' numbers, for a verb to read them side by side. It has no address.</summary>
    public Quantity Copy(string letter, Shape shape) => Add(letter, shape, Role.Value, isCopy: true);

    /// <summary>Declares a quantity that is given beside the inputs, such as a mask.</summary>
    /// <param name="letter">Its letters.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="numbers">Its numbers, of each example or the same for all; null for ones.</param>
    /// <param name="draw">How training draws one of its numbers at random; null where it does not.</param>
    /// <exception cref="ProblemException">The numbers have another shape, or are not finite.</exception>
    /// <exception cref="ArgumentException">Something is null, or the shape has no axis.</exception>
    public Quantity Given(string letter, Shape shape, Tensor? numbers, Func<RandomSource, double>? draw)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Sizes.Length == 0) throw new ArgumentException("got no axis, wanted at least one; for a single number write Shape.Units(1)", nameof(shape));
        if (numbers is not null) CheckGiven($"{At}.{letter}", shape, numbers);
        Quantity given = Add(letter, shape, Role.Given, numbers ?? Tensor.Of(shape, _ => 1));
        if (draw is not null) draws[given] = draw;
        return given;
    }

    // A list for each example may stand in the place of one for all.
    private static void CheckGiven(string at, Shape shape, Tensor numbers)
    {
        const string why = "one for each number of its shape";
        if (!shape.IsPerExample || numbers.Depth <= shape.Sizes.Length) numbers.Check(at, shape.Sizes.AsSpan(), why);
        else
            for (int e = 0; e < numbers.Count; e++) numbers[e].Check($"{at}[{e}]", shape.Sizes.AsSpan(), why);
    }

    /// <summary>How training draws one number of what is given at random, or null.</summary>
    internal Func<RandomSource, double>? DrawOf(Quantity given) => draws.GetValueOrDefault(given);

    // What the network itself declares has the letters that nobody else may take.
    internal Quantity Inputs(Shape shape) => Keep("x", shape, Role.Given, 0);

    internal Quantity Targets(Shape shape) => Keep("y", shape, Role.Given, 0);

    internal Quantity LossOf(Shape shape) => Keep("L", shape, Role.Value, 0);

    /// <summary>The shape of one number for each row: what comes of a law of rows such as a mean.</summary>
    /// <exception cref="ProblemException">Rows are not the last axis.</exception>
    public Shape OneForEachRow(Shape shape) => Chainrule.Numbers.Given.NotNull(shape).EndsInRow
        ? shape.Sizes.Length == 1 ? new(shape.IsPerExample, []) : new(shape.IsPerExample, [.. shape.Sizes[..^1], 1])
        : throw new ProblemException($"{At}: {shape} comes in, a picture; wanted numbers in rows. Put {{ \"kind\": \"flatten\" }} before it");

    /// <summary>Says that the numbers of a given quantity are whole: 0 … count − 1. Said twice, the smaller count holds.</summary>
    /// <exception cref="ProblemException">It is not given, is drawn at random, or has numbers that are not whole.</exception>
    /// <exception cref="ArgumentException">It is of another plan, or the count is less than 1.</exception>
    public void Whole(Quantity ids, int count)
    {
        MustBeOpen();
        if (!Owns(ids)) throw new ArgumentException("got a quantity of another plan, or null; wanted one of this plan", nameof(ids));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (ids.Role != Role.Given || draws.ContainsKey(ids)) throw new ProblemException($"{At}: {ids} is computed or drawn at random, wanted a quantity whose whole numbers are given");
        foreach (double each in Initial(ids)?.Numbers() ?? [])
            if (!(each >= 0 && each < count && each == Math.Floor(each))) throw new ProblemException($"{At}: {ids} has the number {each:R}, wanted a whole number from 0 to {count - 1}");
        vocabularies[ids] = Math.Min(count, WholeBelow(ids) ?? count);
    }

    /// <summary>How many whole numbers there are for a quantity, or null where it need not be whole.</summary>
    public int? WholeBelow(Quantity quantity) => vocabularies.TryGetValue(quantity, out int count) ? count : null;

    internal Tensor? Initial(Quantity quantity) => initial[quantity.Index];

    /// <summary>The quantity with these letters, of any case, in this layer, or null.</summary>
    public Quantity? Find(string letter, int layer) =>
        quantities.FirstOrDefault(each => each.Layer == layer && each.Letter.Equals(letter, StringComparison.OrdinalIgnoreCase));

    private void MustBeOpen()
    {
        if (isSettled) throw new InvalidOperationException($"the plan is settled; a layer declares its quantities while it is placed, in {nameof(LayerSpec)}.{nameof(LayerSpec.Place)}");
    }

    private Quantity Add(string letter, Shape shape, Role role, Tensor? numbers = null, bool isBias = false, bool isCopy = false, string key = "")
    {
        MustBeOpen();
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(shape);
        if (Letters.Wrong(letter) is { } wrong) throw new ArgumentException($"{At}: {wrong}", nameof(letter));
        if (Current > 0 && Find(letter, Current) is not null) throw new ArgumentException($"{At}: got \"{letter}\" twice; letters must differ, upper and lower case being one", nameof(letter));
        return Keep(letter, shape, role, Current, numbers, isBias, isCopy, key);
    }

    private Quantity Keep(string letter, Shape shape, Role role, int layer, Tensor? numbers = null, bool isBias = false, bool isCopy = false, string key = "")
    {
        var quantity = new Quantity(letter, layer, shape, role, quantities.Count) { IsBias = isBias, IsCopy = isCopy, Key = key };
        quantities.Add(quantity);
        initial.Add(numbers);
        return quantity;
    }
}
