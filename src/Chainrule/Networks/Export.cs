using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Networks;

/// <summary>A network turned back into data.</summary>
internal static class Export
{
    internal static NetworkSpec Of<T>(Network<T> network, Func<T, double> number) where T : struct, IReal<T>
    {
        NetworkSpec spec = network.Spec;
        LayerSpec[] layers = [.. spec.Layers.Select((layer, at) => Layer(network, number, layer, at + 1))];
        return new(layers, spec.Loss, spec.Reduction, spec.Input);
    }

    private static LayerSpec Layer<T>(Network<T> network, Func<T, double> number, LayerSpec layer, int l) where T : struct, IReal<T> =>
        layer.With(network.Plan.Parameters.Where(each => each.Layer == l).ToDictionary(each => each.Key, each => Numbers(network[each], each.Shape, number)));

    private static Tensor Numbers<T>(Matrix<T> matrix, Shape shape, Func<T, double> number) where T : struct, IReal<T> => Tensor.Of(shape, index =>
    {
        (int row, int column) = shape.Place(index);
        return number(matrix[row, column]);
    });

    /// <summary>The double of a number, where its type has one.</summary>
    internal static Func<T, double>? Double<T>() where T : struct, IReal<T> =>
        (Func<F64, double>)(x => x.Number) as object as Func<T, double>
        ?? (Func<F32, double>)(x => x.Number) as object as Func<T, double>
        ?? (Func<Bounded, double>)(x => x.Number) as object as Func<T, double>
        ?? (Func<Value, double>)(x => x.Data) as object as Func<T, double>;
}
