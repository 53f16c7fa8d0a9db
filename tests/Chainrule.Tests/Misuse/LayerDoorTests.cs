using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Misuse;

public class LayerDoorTests
{
    [Fact]
    public void A_plan_is_settled_when_its_layers_are_placed()
    {
        Plan plan = new OddLayer().Network().Plan;
        Assert.Throws<InvalidOperationException>(() => plan.Value("late", Shape.Units(1)));
        Assert.Throws<InvalidOperationException>(() => plan.Parameter("late", Shape.Vector(1), Tensor.Of(Shape.Vector(1), _ => 1), "key", "why"));
        Assert.Throws<InvalidOperationException>(() => plan.Given("late", Shape.Units(1), null, null));
        Assert.Throws<InvalidOperationException>(() => plan.Whole(plan.X, 2));
        Assert.Throws<NotSupportedException>(() => ((IList<Quantity>)plan.Quantities).Clear());
        Assert.Throws<NotSupportedException>(() => ((IList<ILayer>)plan.Layers).Clear());
    }

    [Fact]
    public void A_verb_is_refused_once_the_pass_has_been_read()
    {
        IKernels? kept = null;
        OddLayer.Quantities? own = null;
        _ = new Workspace<F32>(new((OddLayer.Whole with { Forward = (all, k) => { (own, kept) = (all, k); OddLayer.Fill(all, k); } }).Network()), 4);
        Assert.Throws<InvalidOperationException>(() => kept!.Apply(Activation.Identity, own!.Z, own.A));
    }

    [Fact]
    public void A_quantity_of_another_network_is_refused()
    {
        Quantity foreign = new NetworkSpec([new Dense(Activation.Identity, [[1, 2, 3]], [0])], Loss.Named("mse")).Plan.Layers[0].Output;
        OddLayer layer = new() { Forward = (all, k) => k.Apply(Activation.Identity, foreign, all.A) };
        Assert.Throws<ArgumentException>(() => new Workspace<F32>(new(layer.Network()), 4));
        Assert.Throws<ArgumentException>(() => new Workspace<F64>(new((layer with { Forward = (all, k) => k.Apply(Activation.Identity, null!, all.A) }).Network()), 4));
    }

    [Fact]
    public void Weights_which_lie_in_panels_stand_nowhere_else()
    {
        OddLayer layer = new() { Forward = (all, k) => { k.Affine(all.X, all.W, all.B, all.Z); k.Apply(Activation.Tanh, all.W, all.A); } };
        Assert.Contains("W1 is the weights of a product", layer.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_were_no_weights_when_the_network_was_placed_are_none_later()
    {
        int read = 0;
        OddLayer layer = new() { Forward = (all, k) => { if (read++ > 0) k.Affine(all.X, all.W, all.B, all.Z); } };
        Assert.Contains("a layer must say the same verbs each time", layer.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_only_the_backward_pass_multiplies_with_are_weights()
    {
        NetworkSpec network = (OddLayer.Whole with { Backward = (all, k) => { OddLayer.Keep(all, k); k.Back(all.A, all.W, all.X); } }).Network();
        Network<F32> floats = new(network);
        Workspace<F32> at = new(floats, 2);
        at.Load([1f, 2, 3, 4, 5, 6], [1f, 0, 0, 1, 1, 1]);
        floats.Forward(at);
        floats.Backward(at);
        Gradients<F32> gradients = new(floats);
        floats.Gradients(at, gradients);
        Assert.Equal(-2.5f, gradients.dW[1][0, 0].Number);
    }

    [Fact]
    public void A_verb_writes_neither_what_it_reads_nor_what_is_learned_or_given()
    {
        Assert.Contains("while it is read", new OddLayer { Forward = (all, k) => k.Apply(Activation.Tanh, all.A, all.A) }.Refusal(), StringComparison.Ordinal);
        Assert.Contains("it is given", new OddLayer { Forward = (all, k) => k.Apply(Activation.Tanh, all.A, all.X) }.Refusal(), StringComparison.Ordinal);
        Assert.Contains("it is a parameter", new OddLayer { Forward = (all, k) => k.Row(new Same(), all.B, all.V) }.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_no_gradients_in_a_forward_pass()
    {
        Assert.Contains("no gradients yet", new OddLayer { Forward = (all, k) => k.Pull(Activation.Tanh, all.A, all.Z) }.Refusal(), StringComparison.Ordinal);
        Assert.Contains("no gradients yet", new OddLayer { Forward = (all, k) => k.Keep(all.B, all.Z) }.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_losses_of_examples_do_not_go_into_a_single_row() =>
        Assert.Contains("wanted one number for each row", new OddLayer { Forward = (all, k) => k.Measure(Loss.Named("mse"), all.Z, all.A, all.X, all.V) }.Refusal(), StringComparison.Ordinal);

    [Fact]
    public void What_a_layer_hands_on_is_its_own_and_each_example_has_it()
    {
        Quantity foreign = new OddLayer().Network().Plan.X;
        foreach (Func<OddLayer.Quantities, Quantity?> output in (Func<OddLayer.Quantities, Quantity?>[])[_ => null, _ => foreign, all => all.V, all => all.W])
        {
            OddLayer layer = new();
            layer = layer with { Placing = (_, all) => new OddLayer.Placed(layer, all, output(all)!) };
            Assert.StartsWith("layers[0]: the layer hands on", Assert.Throws<ProblemException>(layer.Network).Message, StringComparison.Ordinal);
        }
        Assert.StartsWith("layers[0]: the layer was placed and gave back null", Assert.Throws<ProblemException>(() => new OddLayer { Placing = (_, _) => null }.Network()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_declares_the_same_parameters_to_train_and_to_predict()
    {
        OddLayer layer = new();
        layer = layer with
        {
            Placing = (plan, all) =>
            {
                if (!plan.IsTraining) plan.Parameter("more", Shape.Vector(1), Tensor.Of(Shape.Vector(1), _ => 1), "more", "one");
                return new OddLayer.Placed(layer, all, all.A);
            },
        };
        NetworkSpec network = layer.Network();
        Assert.Contains("a layer must declare the same ones", Assert.Throws<ProblemException>(() => network.PredictionPlan).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_for_each_example_is_no_parameter_and_what_is_drawn_is_not_whole()
    {
        Assert.Throws<ArgumentException>(() => Placed((plan, _) => plan.Parameter("p", Shape.Units(1), Tensor.Of(Shape.Units(1), _ => 1), "key", "why")));
        Assert.Throws<ProblemException>(() => Placed((plan, all) => plan.Whole(all.A, 3)));
        Assert.Throws<ProblemException>(() => Placed((plan, _) => plan.Whole(plan.Given("ids", Shape.Units(1), null, _ => 7), 3)));
        Assert.Throws<ProblemException>(() => Placed((plan, _) => plan.Whole(plan.Given("ids", Shape.Units(1), Tensor.Of(Shape.Units(1), _ => 7), null), 3)));
        Assert.Throws<ProblemException>(() => Placed((plan, _) => plan.Given("m", Shape.Units(2), Tensor.Of(Shape.Units(3), _ => 7), null)));
    }

    [Fact]
    public void What_is_given_for_all_examples_together_is_filled_in_once()
    {
        NetworkSpec network = Placed((plan, _) => plan.Given("m", Shape.Vector(2), Tensor.Of(Shape.Vector(2), index => index[0]), null));
        Workspace<F64> at = new(new(network), 3);
        Assert.Equal("1 × 2", at[network.Plan.Find("m", 1)!].ToString());
    }

    private static NetworkSpec Placed(Action<Plan, OddLayer.Quantities> placing)
    {
        OddLayer layer = OddLayer.Whole;
        return (layer with
        {
            Placing = (plan, all) =>
            {
                placing(plan, all);
                return new OddLayer.Placed(layer, all, all.A);
            },
        }).Network();
    }

    [Fact]
    public void A_network_to_predict_hands_a_witness_gradients_that_lie_as_its_kernels_want_them()
    {
        Network<F32> network = new(new NetworkSpec([new Dense(Activation.Identity, [[1, 2, 3], [4, 5, 6]], [0, 0])], Loss.Named("half-sse")));
        Workspace<F32> at = new(network, 1, new Nobody(), toPredict: true);
        at.Load([1f, 1, 1], [0f, 0]);
        network.Forward(at);
        network.Backward(at);
        network.Descend(at, 1f);
        Assert.Equal([-5f, -4, -3, -11, -10, -9], network.W[1].Cells.ToArray().Select(each => each.Number));
    }

    private sealed class Nobody : IWitness<F32>
    {
        public void Wrote(Quantity quantity, Written what, Matrix<F32> numbers)
        {
        }
    }
}
