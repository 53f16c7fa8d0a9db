using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Notations;

/// <summary>Layer in brackets above, dW for ∂J/∂W, α for the learning rate: W[1], dz[2]. (Ng, Deep Learning Specialization, 2017.)</summary>
internal sealed class Ng : Notation
{
    /// <inheritdoc/>
    public override string Name => "ng";

    /// <inheritdoc/>
    public override string Source => "Andrew Ng, Deep Learning Specialization, 2017";

    /// <inheritdoc/>
    internal override Layout Layout(bool severalExamples) => Notations.Layout.Columns;

    /// <inheritdoc/>
    internal override string WhereExampleStands => "The example stands above, in parentheses.";

    /// <inheritdoc/>
    internal override bool HasLayerInBrackets => true;

    // dw[1][0,1]; with an example, dz[1](0)[1].
    /// <inheritdoc/>
    internal override string Typed(Address address)
    {
        string example = address.Example < 0 ? "" : $"({address.Example})", indices = address.Indices.IsEmpty ? "" : $"[{string.Join(',', address.Indices)}]";
        return TypedHead(address) + example + indices;
    }

    /// <inheritdoc/>
    internal override string TypedHead(Address address)
    {
        if (address.Symbol == Symbol.L) return address.Example < 0 ? "J" : "L";
        if (address.Symbol == Symbol.Eta) return "alpha";
        string name = address.Symbol.Name;
        return (IsOfTheBooks(address.Symbol) ? name.ToLowerInvariant() : name) + (address.Layer > 0 ? $"[{address.Layer}]" : "");
    }

    /// <inheritdoc/>
    private protected override IEnumerable<int> Indices(Address address) => address.Indices;

    // As in the course the example stands above, in parentheses.
    /// <inheritdoc/>
    private protected override Glyph? Named(Address address)
    {
        if (address.Example < 0) return null;
        Glyph glyph = address.Symbol == Symbol.L ? new("𝓛") : Write(address.Symbol, address.Layer == 0 ? "" : $"{address.Layer}", [.. address.Indices.Select(i => $"{i}")], isMatrix: false);
        return glyph with { Above = $"{glyph.Above}({address.Example})" };
    }

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string plain = symbol == Symbol.Eta ? "α" : symbol.Letter;
        string letter = symbol == Symbol.L ? "J"
            : !IsOfTheBooks(symbol) ? plain
            : isMatrix && symbol.Letter != "b" ? plain.ToUpperInvariant() : plain.ToLowerInvariant();
        Glyph glyph = Spelled(letter, layer.Length > 0 ? $"[{layer}]" : "", indices);
        return glyph with
        {
            Letter = (symbol.Form == Form.Gradient ? "d" : "") + glyph.Letter,
            IsMatrix = isMatrix,
            IsNew = symbol.Form == Form.Updated,
        };
    }
}
