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

    /// <summary>What an update keeps beside the parameter from step to step, as it is after the step.</summary>
    State,
}

/// <summary>
/// What a number of a training step is: the letters of a quantity, and whether the number itself, its gradient, its new value or what an update keeps beside it is meant. Which there are,
/// the plan of a network and its update say.
/// </summary>
/// <param name="Letter">The quantity's letters.</param>
/// <param name="Form">Which of its numbers.</param>
/// <param name="Name">The letters as in an address: <c>W</c>, <c>dZ</c>, <c>newb</c>, <c>mW</c>.</param>
internal readonly record struct Symbol(string Letter, Form Form, string Name)
{
    private Symbol(string letter) : this(letter, Form.Number, letter)
    {
    }

    /// <summary>The symbol of a quantity.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="form">Which of its numbers.</param>
    /// <param name="state">Of <see cref="Form.State"/> the letter of the state.</param>
    public static Symbol Of(Quantity quantity, Form form = Form.Number, string state = "") => new(quantity.Letter, form, form switch
    {
        Form.Gradient => quantity.GradientLetter,
        Form.Updated => "new" + quantity.Letter,
        Form.State => state + quantity.Letter,
        _ => quantity.Letter,
    });

    /// <summary>A number which a step has once and which is of no quantity: η, a setting of an update, t.</summary>
    internal static Symbol Alone(string name) => new(name);

    /// <summary>What a gradient, a new value or a state is one of.</summary>
    public Symbol Base => new(Letter);

    /// <summary>Of <see cref="Form.State"/> the letter of the state, else empty.</summary>
    public string State => Form == Form.State ? Name[..^Letter.Length] : "";

    /// <summary>Whether it is an example's or the batch's and not a layer's: x, y, η, L.</summary>
    public bool IsOfNoLayer => this == X || this == Y || this == Eta || this == L;

    /// <summary>The letters in an address.</summary>
    public override string ToString() => Name;

    /// <summary>An input.</summary>
    public static Symbol X { get; } = new("x");

    /// <summary>A target.</summary>
    public static Symbol Y { get; } = new("y");

    /// <summary>η, the learning rate.</summary>
    public static Symbol Eta { get; } = new("eta");

    /// <summary>The number of the step, from 1, where an update keeps states.</summary>
    public static Symbol T { get; } = new("t");

    /// <summary>The loss; with an example's index, that example's loss.</summary>
    public static Symbol L { get; } = new("L");

    /// <summary>The loss of the same examples after the step.</summary>
    public static Symbol NewL { get; } = new("L", Form.Updated, "newL");

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
