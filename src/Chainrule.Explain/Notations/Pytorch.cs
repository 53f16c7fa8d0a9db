using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Notations;

/// <summary>Names as in a PyTorch program: W1[0,1], W1.grad[0,1], loss, lr; an example is a row. (Paszke et al. 2019.)</summary>
internal sealed class Pytorch : Notation
{
    /// <inheritdoc/>
    public override string Name => "pytorch";

    /// <inheritdoc/>
    public override string Source => "PyTorch (Paszke et al., 2019)";

    /// <inheritdoc/>
    internal override Layout Layout(bool severalExamples) => Notations.Layout.Rows;

    /// <inheritdoc/>
    internal override string Typed(Address address) => Code.Typed(Of(address));

    /// <inheritdoc/>
    internal override bool IsCode => true;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string name = symbol.Letter switch
        {
            "eta" => "lr",
            "mu" => "momentum",
            "lambda" => "weight_decay",
            "epsilon" => "eps",
            "L" => indices.Count > 0 ? "losses" : "loss",
            string letter => letter + Code.Layer(layer),
        };
        if (symbol.Form == Form.Gradient) name += ".grad";
        return Code.Glyph(name, indices, isMatrix, symbol.Form == Form.Updated);
    }
}
