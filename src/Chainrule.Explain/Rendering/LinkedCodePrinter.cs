using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>Code for HTML, each name and number a link to where it is explained. Nothing that code is printed with is special in HTML.</summary>
internal sealed class LinkedCodePrinter(Notation notation, Func<Address, string?> idOf) : TextPrinter(notation)
{
    /// <inheritdoc/>
    public override string Variable(Address address) =>
        idOf(address) is string id ? HtmlText.Link(id, Notation.Typed(address), null, base.Variable(address)) : base.Variable(address);

    /// <inheritdoc/>
    protected override string Place(Found found) => idOf(found.Address) switch
    {
        null => base.Place(found),
        { } id when Anchors.IsCell(id) => $"<span id=\"{id}\">{base.Place(found)}</span>",
        _ => Value(new(found.Address, found.Number)),
    };

    /// <inheritdoc/>
    protected override string Value(Variable variable) =>
        idOf(variable.Address) is string id ? HtmlText.Link(id, Notation.Typed(variable.Address), variable.Number, base.Value(variable)) : base.Value(variable);
}
