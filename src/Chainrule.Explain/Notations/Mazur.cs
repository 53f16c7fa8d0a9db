using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Notations;

/// <summary>
/// Names as in Mazur's article: i1, net_h1, out_o1, w5, target_o1, E_total, δ_o1, and w5⁺ after the update. They are names of the numbers of one network: two inputs, two hidden units, two outputs.
/// (Matt Mazur, A Step by Step Backpropagation Example, 2015.)
/// </summary>
/// <remarks>
/// In the article the units of a layer share one bias, b1 and b2; here each unit has its own, so they are b1_h1, b1_h2, b2_o1 and b2_o2. The gradient of a shared one is the sum of the two.
/// </remarks>
internal sealed class Mazur : Notation
{
    private static readonly Glyph Total = new("E", Below: ["total"]);

    /// <inheritdoc/>
    public override string Name => "mazur";

    /// <inheritdoc/>
    public override string Source => "Matt Mazur, A Step by Step Backpropagation Example, 2015";

    /// <inheritdoc/>
    internal override Layout Layout(bool severalExamples) => Notations.Layout.Columns;

    /// <inheritdoc/>
    internal override string? Misfit(Problem problem)
    {
        NetworkSpec network = problem.Network;
        bool hasShape = network.Layers.Count == 2 && network.Layers.All(each => each is Dense { Inputs: 2, Units: 2 }) && network.Plan.X.Shape.Sizes.Length == 1;
        return hasShape && problem.Batch.Count == 1 ? null
            : $"the notation {Name} has names for the network of Mazur's article only: 2 inputs, a dense layer of 2 units, another of 2, and one example; got {(hasShape ? $"{problem.Batch.Count} examples" : network)}. Take another notation, such as {Nielsen.Name}";
    }

    /// <inheritdoc/>
    internal override string? Preface => $"Names as in Mazur's article: i1 and i2 are inputs 0 and 1, h1 and h2 units 0 and 1 of layer 1, o1 and o2 those of layer 2; net is the weighted sum z of a unit, out its activation a, E_total the loss L. {Biases}";

    private const string Biases =
        "In the article the units of a layer share one bias; here each has its own, b1_h1 and b1_h2 in place of b1, and the gradient of a shared one is the sum of theirs.";

    /// <inheritdoc/>
    internal override string? PrefaceTo(Address address) => address.Symbol.Letter == "b" ? Biases : address.Layer > 0 ? "Mazur calls units 0 and 1 of layer 1 h1 and h2, those of layer 2 o1 and o2." : null;

    /// <inheritdoc/>
    internal override string Typed(Address address) => address.Symbol switch
    {
        _ when address.Symbol == Symbol.DZ => $"delta_{Unit(address)}",
        { Form: Form.Gradient } => $"dE/d{Plain(address)}",
        { Form: Form.Updated } => $"{Plain(address)}+",
        { Form: Form.State } state => $"{state.State}({Plain(address)})",
        _ => Plain(address),
    };

    /// <inheritdoc/>
    internal override Address Read(string text, AddressBook book)
    {
        ArgumentNullException.ThrowIfNull(text);
        Spelling? spelling = Spelling.Of(text, book.States);
        if (spelling is not null && Meant(spelling, book) is { } meant) return meant;
        string shown = text.Length <= 40 ? text : text[..40] + "…", compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        foreach (Address each in book.All())
            if (each.ToString().Equals(compact, StringComparison.OrdinalIgnoreCase)) return each;
        throw new ProblemException(Unknown(spelling, book, shown, text));
    }

    /// <inheritdoc/>
    private protected override Glyph? Named(Address address) => address.Symbol switch
    {
        // The letters of a law are of no unit: θ, η.
        _ when address.Indices.IsEmpty && address.Symbol != Symbol.L => null,
        _ when address.Symbol == Symbol.DZ => new("δ", Below: [Unit(address)]),
        { Form: Form.Gradient } => Base(address) with { DerivativeOf = Total },
        { Form: Form.Updated } => Base(address) with { Above = "+" },
        { Form: Form.State } state => Base(address) with { State = state.State },
        _ when address.Symbol == Symbol.L => Total,
        _ => Base(address),
    };

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string letter = symbol.Letter switch
        {
            "x" => "i",
            "y" => "target",
            "z" => symbol.Form == Form.Gradient ? "δ" : "net",
            "a" => "out",
            string other => other,
        };
        return (symbol.Base == Symbol.L ? Total : Spelled(letter, layer, indices)) with
        {
            IsMatrix = isMatrix,
            DerivativeOf = symbol.Form == Form.Gradient && symbol != Symbol.DZ ? Total : null,
            IsNew = symbol.Form == Form.Updated,
        };
    }

    // The unit a number belongs to: h1, o2.
    private static string Unit(Address address) => $"{(address.Layer == 1 ? 'h' : 'o')}{address.Indices[0] + 1}";

    private static Glyph Base(Address address) => address.Symbol.Letter switch
    {
        "x" => new("i", Below: [$"{address.Indices[0] + 1}"]),
        "y" => new("target", Below: [$"o{address.Indices[0] + 1}"]),
        // w1 and w2 lead to h1, w5 and w6 to o1.
        "W" => new("w", Below: [$"{4 * (address.Layer - 1) + 2 * address.Indices[0] + address.Indices[1] + 1}"]),
        "b" => new("b", Below: [$"{address.Layer}", Unit(address)]),
        "z" => new("net", Below: [Unit(address)]),
        _ => new("out", Below: [Unit(address)]),
    };

    // The name of the number itself, without what its form adds.
    private static string Plain(Address address)
    {
        if (address.Symbol == Symbol.L) return "E_total";
        if (address.Indices.IsEmpty) return address.ToString();
        Glyph glyph = Base(address);
        // i1, w5, b1_h1; but net_h1.
        return string.Concat(glyph.Indices.Select(each => char.IsDigit(each[0]) ? each : $"_{each}").Prepend(glyph.Letter));
    }

    private static Address? Meant(Spelling spelling, AddressBook book)
    {
        string core = Spelling.Letters(spelling.Core);
        if (spelling.Form is null or Form.Updated && Spelling.IsLoss(core)) return new Address(spelling.Form is null ? Symbol.L : Symbol.NewL);
        if (spelling.Form is null && AddressReader.Alone(book, core) is { } alone) return AddressBook.Number(alone);
        // δ_o1 comes as the gradient of z; dw5 without a fraction is a gradient too.
        if (spelling.Form == Form.Gradient && core.StartsWith('z')) core = "net" + core[1..];
        foreach (Address each in book.All())
        {
            string name = Spelling.Letters(Plain(each));
            if (spelling.Form is { } form ? each.Symbol.Form == form && name == core && (form != Form.State || each.Symbol.State == spelling.State)
                : each.Symbol.Form == Form.Number ? name == core : each.IsGradient && "d" + name == core) return each;
        }
        return null;
    }

    private string Unknown(Spelling? spelling, AddressBook book, string shown, string text)
    {
        string core = Spelling.Letters(spelling?.Core ?? "");
        if (core is "b1" or "b2")
        {
            Address[] both = [.. book.All().Where(each => each.Symbol.Form == (spelling!.Form ?? Form.Number) && Spelling.Letters(Plain(each)).StartsWith(core, StringComparison.Ordinal) && each.Symbol.Letter == "b")];
            if (both.Length == 2)
                return $"there is no {shown}: in the article the units of layer {core[1]} share one bias, here each has its own. Ask for {Typed(both[0])} or {Typed(both[1])}{(spelling!.Form == Form.Gradient ? "; the gradient of a shared bias is their sum" : "")}";
        }
        if (core is "eo1" or "eo2") return $"there is no {shown}: it is a term in the sum of E_total. Ask for E_total";
        string sample = string.Join(", ", book.All().Where(each => each.Indices is [] or [.., 0]).GroupBy(each => (each.Symbol.Letter, each.Symbol.Form)).Select(each => Typed(each.First())).Where(each => each != "eta").Take(7));
        string? near = core is "h1" or "h2" or "o1" or "o2" ? $"out_{core}" : text.Length > 0 ? Names.Nearest(book.All().Select(Typed), text) : null;
        return $"\"{shown}\" is not an address: wanted for example {sample}, as in Mazur's article{(near is null ? "" : $"; the nearest is {near}")}";
    }
}
