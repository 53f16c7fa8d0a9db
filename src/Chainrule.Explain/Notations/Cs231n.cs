using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Notations;

/// <summary>Names as in the CS231n notes: dW1[k,j], dz1, step_size; an example is a row, and W lies from × to. (Stanford CS231n, 2015.)</summary>
internal sealed class Cs231n : Notation
{
    /// <inheritdoc/>
    public override string Name => "cs231n";

    /// <inheritdoc/>
    public override string Source => "Stanford CS231n course notes, 2015";

    /// <inheritdoc/>
    internal override Layout Layout(bool severalExamples) => Notations.Layout.RowsFromTo;

    /// <inheritdoc/>
    internal override string Typed(Address address) => Code.Typed(Of(address));

    /// <inheritdoc/>
    internal override bool IsCode => true;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string name = symbol.Letter switch
        {
            "eta" => "step_size",
            "epsilon" => "eps",
            "L" => indices.Count > 0 ? "losses" : "loss",
            "x" when symbol.Form == Form.Number && layer.Length == 0 => "X",
            string letter => (symbol.Form == Form.Gradient ? "d" : "") + letter + Code.Layer(layer),
        };
        return Code.Glyph(name, indices, isMatrix, symbol.Form == Form.Updated);
    }
}
