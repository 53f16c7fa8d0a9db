using System.Collections.Immutable;
using Chainrule.Layers;

namespace Chainrule.Explain.Addresses;

/// <summary>
/// The name of one number of a training step: <c>x[0]</c>, <c>W1[0,1]</c>, <c>dZ2[1]</c>, <c>p3[0,2,1]</c>, <c>mW1[0,1]</c>, <c>L</c>. Layers count from 1, indices from 0. What belongs to examples has the
/// example's index first if there are several; then the indices follow the shape of the quantity.
/// </summary>
internal readonly struct Address : IEquatable<Address>
{
    private readonly ImmutableArray<int> indices;

    /// <summary>A number that is there once, such as <c>L</c> and <c>eta</c>, or one with indices.</summary>
    /// <param name="symbol">What it is.</param>
    /// <param name="layer">The layer, from 1; 0 where there is none.</param>
    /// <param name="role">Whether it was given, learned or computed.</param>
    /// <param name="example">The example; −1 where its index is not written.</param>
    /// <param name="indices">The other indices.</param>
    public Address(Symbol symbol, int layer = 0, Role role = Role.Value, int example = -1, ImmutableArray<int> indices = default)
    {
        (Symbol, Layer, Example) = (symbol, layer, example);
        Role = symbol == Symbol.Eta ? Role.Given : role;
        this.indices = indices;
    }

    /// <summary>What it is.</summary>
    public Symbol Symbol { get; init; }

    /// <summary>The layer, from 1; 0 where there is none.</summary>
    public int Layer { get; }

    /// <summary>Whether the quantity was given, is learned or computed.</summary>
    public Role Role { get; }

    /// <summary>The example; −1 where its index is not written.</summary>
    public int Example { get; }

    /// <summary>The indices after the example's, in the order of the quantity's shape: of a dense W to and from.</summary>
    public ImmutableArray<int> Indices => indices.IsDefault ? [] : indices;

    /// <summary>All indices in the order in which they are written.</summary>
    public IEnumerable<int> Written => Example < 0 ? Indices : Indices.Prepend(Example);

    /// <summary>Whether the number is a gradient.</summary>
    public bool IsGradient => Symbol.Form == Form.Gradient;

    /// <summary>Whether the number is given and not computed: inputs, targets, η, and the parameters before the update.</summary>
    public bool IsGiven => Symbol.Form == Form.Number && Role != Role.Value;

    /// <summary>The number of the same quantity and place in another form; the symbol must be the same quantity's, or one of the same shape in the same layer.</summary>
    internal Address As(Symbol symbol) => this with { Symbol = symbol };

    /// <inheritdoc/>
    public bool Equals(Address other) =>
        Layer == other.Layer && Example == other.Example && Symbol == other.Symbol && Indices.AsSpan().SequenceEqual(other.Indices.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Symbol.Name);
        hash.Add(Layer);
        hash.Add(Example);
        foreach (int index in Indices) hash.Add(index);
        return hash.ToHashCode();
    }

    /// <summary>Whether both name the same number.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Whether they name different numbers.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>The address as one types it.</summary>
    public override string ToString()
    {
        string name = Symbol.Name + (Layer > 0 ? Layer : "");
        return Example < 0 && Indices.IsEmpty ? name : $"{name}[{string.Join(',', Written)}]";
    }
}
