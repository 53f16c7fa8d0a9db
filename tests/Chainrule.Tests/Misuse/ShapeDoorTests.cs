using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Misuse;

public class ShapeDoorTests
{
    [Fact]
    public void A_shape_has_no_more_numbers_than_an_array() =>
        Assert.Contains("no more numbers than an array can hold", Assert.Throws<ProblemException>(() => Shape.Image(1, 65_536, 65_536)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_large_shape_costs_nothing_until_somebody_asks_for_its_places()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Shape.Image(3, 10_000, 10_000);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
    }

    [Fact]
    public void An_index_lies_within_its_shape()
    {
        Shape shape = Shape.Image(2, 3, 4);
        Assert.Throws<ArgumentException>(() => shape.Place([0, 3, 0]));
        Assert.Throws<ArgumentException>(() => shape.Place([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => shape.IndexOf(12, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => shape.IndexOf(0, -1));
        foreach (int[] index in shape.Indices())
        {
            (int row, int column) = shape.Place(index);
            Assert.Equal(index, shape.IndexOf(row, column));
        }
    }

    [Fact]
    public void An_input_has_axes_and_each_example_has_it()
    {
        LayerSpec[] layers = [new Flatten()];
        Assert.StartsWith("input: got 3 for all examples together", Assert.Throws<ProblemException>(() => new NetworkSpec(layers, Loss.Named("mse"), input: Shape.Vector(3))).Message, StringComparison.Ordinal);
        Assert.StartsWith("input: got a shape without sizes", Assert.Throws<ProblemException>(() => new NetworkSpec(layers, Loss.Named("mse"), input: new(true, []))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_not_nested_until_the_stack_ends()
    {
        Tensor tensor = NumberRow.Of([1]);
        Assert.Throws<ProblemException>(() =>
        {
            for (int level = 0; level < 100_000; level++) tensor = Tensor.Of([tensor]);
        });
    }

    [Fact]
    public void Places_are_of_a_target_and_a_source_that_can_be()
    {
        Assert.Throws<ArgumentException>(() => new Places((-2, -3), (1, 1), [0, 0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new Places((1, 1), (1 << 16, 1 << 16), [0]));
    }

    [Fact]
    public void Kernels_that_are_empty_or_too_many_windows_are_said()
    {
        Convolution convolution = new(Activation.Relu, Tensor.Of([Tensor.Of([Tensor.Of([NumberRow.Of([])])])]), [0]);
        Assert.StartsWith("layers[0].kernels: empty", Assert.Throws<ProblemException>(() => new NetworkSpec([convolution], Loss.Named("mse"), input: Shape.Image(1, 3, 3))).Message, StringComparison.Ordinal);
        LayerSpec pooling = new MaxPooling(1_000, 1);
        Assert.Contains("no more numbers than an array can hold", Assert.Throws<ProblemException>(() => new NetworkSpec([pooling], Loss.Named("mse"), input: Shape.Image(1, 5_000, 5_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_without_a_row_of_weights_is_said()
    {
        Projection none = new(NumberTable.Of([]), []);
        Assert.StartsWith("layers[0].queryWeights: empty", Assert.Throws<ProblemException>(() => new NetworkSpec([new Attention(1, none, none, none, none)], Loss.Named("mse"), input: Shape.Sequence(2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_examples_than_an_array_can_hold_are_refused()
    {
        Network<F32> network = new(new NetworkSpec([new Dense(Activation.Identity, [[1, 2, 3]], [0])], Loss.Named("mse")));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workspace<F32>(network, int.MaxValue));
        Network<F32> sequence = new(new NetworkSpec([new Flatten()], Loss.Named("mse"), input: Shape.Sequence(40, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workspace<F32>(sequence, int.MaxValue / 4));
    }

    [Fact]
    public void A_table_of_a_field_holds_rows_of_numbers_only()
    {
        LayerFields fields = new("layers[0]", new Dictionary<string, object> { ["table"] = Tensor.Of([NumberRow.Of([1]), Tensor.Of([NumberRow.Of([1])])]) });
        Assert.Equal("layers[0].table: got lists of lists, wanted a list of rows of numbers", Assert.Throws<ProblemException>(() => fields.Table("table")).Message);
    }

    [Fact]
    public void A_network_without_parameters_can_be_checked() => Assert.Empty(
        Chainrule.Checking.GradientCheck.Run(new(new NetworkSpec([new Flatten()], Loss.Named("mse"), input: Shape.Units(2)), new([[1, 2]], [[1, 2]]))).Checks);
}
