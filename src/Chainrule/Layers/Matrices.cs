using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Layers;

/// <summary>The matrices of a plan's quantities for a batch: those of the parameters are the network's, the others are here.</summary>
internal sealed class Matrices<T> where T : struct, IReal<T>
{
    private readonly Matrix<T>[] numbers;
    private readonly Matrix<T>?[] gradients;
    private readonly int[]?[] whole;
    private readonly List<(Matrix<T> Matrix, int Rows)> perExample = [];
    private readonly Func<int, T> share;

    /// <param name="plan">The quantities.</param>
    /// <param name="parameters">The matrices of the parameters, in the order of the plan.</param>
    /// <param name="capacity">The most examples.</param>
    /// <param name="share">The 1/n of so many examples.</param>
    internal Matrices(Plan plan, IReadOnlyList<Matrix<T>> parameters, int capacity, Func<int, T> share)
    {
        (Plan, Capacity, Examples, this.share) = (plan, capacity, capacity, share);
        numbers = new Matrix<T>[plan.Quantities.Count];
        gradients = new Matrix<T>?[numbers.Length];
        whole = new int[]?[numbers.Length];
        int parameter = 0;
        foreach (Quantity quantity in plan.Quantities)
        {
            numbers[quantity.Index] = quantity.Role == Role.Parameter ? parameters[parameter++] : Like(quantity);
            if (plan.WholeBelow(quantity) is not null) whole[quantity.Index] = new int[Room(quantity.Shape.Count)];
        }
    }

    internal Plan Plan { get; }

    /// <summary>The most examples there is room for.</summary>
    internal int Capacity { get; }

    /// <summary>How many examples are in place.</summary>
    internal int Examples { get; private set; }

    internal Matrix<T> this[Quantity quantity] => numbers[quantity.Index];

    /// <summary>The gradient of a computed quantity, allocated when it is first asked for, which is when the network is placed.</summary>
    internal Matrix<T> Gradient(Quantity quantity) => gradients[quantity.Index] ??= Like(quantity);

    /// <summary>The numbers of a quantity that must be whole, one after the other.</summary>
    internal int[] Whole(Quantity quantity) =>
        whole[quantity.Index] ?? throw new InvalidOperationException($"{quantity} was not declared to be whole numbers: call {nameof(Plan)}.{nameof(Plan.Whole)} where the layer is placed.");

    /// <summary>A matrix of the quantity's shape.</summary>
    internal Matrix<T> Like(Quantity quantity)
    {
        Shape shape = quantity.Shape;
        if (!shape.IsPerExample) return new(shape.Rows, shape.Columns);
        var matrix = new Matrix<T>(Room(shape.Rows), shape.Columns);
        matrix.Use(Examples * shape.Rows);
        perExample.Add((matrix, shape.Rows));
        return matrix;
    }

    private int Room(int ofAnExample) => (long)Capacity * ofAnExample <= Array.MaxLength
        ? Capacity * ofAnExample
        : throw new ArgumentOutOfRangeException(null, $"got room for {Capacity:N0} examples, which is more than an array can hold; make it smaller and load them in parts");

    /// <summary>Takes room for so many examples into use.</summary>
    internal void Use(int examples)
    {
        if (examples == Examples) return;
        Examples = examples;
        foreach ((Matrix<T> matrix, int rows) in perExample) matrix.Use(examples * rows);
    }

    /// <summary>The part an example has in the loss of the batch: 1/n of a mean.</summary>
    internal T ExampleShare() => share(Examples);
}
