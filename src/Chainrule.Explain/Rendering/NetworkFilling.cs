using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>Which numbers of a step stand where in a drawing of its network. The places are the same for every filling.</summary>
internal abstract class NetworkFilling
{
    /// <summary>The filling of a pass.</summary>
    public static NetworkFilling Of(Pass pass) => pass == Pass.Forward ? new ForwardFilling() : new BackwardFilling();

    /// <summary>What the drawing is called.</summary>
    public abstract string Title { get; }

    /// <summary>Whether the pass goes from the loss to the inputs.</summary>
    public abstract bool IsBackward { get; }

    /// <summary>What stands on the line of a weight.</summary>
    public abstract Symbol OfWeight { get; }

    /// <summary>The form in which the parameters of a layer are named.</summary>
    public Form Form => IsBackward ? Form.Gradient : Form.Number;

    /// <summary>The numbers at a unit of a dense layer.</summary>
    public abstract FigureNumbers Unit(AddressBook book, int layer, int unit);

    /// <summary>What stands on the line between an output and the loss.</summary>
    public abstract Address AtLoss(AddressBook book, int output);

    /// <summary>The loss.</summary>
    public abstract Address Loss(AddressBook book);

    /// <summary>The numbers by which a layer is shown in a line of text, or null where it has none of this pass.</summary>
    public abstract Entry? OfLayer(AddressBook book, int layer);

    /// <summary>What a box says of its layer's numbers, and one of them.</summary>
    public abstract (string Note, Address? Number) Box(Recording recording, int layer);

    /// <summary>What a connection past layers does.</summary>
    public abstract string Of(SkipConnection skip);

    /// <summary>What is what.</summary>
    /// <param name="book">The addresses.</param>
    /// <param name="layer">The first layer that is drawn as units, or null.</param>
    /// <param name="weight">The number of a line that is drawn, or null.</param>
    /// <param name="hasBoxes">Whether a layer is a box.</param>
    public abstract IEnumerable<LegendEntry> Legend(AddressBook book, int? layer, Address? weight, bool hasBoxes);

    /// <summary>Under an input stands what it is.</summary>
    public static FigureNumbers Input(AddressBook book, int unit) => new(book.At(Symbol.X, 0, 0, unit));

    /// <summary>How many numbers a layer hands on, in words.</summary>
    protected static string Count(Recording recording, int layer)
    {
        Shape shape = recording.Problem.Network.Plan.Output(layer).Shape;
        return shape.Sizes.Length > 1 ? $"{shape} = {shape.Count} numbers" : $"{shape.Count} numbers";
    }
}

/// <summary>Forward: what each unit hands on, and the weights.</summary>
internal sealed class ForwardFilling : NetworkFilling
{
    /// <inheritdoc/>
    public override string Title => "The network, forward";

    /// <inheritdoc/>
    public override bool IsBackward => false;

    /// <inheritdoc/>
    public override Symbol OfWeight => Symbol.W;

    /// <inheritdoc/>
    public override FigureNumbers Unit(AddressBook book, int layer, int unit) =>
        new(book.At(Symbol.A, layer, 0, unit), book.At(Symbol.Z, layer, 0, unit), book.At(Symbol.B, layer, 0, unit));

    /// <inheritdoc/>
    public override Address AtLoss(AddressBook book, int output) => book.At(Symbol.Y, 0, 0, output);

    /// <inheritdoc/>
    public override Address Loss(AddressBook book) => book.ExampleLoss(0);

    /// <inheritdoc/>
    public override Entry? OfLayer(AddressBook book, int layer) => new(book.Find(layer == 0 ? Symbol.X : Symbol.A, layer)!, Form.Number);

    /// <inheritdoc/>
    public override (string Note, Address? Number) Box(Recording recording, int layer) => (Count(recording, layer), null);

    /// <inheritdoc/>
    public override string Of(SkipConnection skip) => skip.Words;

    /// <inheritdoc/>
    public override IEnumerable<LegendEntry> Legend(AddressBook book, int? layer, Address? weight, bool hasBoxes)
    {
        if (layer is int l)
        {
            FigureNumbers unit = Unit(book, l, 0);
            yield return new(LegendSample.None, Line.Of("Forward, from left to right. In a circle: what the unit hands on, such as ", unit.Main, ", and below it its sum ", unit.Inside!.Value, "; above the circle its bias ", unit.Above!.Value, "."));
        }
        if (hasBoxes) yield return new(LegendSample.None, "A box is a layer whose numbers are too many, or of too many kinds, to be drawn.");
        if (weight is not { } on) yield break;
        yield return new(LegendSample.Raises, Line.Of("a positive weight, such as ", on, " where it is; the thicker, the larger"));
        yield return new(LegendSample.Lowers, "a negative weight");
    }
}

/// <summary>Backward: the gradient of each unit's sum, δ, and the gradients of the weights.</summary>
internal sealed class BackwardFilling : NetworkFilling
{
    /// <inheritdoc/>
    public override string Title => "The network, backward";

    /// <inheritdoc/>
    public override bool IsBackward => true;

    /// <inheritdoc/>
    public override Symbol OfWeight => Symbol.DW;

    /// <inheritdoc/>
    public override FigureNumbers Unit(AddressBook book, int layer, int unit) => new(
        book.At(Symbol.DZ, layer, 0, unit),
        Above: book.At(Symbol.DB, layer, 0, unit),
        // That of an output stands on the line from the loss.
        Under: layer < book.Depth && book.HasDA(layer) ? book.At(Symbol.DA, layer, 0, unit) : null);

    /// <inheritdoc/>
    public override Address AtLoss(AddressBook book, int output) =>
        book.HasDA(book.Depth) ? book.At(Symbol.DA, book.Depth, 0, output) : book.At(Symbol.Y, 0, 0, output);

    /// <inheritdoc/>
    public override Address Loss(AddressBook book) => new(Symbol.L);

    /// <inheritdoc/>
    public override Entry? OfLayer(AddressBook book, int layer)
    {
        if (layer == 0) return new(book.Find(Symbol.X, 0)!, Form.Number);
        // δ where there is one: of what a layer hands on in all other cases.
        Symbol[] wanted = [Symbol.Z, Symbol.A];
        return wanted.Select(each => book.Find(each, layer)).FirstOrDefault(each => each is not null && book.HasGradient(each)) is { } shown ? new(shown, Form.Gradient) : null;
    }

    /// <inheritdoc/>
    public override (string Note, Address? Number) Box(Recording recording, int layer)
    {
        AddressBook book = recording.Book;
        Entry[] parameters = [.. book.Plan.Parameters.Where(each => each.Layer == layer).Select(each => new Entry(each, Form.Gradient))];
        Entry[] shown = parameters.Length > 0 ? parameters : OfLayer(book, layer) is { Form: Form.Gradient } handedOn ? [handedOn] : [];
        return shown.Length == 0 ? (Count(recording, layer), null) : ("largest gradient", shown.SelectMany(book.Of).MaxBy(each => Math.Abs(recording[each])));
    }

    /// <inheritdoc/>
    public override string Of(SkipConnection skip) => skip.WordsBack;

    /// <inheritdoc/>
    public override IEnumerable<LegendEntry> Legend(AddressBook book, int? layer, Address? weight, bool hasBoxes)
    {
        if (layer is int l)
        {
            FigureNumbers unit = Unit(book, l, 0);
            yield return new(LegendSample.None, unit.Under is { } under
                ? Line.Of("Backward, from right to left. In a circle: ", unit.Main, ", the gradient of the unit's sum ", Number(unit.Main), "; above it that of its bias, ", unit.Above!.Value, Letters(unit.Above), "; below it that of what it hands on, ", under, Letters(under), ".")
                : Line.Of("Backward, from right to left. In a circle: ", unit.Main, ", the gradient of the unit's sum ", Number(unit.Main), "; above it that of its bias, ", unit.Above!.Value, Letters(unit.Above), "."));
            if (book.HasExampleIndex) yield return new(LegendSample.None, "The gradients of weights and biases are those of all examples together, the others those of example 0.");
        }
        if (hasBoxes) yield return new(LegendSample.None, "In a box: of all the gradients of its parameters, or else of what it hands on, the one furthest from 0.");
        if (weight is not { } on) yield break;
        yield return new(LegendSample.Raises, Line.Of("a positive gradient of a weight, such as ", on, " where it is: more weight, more loss; the thicker, the larger"));
        yield return new(LegendSample.Lowers, "a negative gradient: more weight, less loss");
    }

    // Beside the circle there is room for the letters of an address, not for those of a notation.
    private static string Letters(Address? address) => $" ({address!.Value.Symbol.Name})";

    private static Address Number(Address gradient) => gradient.As(gradient.Symbol.Base);
}
