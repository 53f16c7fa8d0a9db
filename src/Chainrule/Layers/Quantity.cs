namespace Chainrule.Layers;

/// <summary>Where the numbers of a quantity come from.</summary>
public enum Role
{
    /// <summary>Given with the examples: inputs, targets, a mask. It has no gradient.</summary>
    Given,

    /// <summary>Learned: what an update moves.</summary>
    Parameter,

    /// <summary>Computed in the forward pass.</summary>
    Value,
}

/// <summary>
/// A thing with a letter that a layer declares when it is placed: <c>W1</c>, <c>z1</c>, <c>a1</c>. Everything that holds, names, checks, writes or moves numbers loops over these.
/// </summary>
public sealed class Quantity
{
    internal Quantity(string letter, int layer, Shape shape, Role role, int index) => (Letter, Layer, Shape, Role, Index) = (letter, layer, shape, role, index);

    /// <summary>The letters, as in an address: <c>W</c>, <c>z</c>, <c>mean</c>.</summary>
    public string Letter { get; }

    /// <summary>The layer that declared it, from 1; 0 for inputs, targets and the loss.</summary>
    public int Layer { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>Where its numbers come from.</summary>
    public Role Role { get; }

    /// <summary>Whether it is a bias: a parameter that an update may be told to leave alone.</summary>
    public bool IsBias { get; internal init; }

    /// <summary>Whether it only holds copies for a verb, such as the windows of a convolution: it has no address, and a formula goes through it to what was copied.</summary>
    public bool IsCopy { get; internal init; }

    // The key of a parameter's numbers in the file.
    internal string Key { get; init; } = "";

    /// <summary>Its gradient, ∂L/∂ of it, as an operand of a verb.</summary>
    public Operand d => new(this, true);

    // Its place among the quantities of its plan.
    internal int Index { get; }

    // Whether it is a parameter that products multiply with: kernels may have it lie in another way than in rows.
    internal bool IsWeights { get; set; }

    /// <summary>The letters of its gradient: <c>dW</c>, <c>db</c>, and of what belongs to examples <c>dZ</c>, <c>dA</c>, in the letters of matrices.</summary>
    public string GradientLetter => "d" + (Shape.IsPerExample ? char.ToUpperInvariant(Letter[0]) + Letter[1..] : Letter);

    /// <summary>Letters and layer, as in <c>W1</c>.</summary>
    public override string ToString() => Layer == 0 ? Letter : $"{Letter}{Layer}";
}

/// <summary>What a verb reads or writes: a quantity or its gradient.</summary>
/// <param name="Of">The quantity.</param>
/// <param name="IsGradient">Whether its gradient is meant.</param>
public readonly record struct Operand(Quantity Of, bool IsGradient)
{
    /// <summary>The quantity itself.</summary>
    public static implicit operator Operand(Quantity quantity) => new(quantity, false);

    /// <summary>The letters, as in <c>dZ1</c>.</summary>
    public override string ToString() => Of is null ? "nothing" : IsGradient ? Of.GradientLetter + (Of.Layer == 0 ? "" : Of.Layer) : Of.ToString();
}
