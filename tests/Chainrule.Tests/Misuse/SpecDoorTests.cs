using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Misuse;

public class SpecDoorTests
{
    private static readonly Activation Sigmoid = Activation.Named("sigmoid");

    private static readonly Loss Mse = Loss.Named("mse");

    [Fact]
    public void Nobody_can_change_a_specification_by_what_it_was_made_of()
    {
        double[][] weights = [[1, 2], [3, 4]], x = [[1, 2]];
        double[] biases = [5, 6];
        Dense[] layers = [new(Sigmoid, weights, biases)];
        NetworkSpec network = new(layers, Mse);
        Batch batch = new(x, [[0, 1]]);
        weights[1][0] = double.NaN;
        weights[0] = [];
        biases[0] = double.NaN;
        layers[0] = null!;
        x[0][0] = double.NaN;
        Assert.Equal(new Dense(Sigmoid, [[1, 2], [3, 4]], [5, 6]), network.Layers[0]);
        Assert.Equal(new Batch([[1, 2]], [[0, 1]]), batch);
    }

    [Fact]
    public void Nobody_can_change_a_specification_by_what_it_gives_out()
    {
        NetworkSpec network = new([new(Sigmoid, [[1, 2]], [5])], Mse);
        network.Dense(1).Weights.ToArrays()[0][0] = 7;
        network.Dense(1).Biases.ToArray()[0] = 7;
        Assert.Equal(1, network.Dense(1).Weights[0][0]);
        Assert.Equal(5, network.Dense(1).Biases[0]);
        Assert.Throws<NotSupportedException>(() => ((IList<LayerSpec>)network.Layers)[0] = null!);
        Assert.IsNotType<double[]>(network.Dense(1).Biases, exactMatch: false);
    }

    [Fact]
    public void A_row_says_itself_as_code() => Assert.Equal("[[0.15, 0.2], [0.25, 0.3]]", new Dense(Sigmoid, [[0.15, 0.20], [0.25, 0.30]], [0]).Weights.ToString());

    [Fact]
    public void Nothing_of_a_specification_is_null()
    {
        Dense layer = new(Sigmoid, [[1]], [1]);
        NetworkSpec network = new([layer], Mse);
        Batch batch = new([[1]], [[1]]);
        double[][] none = null!, hole = [[1], null!];
        Func<object>[] missing =
        [
            () => new Dense(null!, [[1]], [1]), () => new Dense(Sigmoid, none, [1]), () => new Dense(Sigmoid, hole, [1]), () => new Dense(Sigmoid, [[1]], null!),
            () => layer with { Activation = null! }, () => layer with { Weights = null! }, () => layer with { Biases = null! },
            () => new NetworkSpec((IReadOnlyList<LayerSpec>)null!, Mse), () => new NetworkSpec((LayerSpec[])[null!], Mse), () => new NetworkSpec([layer], null!), () => new NetworkSpec([layer], Mse, (Reduction)7),
            () => new Batch(null!, [[1]]), () => new Batch([[1]], null!), () => new Problem(null!, batch), () => new Problem(network, null!), () => new Predictor(null!),
        ];
        foreach (Func<object> each in missing) Assert.ThrowsAny<ArgumentException>(each);
    }

    [Fact]
    public void A_batch_has_as_many_targets_as_inputs_and_all_of_one_length()
    {
        Assert.StartsWith("examples: 2 xs and 1 y", Assert.Throws<ProblemException>(() => new Batch([[1], [2]], [[1]])).Message);
        Assert.StartsWith("examples: the list is empty", Assert.Throws<ProblemException>(() => new Batch([], [])).Message);
        Assert.StartsWith("examples[1].x: got 2 numbers, wanted 1 (as in examples[0])", Assert.Throws<ProblemException>(() => new Batch([[1], [2, 3]], [[1], [1]])).Message);
        Assert.StartsWith("examples[1].y: got 0 numbers, wanted 1 (as in examples[0])", Assert.Throws<ProblemException>(() => new Batch([[1], [2]], [[1], []])).Message);
    }

    [Fact]
    public void Laws_read_rows_of_one_length()
    {
        Assert.Throws<ArgumentException>(() => Sigmoid.Apply<F64>([1, 2], new F64[3]));
        Assert.Throws<ArgumentException>(() => Activation.Named("softmax").Apply<F64>([1, 2], new F64[3]));
        Assert.Throws<ArgumentException>(() => Sigmoid.Pull<F64>([1, 2], [1, 2], [1], new F64[2]));
        Assert.Throws<ArgumentException>(() => Mse.OfExample<F64>([1, 2], [1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Mse.Slopes<F64>([1, 2], [1, 2], 1, new F64[1]));
    }
}
