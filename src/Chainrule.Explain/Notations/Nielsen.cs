using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Notations;

/// <summary>Layer above, units below, δ for ∂L/∂z: w¹₀₁, δ²₁. (Nielsen, Neural Networks and Deep Learning, 2015; indices here from 0.)</summary>
internal sealed class Nielsen : Notation
{
    /// <inheritdoc/>
    public override string Name => "nielsen";

    /// <inheritdoc/>
    public override string Source => "Michael Nielsen, Neural Networks and Deep Learning, 2015";

    // The book's equations are of one example, a column. It has no matrix of several; here the example's index is the first, so it is that of the row.
    /// <inheritdoc/>
    internal override Layout Layout(bool severalExamples) => severalExamples ? Notations.Layout.Rows : Notations.Layout.Columns;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string letter = symbol.Letter switch
        {
            "z" when symbol.Form == Form.Gradient => "δ",
            "W" => isMatrix ? "W" : "w",
            string other => other,
        };
        return Spelled(letter, layer, indices) with
        {
            IsMatrix = isMatrix,
            DerivativeOf = symbol.Form == Form.Gradient && symbol != Symbol.DZ ? new("L") : null,
            IsNew = symbol.Form == Form.Updated,
        };
    }
}
