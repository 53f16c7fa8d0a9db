using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Explain.Addresses;

internal sealed partial class AddressBook
{
    /// <summary>What the typed address means. Upper and lower case are one, and blanks do not count.</summary>
    /// <exception cref="ProblemException">It is no address, or there is no such number in this problem; the message says which there are.</exception>
    public Address Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string shown = text.Length <= 40 ? text : text[..40] + "…";
        string compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        int bracket = compact.IndexOf('[', StringComparison.Ordinal);
        string head = bracket < 0 ? compact : compact[..bracket];
        string letters = head.TrimEnd("0123456789".ToCharArray()), digits = head[letters.Length..];
        if (AloneAs(head) is { } alone) return bracket < 0 || Indices(compact[bracket..], shown).Length == 0 ? Number(alone) : throw new ProblemException($"there is no {shown}: there is only {alone}");
        Entry[] named = [.. Possible().Where(each => each.Symbol.Name.Equals(letters, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 0)
            throw new ProblemException(AloneAs(letters) is { } layerless ? $"there is no {shown}: {layerless} has no layer, and there is only {layerless}" : $"\"{shown}\" is not an address: {Known()}");
        Entry found = InLayer(named, digits, shown);
        return Find(found, bracket < 0 ? [] : Indices(compact[bracket..], shown)) ?? throw new ProblemException($"there is no {shown}: {Range(found)}");
    }

    private Symbol? AloneAs(string name)
    {
        foreach (Symbol each in Alone)
            if (each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return each;
        return null;
    }

    // Gradients that nobody writes are known by name, to say why they are not there.
    private IEnumerable<Entry> Possible() => Plan.Quantities.Where(each => !each.IsCopy).SelectMany(each => each.Role switch
    {
        Role.Parameter => (Entry[])[new(each, Form.Number), new(each, Form.Gradient), .. StatesOf(each), new(each, Form.Updated)],
        Role.Value when each.Layer > 0 => [new(each, Form.Number), new(each, Form.Gradient)],
        _ => [new(each, Form.Number)],
    });

    private string Known()
    {
        string[] names = [.. Names().Distinct()];
        return $"wanted for example {string.Join(", ", Sample())}. Start with {string.Join(", ", names[..^1])} or {names[^1]}, then the layer (1 … {Depth}), then the index in brackets";
    }

    private IEnumerable<string> Names()
    {
        Entry[] entries = [.. Entries()];
        Entry[] given = [.. entries.TakeWhile(each => each.Quantity.Role == Role.Given)];
        return given.Select(each => each.Symbol.Name).Concat(Alone.Select(each => each.Name)).Concat(entries.Skip(given.Length).Select(each => each.Symbol.Name));
    }

    private IEnumerable<Address> Sample()
    {
        Entry[] entries = [.. Entries().Where(each => each.Quantity.Layer > 0)];
        IEnumerable<Entry> some =
        [
            new(Plan.X, Form.Number),
            .. entries.Where(each => each.Quantity.Role == Role.Parameter).Take(1),
            .. entries.Where(each => each.Quantity.Role == Role.Value).Take(1),
            .. entries.Where(each => each.Form == Form.Gradient && each.Quantity.Role == Role.Value).OrderByDescending(each => each.Symbol == Symbol.DZ).Take(1),
        ];
        return some.Select(each => At(each.Quantity, each.Form, 0, 0)).Append(new Address(Symbol.L));
    }

    private Entry InLayer(Entry[] named, string digits, string shown)
    {
        string name = named[0].Symbol.Name;
        Entry[] ofNoLayer = [.. named.Where(each => each.Quantity.Layer == 0)];
        if (digits.Length == 0 && ofNoLayer.Length > 0) return ofNoLayer[^1];
        if (ofNoLayer.Length == named.Length) throw new ProblemException($"there is no {shown}: {name} has no layer, and {Range(ofNoLayer[^1])}");
        string[] layers = [.. named.Where(each => each.Quantity.Layer > 0).Select(each => each.ToString())];
        bool everywhere = layers.Length == Depth && Depth > 1;
        if (digits.Length == 0)
            throw new ProblemException($"\"{shown}\" lacks the layer: write {(everywhere || Depth == 1 ? $"{name}1 … {name}{Depth}" : string.Join(" or ", layers))}, the layers counted from the inputs");
        if (!int.TryParse(digits, out int layer) || layer < 1 || layer > Depth) throw new ProblemException($"there is no {shown}: the layers are 1 … {Depth}");
        if (named.Any(each => each.Quantity.Layer == layer)) return named.First(each => each.Quantity.Layer == layer);
        throw new ProblemException(
            $"there is no {shown}: layer {layer} ({network.Layers[layer - 1].Words}) has {string.Join(", ", EntriesOf(layer))}; {name} {(layers.Length == 1 ? "is" : "are")} {string.Join(", ", layers)}");
    }

    private static int[] Indices(string brackets, string shown)
    {
        string[] parts = brackets.EndsWith(']') ? brackets[1..^1].Split(',') : [];
        var indices = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], out indices[i])) parts = [];
        return parts.Length > 0
            ? indices
            : throw new ProblemException($"\"{shown}\" is not an address: wanted whole numbers in brackets, such as [0] or [0,1]");
    }

    private Address? Find(Entry entry, int[] indices)
    {
        (Quantity quantity, Form form) = (entry.Quantity, entry.Form);
        if (quantity == Plan.Loss.Total && indices is [int e]) return e >= 0 && e < examples ? ExampleLoss(e) : null;
        if (form == Form.Gradient && !HasGradient(quantity)) return null;
        bool hasExample = HasExampleIndex && quantity.Shape.IsPerExample;
        if (indices.Length != quantity.Shape.Sizes.Length + (hasExample ? 1 : 0)) return null;
        int example = hasExample ? indices[0] : 0;
        int[] index = hasExample ? indices[1..] : indices;
        bool isThere = example >= 0 && example < examples && index.Zip(quantity.Shape.Sizes).All(each => each.First >= 0 && each.First < each.Second);
        return isThere ? At(entry, example, index) : null;
    }

    private string Range(Entry entry)
    {
        Quantity quantity = entry.Quantity;
        if (entry.Form == Form.Gradient && !HasGradient(quantity)) return NoGradient(entry);
        if (quantity == Plan.Loss.Total) return HasExampleIndex ? $"L, or L[0] … L[{examples - 1}] for one example" : "L";
        Address first = At(entry, 0, quantity.Shape.Sizes.Select(_ => 0).ToArray());
        Address last = At(entry, examples - 1, quantity.Shape.Sizes.Select(size => size - 1).ToArray());
        return first == last ? $"there is only {first}" : $"they go from {first} to {last}";
    }

    private string NoGradient(Entry entry)
    {
        ILayer last = Plan.Layers[^1];
        return network.Loss.IsPaired && entry.Quantity == last.Output && last.Ending is { } ending
            ? $"{network.Loss} and {network.Loss.OutputActivation} are one rule, which gives {new Entry(ending.Z, Form.Gradient)} directly; there is no {entry}. Ask for {At(ending.Z, Form.Gradient, 0, 0)}"
            : $"no gradient goes back through {entry.Quantity}; there is no {entry}";
    }
}
