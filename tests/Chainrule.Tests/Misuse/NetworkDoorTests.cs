using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.Misuse;

public class NetworkDoorTests
{
    private static Network<T> Of<T>(params int[] sizes) where T : struct, IReal<T> => new(Nets.Classifier(sizes));

    private static void TakesItsOwnOnly<T>() where T : struct, IReal<T>
    {
        Network<T> network = Of<T>(7, 9, 3), other = Of<T>(7, 4, 3);
        Workspace<T> at = new(network, 2), ofOther = new(other, 2);
        Gradients<T> gradients = new(network), gradientsOfOther = new(other);
        Action[] wrong =
        [
            () => network.Forward(ofOther), () => network.Measure(ofOther), () => network.Backward(ofOther), () => network.Gradients(ofOther, gradients),
            () => network.Gradients(at, gradientsOfOther), () => network.Descend(ofOther, 0.1), () => network.Descend(gradientsOfOther, 0.1),
        ];
        foreach (Action each in wrong) Assert.Contains("made for another network; make", Assert.Throws<ArgumentException>(each).Message);
        Action[] missing =
        [
            () => network.Forward(null!), () => network.Measure(null!), () => network.Backward(null!), () => network.Gradients(null!, gradients),
            () => network.Gradients(at, null!), () => network.Descend((Workspace<T>)null!, 0.1), () => network.Descend((Gradients<T>)null!, 0.1),
            () => _ = new Network<T>(null!), () => _ = new Workspace<T>(null!, 1), () => _ = new Gradients<T>(null!),
        ];
        foreach (Action each in missing) Assert.Throws<ArgumentNullException>(each);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workspace<T>(network, 0));
    }

    [Fact]
    public void A_network_takes_workspaces_and_gradients_of_its_own_sizes_only()
    {
        TakesItsOwnOnly<F32>();
        TakesItsOwnOnly<F64>();
        TakesItsOwnOnly<Value>();
    }

    [Fact]
    public void A_workspace_is_its_networks_and_gradients_fit_a_copy()
    {
        Network<F32> network = Of<F32>(7, 9, 3), copy = network.Copy();
        Workspace<F32> at = new(network, 2);
        Assert.Throws<ArgumentException>(() => copy.Forward(at));
        Gradients<F32> gradients = new(network);
        copy.Descend(gradients, 0.1);
    }

    // A partial last batch: what was in the rows behind it has no part in anything.
    private static void TakesFewer<T>() where T : struct, IReal<T>
    {
        Network<T> network = Of<T>(7, 9, 3);
        Batch all = Nets.Batch(network.Spec, 5), some = new([.. all.X.Take(2)], [.. all.Y.Take(2)]);
        Workspace<T> large = new(network, 5), small = new(network, 2);
        Gradients<T> fromLarge = new(network), fromSmall = new(network);
        large.Load(all);
        network.Forward(large);
        network.Measure(large);
        network.Backward(large);
        large.Load(some);
        small.Load(some);
        foreach ((Workspace<T> at, Gradients<T> into) in ((Workspace<T>, Gradients<T>)[])[(large, fromLarge), (small, fromSmall)])
        {
            network.Forward(at);
            network.Measure(at);
            network.Backward(at);
            network.Gradients(at, into);
        }
        Assert.Equal((2, 5), (large.Examples, large.Capacity));
        Assert.Equal(small.Loss[0, 0], large.Loss[0, 0]);
        Assert.Equal(small.A[2].Cells.ToArray(), large.A[2].Cells.ToArray());
        foreach (Quantity parameter in network.Plan.Parameters) Assert.Equal(fromSmall[parameter].Cells.ToArray(), fromLarge[parameter].Cells.ToArray());
        Assert.Throws<IndexOutOfRangeException>(() => large.A[2][2, 0]);
    }

    [Fact]
    public void Fewer_examples_than_there_is_room_for_are_all_there_are()
    {
        TakesFewer<F32>();
        TakesFewer<F64>();
    }

    private static readonly Network<F32> Classes = Of<F32>(2, 3, 2);

    private static string Refused(Batch batch, int room = 2) => Assert.Throws<ProblemException>(() => new Workspace<F32>(Classes, room).Load(batch)).Message;

    [Fact]
    public void Examples_fit_a_workspace_and_its_network()
    {
        Assert.StartsWith("examples: got 2, wanted at most 1, the room of this workspace", Refused(new([[1, 2], [3, 4]], [[0, 1], [1, 0]]), room: 1));
        Assert.Equal("examples[0].x: got 3 numbers, wanted 2 (the network has that many inputs)", Refused(new([[1, 2, 3], [1, 2, 3]], [[0, 1], [0, 1]])));
        Assert.Equal("examples[0].y: the targets add up to 2, wanted 1, since they are probabilities of classes (the loss is softmax-cross-entropy)", Refused(new([[1, 2], [1, 2]], [[1, 1], [0, 1]])));
        Assert.StartsWith("examples[1].y: target y[0] is 7, wanted a number from 0 to 1", Refused(new([[1, 2], [1, 2]], [[0, 1], [7, 7]])));
        Assert.Throws<ArgumentNullException>(() => new Workspace<F32>(Classes, 1).Load(null!));
    }

    private static string RefusedRows(float[] x, float[] y)
    {
        string message = Assert.Throws<ProblemException>(() => new Workspace<F64>(Of<F64>(2, 3, 2), 2).Load(x, y)).Message;
        Assert.Equal(message, Assert.Throws<ProblemException>(() => new Workspace<F32>(Classes, 2).Load(Array.ConvertAll(x, each => (double)each), Array.ConvertAll(y, each => (double)each))).Message);
        return message;
    }

    [Fact]
    public void Examples_one_after_another_fit_a_workspace_and_its_network()
    {
        Assert.Equal("x: got 3 numbers, wanted 2 (the network's inputs) for each example, one example after another", RefusedRows([1, 2, 3], [0, 1]));
        Assert.StartsWith("x: got 0 numbers", RefusedRows([], []));
        Assert.Equal("y: got 2 numbers, wanted 4: 2 (the network's outputs) for each of the 2 examples in x", RefusedRows([1, 2, 3, 4], [0, 1]));
        Assert.StartsWith("examples: got 3, wanted at most 2", RefusedRows([1, 2, 3, 4, 5, 6], [0, 1, 0, 1, 0, 1]));
        Assert.Equal("examples[1].x[0]: got NaN, wanted a finite number", RefusedRows([1, 2, float.NaN, 4], [0, 1, 0, 1]));
        Assert.StartsWith("examples[1].y: the targets add up to 0.5", RefusedRows([1, 2, 3, 4], [0, 1, 0, 0.5f]));
    }

    [Fact]
    public void Examples_one_after_another_lie_where_a_batch_puts_them()
    {
        Workspace<F32> at = new(Classes, 2), rows = new(Classes, 2);
        at.Load(new([[1, 2], [3, 4]], [[0, 1], [0.25, 0.75]]));
        rows.Load((float[])[1, 2, 3, 4], (float[])[0, 1, 0.25f, 0.75f]);
        Assert.Equal(at.A[0].Cells.ToArray(), rows.A[0].Cells.ToArray());
        Assert.Equal(at.Y.Cells.ToArray(), rows.Y.Cells.ToArray());
        rows.Load((double[])[1, 2, 3, 4], (double[])[1, 0, 0.25, 0.75]);
        Assert.Equal(at.A[0].Cells.ToArray(), rows.A[0].Cells.ToArray());
        // 0.1 and 0.9 as floats do not add up to 1 as doubles.
        rows.Load((float[])[1, 2, 3, 4], (float[])[0.1f, 0.9f, 0.3f, 0.7f]);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_found_wherever_it_stands()
    {
        Network<F32> wide = Of<F32>(37, 2);
        Workspace<F32> at = new(wide, 1);
        for (int i = 0; i < 37; i++)
        {
            float[] x = new float[37];
            x[i] = float.NegativeInfinity;
            Assert.StartsWith($"examples[0].x[{i}]: got -Infinity", Assert.Throws<ProblemException>(() => at.Load(x, (float[])[0, 1])).Message);
        }
    }
}
