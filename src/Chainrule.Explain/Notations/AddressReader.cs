using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Notations;

/// <summary>
/// Reads what was typed as an address of a problem, in one notation: its letters and those of the default, its order of indices. Upper and lower case are one, and blanks do not count.
/// </summary>
internal sealed class AddressReader(AddressBook book, Notation notation)
{
    // What the numbers which are of no quantity are called in one book or another.
    private static readonly Dictionary<string, string> Known = new()
    {
        ["η"] = "eta",
        ["α"] = "eta",
        ["alpha"] = "eta",
        ["lr"] = "eta",
        ["learningrate"] = "eta",
        ["stepsize"] = "eta",
        ["μ"] = "mu",
        ["momentum"] = "mu",
        ["ε"] = "epsilon",
        ["eps"] = "epsilon",
        ["β1"] = "beta1",
        ["β2"] = "beta2",
        ["ρ"] = "rho",
        ["λ"] = "lambda",
        ["weightdecay"] = "lambda",
    };

    /// <summary>What the typed address means.</summary>
    /// <exception cref="ProblemException">It is no address, or there is no such number in this problem; the message says which there are.</exception>
    public Address Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string shown = text.Length <= 40 ? text : text[..40] + "…";
        if (Spelling.Of(text, book.States) is not { } spelling) throw NotOne(shown, text);
        string name = new([.. spelling.Core.TakeWhile(char.IsLetterOrDigit)]);
        if (Alone(Spelling.Letters(spelling.Core)) is { } whole) return AddressBook.Number(whole);
        if (Alone(name) is { } alone) throw new ProblemException($"there is no {shown}: there is only {Typed(AddressBook.Number(alone))}");
        // E_total, where E is no letter of the network.
        if (spelling.Form is null && Spelling.IsLoss(spelling.Core) && Named(spelling, spelling.Core) is [{ Symbol.Letter: "L" }]) return new(Symbol.L);
        if (SpelledName.Of(spelling.Core) is not { } spelled)
            throw Named(spelling, new([.. spelling.Core.TakeWhile(char.IsLetter)])).Length > 0 ? NoIndices(shown) : NotOne(shown, text);

        Entry[] named = Named(spelling, spelled.Name);
        if (named.Length == 0)
            throw Alone(spelled.Name) is { } layerless ? new ProblemException($"there is no {shown}: {layerless} has no layer, and there is only {Typed(AddressBook.Number(layerless))}") : NotOne(shown, text);
        spelled = named.All(each => each.Quantity.Layer == 0) ? spelled.WithoutLayer()
            : named.All(each => each.Quantity.Layer > 0) ? spelled.WithLayerInBrackets(notation.HasLayerInBrackets)
            : spelled;
        Entry found = InLayer(named, spelled.Layer, shown);
        int[] indices = spelled.Indices(Wanted(found)) ?? throw NoIndices(shown);
        if (notation.IsFromTo(found.Symbol, indices.Length)) Array.Reverse(indices);
        return Find(found, indices) ?? throw new ProblemException($"there is no {shown}: {Range(found)}{NearIn(found, indices)}");
    }

    private string Typed(Address address) => notation.Typed(address);

    private string Head(Entry entry) => notation.TypedHead(First(entry));

    private Symbol? Alone(string letters) => Alone(book, letters);

    /// <summary>The number of no quantity, such as η, that is called so in one book or another; null where there is none.</summary>
    internal static Symbol? Alone(AddressBook book, string letters)
    {
        foreach (Symbol each in book.Alone)
            if (each.Name.Equals(letters, StringComparison.OrdinalIgnoreCase) || each.Name.Equals(Known.GetValueOrDefault(letters.ToLowerInvariant()), StringComparison.Ordinal)) return each;
        return null;
    }

    private Entry[] Named(Spelling spelling, string name)
    {
        bool Is(string letters) => letters.Equals(name, StringComparison.OrdinalIgnoreCase);
        Entry[] named = [.. Possible().Where(each => spelling.Form is not { } form ? Is(each.Symbol.Name)
            : each.Form == form && Is(each.Symbol.Letter) && (form != Form.State || each.State.Equals(spelling.State, StringComparison.OrdinalIgnoreCase)))];
        return named.Length == 0 && spelling.Form is null && Spelling.IsLoss(name) ? [new(book.Plan.Loss.Total, Form.Number)] : named;
    }

    // Gradients that nobody writes are known by name, to say why they are not there.
    private IEnumerable<Entry> Possible() => book.Plan.Quantities.Where(each => !each.IsCopy).SelectMany(each => each.Role switch
    {
        Role.Parameter => (Entry[])[new(each, Form.Number), new(each, Form.Gradient), .. book.StatesOf(each), new(each, Form.Updated)],
        Role.Value when each == book.Plan.Loss.Total => [new(each, Form.Number), new(each, Form.Updated)],
        Role.Value when each.Layer > 0 => [new(each, Form.Number), new(each, Form.Gradient)],
        _ => [new(each, Form.Number)],
    });

    private ProblemException NotOne(string shown, string text) => new($"\"{shown}\" is not an address: {Wanted()}{Nearest(text)}");

    private static ProblemException NoIndices(string shown) => new($"\"{shown}\" is not an address: wanted whole numbers in brackets, such as [0] or [0,1]");

    private string Wanted()
    {
        string sample = $"wanted for example {string.Join(", ", Sample().Select(Typed))}";
        if (notation != Notation.Nielsen) return $"{sample}, as the notation {notation.Name} writes them";
        string[] names = [.. Names().Distinct()];
        return $"{sample}. Start with {string.Join(", ", names[..^1])} or {names[^1]}, then the layer (1 … {book.Depth}), then the index in brackets";
    }

    private string Nearest(string text) => text.Length > 0 && Rules.Names.Nearest(book.All().Select(Typed), text) is { } near ? $"; the nearest is {near}" : "";

    private IEnumerable<string> Names()
    {
        Entry[] entries = [.. book.Entries()];
        Entry[] given = [.. entries.TakeWhile(each => each.Quantity.Role == Role.Given)];
        return given.Select(each => each.Symbol.Name).Concat(book.Alone.Select(each => each.Name)).Concat(entries.Skip(given.Length).Select(each => each.Symbol.Name));
    }

    private IEnumerable<Address> Sample()
    {
        Entry[] entries = [.. book.Entries().Where(each => each.Quantity.Layer > 0)];
        IEnumerable<Entry> some =
        [
            new(book.Plan.X, Form.Number),
            .. entries.Where(each => each.Quantity.Role == Role.Parameter).Take(1),
            .. entries.Where(each => each.Quantity.Role == Role.Value).Take(1),
            .. entries.Where(each => each.Form == Form.Gradient && each.Quantity.Role == Role.Value).OrderByDescending(each => each.Symbol == Symbol.DZ).Take(1),
        ];
        return some.Select(First).Append(new Address(Symbol.L));
    }

    private Entry InLayer(Entry[] named, string digits, string shown)
    {
        Entry[] ofNoLayer = [.. named.Where(each => each.Quantity.Layer == 0)], ofLayers = [.. named.Where(each => each.Quantity.Layer > 0)];
        if (digits.Length == 0 && ofNoLayer.Length > 0) return ofNoLayer[^1];
        if (ofLayers.Length == 0) throw new ProblemException($"there is no {shown}: {Head(ofNoLayer[^1])} has no layer, and {Range(ofNoLayer[^1])}");
        string[] layers = [.. ofLayers.Select(Head)];
        bool everywhere = layers.Length == book.Depth && book.Depth > 1;
        if (digits.Length == 0)
            throw new ProblemException($"\"{shown}\" lacks the layer: write {(everywhere ? $"{layers[0]} … {layers[^1]}" : string.Join(" or ", layers))}, the layers counted from the inputs");
        if (!int.TryParse(digits, out int layer) || layer < 1 || layer > book.Depth)
            throw new ProblemException($"there is no {shown}: the layers are 1 … {book.Depth}; the nearest is {Typed(First(layer < 1 ? ofLayers[0] : ofLayers[^1]))}");
        foreach (Entry each in named)
            if (each.Quantity.Layer == layer) return each;
        throw new ProblemException(
            $"there is no {shown}: layer {layer} ({book.Network.Layers[layer - 1].Words}) has {string.Join(", ", book.EntriesOf(layer).Select(Head))}; {named[0].Symbol.Name} {(layers.Length == 1 ? "is" : "are")} {string.Join(", ", layers)}");
    }

    private bool HasExample(Entry entry) => book.HasExampleIndex && entry.Quantity.Shape.IsPerExample;

    private int Wanted(Entry entry) => entry.Quantity.Shape.Sizes.Length + (HasExample(entry) ? 1 : 0);

    private Address? Find(Entry entry, int[] indices)
    {
        (Quantity quantity, Form form) = (entry.Quantity, entry.Form);
        if (quantity == book.Plan.Loss.Total && form == Form.Number && indices is [int e]) return e >= 0 && e < book.Examples ? book.ExampleLoss(e) : null;
        if (form == Form.Gradient && !book.HasGradient(quantity)) return null;
        if (indices.Length != Wanted(entry)) return null;
        int example = HasExample(entry) ? indices[0] : 0;
        int[] index = HasExample(entry) ? indices[1..] : indices;
        bool isThere = example >= 0 && example < book.Examples && index.Zip(quantity.Shape.Sizes).All(each => each.First >= 0 && each.First < each.Second);
        return isThere ? book.At(entry, example, index) : null;
    }

    private Address First(Entry entry) => book.At(entry, 0, new int[entry.Quantity.Shape.Sizes.Length]);

    private string Range(Entry entry)
    {
        Quantity quantity = entry.Quantity;
        if (entry.Form == Form.Gradient && !book.HasGradient(quantity)) return NoGradient(entry);
        if (quantity == book.Plan.Loss.Total && entry.Form == Form.Number)
            return book.HasExampleIndex ? $"{Typed(new(Symbol.L))}, or {Typed(book.ExampleLoss(0))} … {Typed(book.ExampleLoss(book.Examples - 1))} for one example" : Typed(new(Symbol.L));
        Address first = First(entry), last = book.At(entry, book.Examples - 1, [.. quantity.Shape.Sizes.Select(size => size - 1)]);
        return first == last ? $"there is only {Typed(first)}" : $"they go from {Typed(first)} to {Typed(last)}";
    }

    // Each index as near as there is one; missing ones are 0, the example's first.
    private string NearIn(Entry entry, int[] indices)
    {
        if ((entry.Form == Form.Gradient && !book.HasGradient(entry.Quantity)) || entry.Quantity == book.Plan.Loss.Total || indices.Length == 0) return "";
        int wanted = Wanted(entry), examples = HasExample(entry) ? 1 : 0;
        int[] sizes = [.. Enumerable.Repeat(book.Examples, examples), .. entry.Quantity.Shape.Sizes];
        int[] full = [.. new int[Math.Max(0, wanted - indices.Length)], .. indices.TakeLast(wanted)];
        int[] near = [.. full.Zip(sizes, (index, size) => Math.Clamp(index, 0, size - 1))];
        Address address = book.At(entry, examples > 0 ? near[0] : 0, near.AsSpan(examples..));
        return book.Of(entry).Skip(1).Any() ? $"; the nearest is {Typed(address)}" : "";
    }

    private string NoGradient(Entry entry)
    {
        ILayer last = book.Plan.Layers[^1];
        NetworkSpec network = book.Network;
        return network.Loss.IsPaired && entry.Quantity == last.Output && last.Ending is { } ending
            ? $"{network.Loss} and {network.Loss.OutputActivation} are one rule, which gives {Head(new(ending.Z, Form.Gradient))} directly; there is no {Head(entry)}. Ask for {Typed(First(new(ending.Z, Form.Gradient)))}"
            : $"no gradient goes back through {Head(new(entry.Quantity, Form.Number))}; there is no {Head(entry)}";
    }
}
