using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>
/// One number that is learned, and its address: <c>W1[0,1]</c> goes to unit 0 of layer 1 from unit 1 of layer 0, <c>b2[1]</c> is the bias of unit 1 of layer 2.
/// Layers count from 1, the rest from 0.
/// </summary>
/// <param name="Of">The parameter it is a number of.</param>
/// <param name="Row">Its row in the parameter's matrix.</param>
/// <param name="Column">Its column.</param>
public readonly record struct Parameter(Quantity Of, int Row, int Column)
{
    /// <summary>All of a network, in the order W1, b1, W2, b2, ….</summary>
    public static IEnumerable<Parameter> All(NetworkSpec network) => Given.NotNull(network).Plan.Parameters.SelectMany(Numbers);

    private static IEnumerable<Parameter> Numbers(Quantity parameter) => parameter.Shape.Indices().Select(index =>
    {
        (int row, int column) = parameter.Shape.Place(index);
        return new Parameter(parameter, row, column);
    });

    /// <summary>The number in a network, to read or to set.</summary>
    /// <exception cref="ArgumentException">It is another network's.</exception>
    public ref T In<T>(Network<T> network) where T : struct, IReal<T> => ref Given.NotNull(network)[Of][Row, Column];

    /// <summary>Its gradient.</summary>
    /// <exception cref="ArgumentException">They are another network's.</exception>
    public T In<T>(Gradients<T> gradients) where T : struct, IReal<T> => Given.NotNull(gradients)[Of][Row, Column];

    /// <summary>The address.</summary>
    public override string ToString() => Of is null ? "nothing" : $"{Of}[{string.Join(',', Of.Shape.IndexOf(Row, Column))}]";
}
