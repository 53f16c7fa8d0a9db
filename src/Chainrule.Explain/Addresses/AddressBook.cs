using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Addresses;

/// <summary>The numbers of one quantity in one form: a list of addresses.</summary>
/// <param name="Quantity">The quantity.</param>
/// <param name="Form">Which of its numbers.</param>
/// <param name="State">Of <see cref="Form.State"/> the letter of the state.</param>
internal readonly record struct Entry(Quantity Quantity, Form Form, string State = "")
{
    /// <summary>What its numbers are.</summary>
    public Symbol Symbol => Symbol.Of(Quantity, Form, State);

    /// <summary>Name and layer, as in <c>dZ1</c>.</summary>
    public override string ToString() => Symbol.Name + (Quantity.Layer > 0 ? Quantity.Layer : "");
}

/// <summary>Which addresses a problem has: they follow from the plan of its network and from its update, and from nothing else.</summary>
internal sealed class AddressBook
{
    private readonly NetworkSpec network;
    private readonly int examples;
    private readonly Update update;
    private readonly bool updateBiases;
    private readonly Lazy<Func<Quantity, bool>> hasGradient;
    private readonly Dictionary<(string Letter, int Layer), Quantity> quantities = [];

    /// <summary>The addresses of one training step of this problem.</summary>
    public AddressBook(Problem problem)
        : this(problem, () => new Workspace<F64>(new Network<F64>(problem.Network), 1).HasGradient)
    {
    }

    internal AddressBook(Problem problem, Func<Func<Quantity, bool>> hasGradient)
    {
        network = problem.Network;
        examples = problem.Batch.Count;
        (update, updateBiases) = (problem.Update, problem.UpdateBiases);
        Alone = [Symbol.Eta, .. update.Settings.Select(each => Symbol.Alone(each.Name)), .. update.States.Count > 0 ? [Symbol.T] : Array.Empty<Symbol>()];
        this.hasGradient = new(hasGradient);
        // The losses of the examples share their letter with the loss, which is declared last.
        foreach (Quantity quantity in Plan.Quantities.Where(each => !each.IsCopy)) quantities[(quantity.Letter, quantity.Layer)] = quantity;
    }

    /// <summary>The quantities.</summary>
    public Plan Plan => network.Plan;

    /// <summary>The network.</summary>
    public NetworkSpec Network => network;

    /// <summary>How many examples.</summary>
    public int Examples => examples;

    /// <summary>The letters of what the update keeps beside a parameter.</summary>
    public IReadOnlyList<string> States => update.States;

    /// <summary>The numbers of a step which are of no quantity, all of them given: η, the settings of the update and, where it keeps states, t.</summary>
    public IReadOnlyList<Symbol> Alone { get; }

    /// <summary>How many layers.</summary>
    public int Depth => network.Layers.Count;

    /// <summary>Whether the numbers of an example carry the example's index.</summary>
    public bool HasExampleIndex => examples > 1;

    /// <summary>Whether ∂L/∂a of the layer exists; a fused pair of loss and activation has none.</summary>
    public bool HasDA(int layer) => Find(Symbol.A, layer) is { } a && HasGradient(a);

    /// <summary>Whether the quantity has a gradient: it is a parameter, or somebody's backward pass goes through it.</summary>
    public bool HasGradient(Quantity quantity) => quantity.Role == Role.Parameter || (quantity.Role == Role.Value && hasGradient.Value(quantity));

    /// <summary>The quantity of these letters in a layer, or null.</summary>
    public Quantity? Find(Symbol symbol, int layer) => quantities.GetValueOrDefault((symbol.Letter, layer));

    /// <summary>Every list of addresses there is, in the order in which a step is told.</summary>
    public IEnumerable<Entry> Entries()
    {
        Quantity[] all = [.. Plan.Quantities.Where(each => !each.IsCopy && (each != Plan.Loss.Examples || HasExampleIndex))];
        Quantity[] parameters = [.. all.Where(each => each.Role == Role.Parameter)];
        return
        [
            .. all.Where(each => each.Role == Role.Given).OrderBy(each => each.Layer).Select(each => new Entry(each, Form.Number)),
            .. parameters.Select(each => new Entry(each, Form.Number)),
            .. all.Where(each => each.Role == Role.Value).Select(each => new Entry(each, Form.Number)),
            .. all.Where(each => each.Role == Role.Value && HasGradient(each)).Reverse().Select(each => new Entry(each, Form.Gradient)),
            .. parameters.Select(each => new Entry(each, Form.Gradient)),
            .. parameters.SelectMany(StatesOf),
            .. parameters.Select(each => new Entry(each, Form.Updated)),
        ];
    }

    /// <summary>What the update keeps beside a parameter; nothing where it leaves the parameter alone.</summary>
    public IEnumerable<Entry> StatesOf(Quantity parameter) =>
        updateBiases || !parameter.IsBias ? update.States.Select(state => new Entry(parameter, Form.State, state)) : [];

    /// <summary>Those of one layer.</summary>
    public IEnumerable<Entry> EntriesOf(int layer) => Entries().Where(each => each.Quantity.Layer == layer);

    /// <summary>The address of the number in this row and column of the engine's matrix.</summary>
    /// <exception cref="ArgumentException">The layer has no such quantity.</exception>
    public Address At(Symbol symbol, int layer, int row, int column) => Alone.Contains(symbol)
        ? Number(symbol)
        : At(new Entry(Find(symbol, layer) ?? throw new ArgumentException($"layer {layer} has no {symbol}", nameof(symbol)), symbol.Form, symbol.State), row, column);

    /// <inheritdoc cref="At(Symbol, int, int, int)"/>
    public Address At(Quantity quantity, Form form, int row, int column) => At(new Entry(quantity, form), row, column);

    /// <summary>The address of the number of an example with this index in the shape of the quantity.</summary>
    public Address At(Quantity quantity, Form form, int example, ReadOnlySpan<int> index) => At(new Entry(quantity, form), example, index);

    /// <inheritdoc cref="At(Symbol, int, int, int)"/>
    internal Address At(Entry entry, int row, int column)
    {
        Shape shape = entry.Quantity.Shape;
        int rows = Math.Max(shape.Rows, 1);
        return entry.Quantity == Plan.Loss.Examples ? ExampleLoss(row) : At(entry, row / rows, shape.IndexOf(row % rows, column));
    }

    /// <inheritdoc cref="At(Quantity, Form, int, ReadOnlySpan{int})"/>
    public Address At(Entry entry, int example, ReadOnlySpan<int> index)
    {
        Quantity quantity = entry.Quantity;
        return quantity == Plan.Loss.Examples
            ? ExampleLoss(example)
            : new(entry.Symbol, quantity.Layer, quantity.Role, HasExampleIndex && quantity.Shape.IsPerExample ? example : -1, [.. index]);
    }

    /// <summary>The address of a number which is of no quantity.</summary>
    internal static Address Number(Symbol alone) => new(alone, role: Role.Given);

    /// <summary>The address of one example's loss: <c>L[e]</c>, or <c>L</c> where there is only one example.</summary>
    public Address ExampleLoss(int example) => HasExampleIndex ? new(Symbol.L, example: example) : new(Symbol.L);

    /// <summary>Every address of a list, example by example, the last index running fastest.</summary>
    public IEnumerable<Address> Of(Entry entry)
    {
        int rows = entry.Quantity.Shape.IsPerExample ? examples : 1;
        for (int e = 0; e < rows; e++)
            foreach (int[] index in entry.Quantity.Shape.Indices()) yield return At(entry, e, index);
    }

    /// <summary>Every address there is, in the order in which a step is told.</summary>
    public IEnumerable<Address> All()
    {
        Entry[] entries = [.. Entries()];
        Entry[] given = [.. entries.TakeWhile(each => each.Quantity.Role == Role.Given)];
        return [.. given.SelectMany(Of), .. Alone.Select(Number), .. entries.Skip(given.Length).SelectMany(Of)];
    }

    /// <summary>The quantity of an address, and which of its numbers is meant: the row and column in the engine's matrix. Null for what is of no quantity.</summary>
    internal (Quantity Quantity, int Row, int Column)? PlaceOf(Address address)
    {
        if (Alone.Contains(address.Symbol)) return null;
        if (address.Symbol == Symbol.L) return address.Example >= 0 ? (Plan.Loss.Examples, address.Example, 0) : (Plan.Loss.Total, 0, 0);
        Quantity quantity = Find(address.Symbol, address.Layer) ?? throw new ArgumentException($"got {address}, wanted an address of this problem", nameof(address));
        (int row, int column) = quantity.Shape.Place(address.Indices.AsSpan());
        return (quantity, Math.Max(address.Example, 0) * quantity.Shape.Rows + row, column);
    }
}
