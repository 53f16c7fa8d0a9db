using Chainrule.Layers;

namespace Chainrule.Explain.Addresses;

/// <summary>Which of the numbers that belong together is meant.</summary>
internal enum Form
{
    /// <summary>The number itself.</summary>
    Number,

    /// <summary>Its gradient, ∂L/∂ of it.</summary>
    Gradient,

    /// <summary>The parameter after the update.</summary>
    Updated,
}

/// <summary>What a number of a training step is: the letters of a quantity, and whether the number itself, its gradient or its new value is meant. Which there are, the plan of a network says.</summary>
/// <param name="Letter">The quantity's letters.</param>
/// <param name="Form">Which of its numbers.</param>
/// <param name="Name">The letters as in an address: <c>W</c>, <c>dZ</c>, <c>newb</c>.</param>
internal readonly record struct Symbol(string Letter, Form Form, string Name)
{
    private Symbol(string letter) : this(letter, Form.Number, letter)
    {
    }

    /// <summary>The symbol of a quantity.</summary>
    public static Symbol Of(Quantity quantity, Form form = Form.Number) => new(quantity.Letter, form, form switch
    {
        Form.Gradient => quantity.GradientLetter,
        Form.Updated => "new" + quantity.Letter,
        _ => quantity.Letter,
    });

    /// <summary>What a gradient or a new value is one of.</summary>
    public Symbol Base => new(Letter);

    /// <summary>Whether it is an example's or the batch's and not a layer's: x, y, η, L.</summary>
    public bool IsOfNoLayer => this == X || this == Y || this == Eta || this == L;

    /// <summary>The letters in an address.</summary>
    public override string ToString() => Name;

    /// <summary>An input.</summary>
    public static Symbol X { get; } = new("x");

    /// <summary>A target.</summary>
    public static Symbol Y { get; } = new("y");

    /// <summary>η, the learning rate: the one number of a step that is of no quantity.</summary>
    public static Symbol Eta { get; } = new("eta");

    /// <summary>The loss; with an example's index, that example's loss.</summary>
    public static Symbol L { get; } = new("L");

    /// <summary>A weight of a dense layer.</summary>
    public static Symbol W { get; } = new("W");

    /// <summary>A bias.</summary>
    public static Symbol B { get; } = new("b");

    /// <summary>A pre-activation.</summary>
    public static Symbol Z { get; } = new("z");

    /// <summary>An activation, or whatever else a layer hands on.</summary>
    public static Symbol A { get; } = new("a");

    /// <summary>∂L/∂a.</summary>
    public static Symbol DA { get; } = new("a", Form.Gradient, "dA");

    /// <summary>∂L/∂z, printed as δ.</summary>
    public static Symbol DZ { get; } = new("z", Form.Gradient, "dZ");

    /// <summary>∂L/∂w.</summary>
    public static Symbol DW { get; } = new("W", Form.Gradient, "dW");

    /// <summary>∂L/∂b.</summary>
    public static Symbol DB { get; } = new("b", Form.Gradient, "db");

    /// <summary>A weight after the update.</summary>
    public static Symbol NewW { get; } = new("W", Form.Updated, "newW");

    /// <summary>A bias after the update.</summary>
    public static Symbol NewB { get; } = new("b", Form.Updated, "newb");
}
