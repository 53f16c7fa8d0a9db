using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A layer that has been placed: what it computes, and the chain rule through it, as two neighbours. Each backward line names the forward line it undoes; the lines of a
/// backward pass stand in the opposite order.
/// </summary>
/// <remarks>
/// Forward and Backward are read several times: when the network is placed, and for each workspace. They say the same verbs each time, and compute nothing themselves. Any number of
/// threads may make a workspace at once, so a placed layer keeps nothing from one reading to the next.
/// </remarks>
public interface ILayer
{
    /// <summary>What the next layer reads.</summary>
    Quantity Output { get; }

    /// <summary>From the inputs to the output.</summary>
    void Forward(IKernels k);

    /// <summary>From the gradient of the output to the gradients of inputs and parameters.</summary>
    void Backward(IKernels k);

    /// <summary>The activation with which the layer ends and what it is applied to, where it does: a loss that is fused with its activation starts there.</summary>
    (Activation F, Quantity Z)? Ending => null;

    /// <summary>Where its laws have kinks.</summary>
    IReadOnlyList<KinkOf> Kinks => [];
}

/// <summary>Where a law has kinks, in terms of the numbers it reads.</summary>
/// <param name="Law">The name of the law.</param>
/// <param name="Of">The quantity that may meet a kink.</param>
/// <param name="At">The values at which it does.</param>
/// <param name="Ties">
/// Where not 0, what meets a kink is instead the difference of two numbers of a row, so many columns apart or a multiple of it: 0 there is a tie.
/// </param>
/// <exception cref="ArgumentException">Something is null, or Ties is less than 0.</exception>
public sealed record KinkOf(string Law, Quantity Of, IReadOnlyList<double> At, int Ties = 0)
{
    /// <summary>The name of the law.</summary>
    public string Law { get; init => field = Given.NotNull(value, nameof(Law)); } = Given.NotNull(Law);

    /// <summary>The quantity that may meet a kink.</summary>
    public Quantity Of { get; init => field = Given.NotNull(value, nameof(Of)); } = Given.NotNull(Of);

    /// <summary>The values at which it does.</summary>
    public IReadOnlyList<double> At { get; init => field = Given.NotNull(value, nameof(At)); } = Given.NotNull(At);

    /// <summary>Where not 0, how many columns apart two numbers are whose difference meets the kink.</summary>
    public int Ties { get; init => field = NotNegative(value); } = NotNegative(Ties);

    private static int NotNegative(int ties) => ties >= 0 ? ties : throw new ArgumentOutOfRangeException(nameof(ties), ties, "wanted 0 or more columns");
}

/// <summary>A layer as data: what a file holds. A record, equal to another with the same contents.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it, and any number of networks. A kind of your own should keep to that.</remarks>
public abstract record LayerSpec
{
    /// <summary>Its kind.</summary>
    public abstract LayerKind Described { get; }

    /// <summary>The kind's name, as a file has it.</summary>
    public string Kind => Given.NotNull(Described).Name;

    /// <summary>
    /// What stands in a file beside the kind, by the keys of the kind: <see cref="NumberRow"/>, <see cref="NumberTable"/> or <see cref="Tensor"/>, double, int, bool, text or
    /// <see cref="Activation"/>. What is not there is left out. The kind must make the same layer of them again.
    /// </summary>
    public abstract IReadOnlyList<(string Key, object Value)> Fields { get; }

    /// <summary>The layer in a few words, as in <c>2 sigmoid</c>.</summary>
    public virtual string Words => Kind;

    /// <summary>The shape of an example's input, where the layer itself says so; null where the network must.</summary>
    public virtual Shape? InputShape => null;

    /// <summary>The same layer with other numbers, by their keys: read anew from its <see cref="Fields"/>.</summary>
    /// <exception cref="ArgumentException">There is no field with such a key.</exception>
    public LayerSpec With(IReadOnlyDictionary<string, Tensor> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        Dictionary<string, object> fields = Fields.ToDictionary(field => field.Key, field => field.Value);
        foreach ((string key, Tensor tensor) in numbers)
            fields[fields.ContainsKey(key) ? key : throw new ArgumentException($"got \"{key}\", wanted a key of {Kind}: {string.Join(", ", fields.Keys)}", nameof(numbers))] = tensor;
        return Described.Read(new(Kind, fields));
    }

    /// <summary>Declares the layer's quantities and returns it placed.</summary>
    /// <exception cref="ProblemException">Its shapes do not fit to what comes in, or a number is not finite.</exception>
    public abstract ILayer Place(Plan plan);
}
