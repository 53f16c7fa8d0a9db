using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Layers;

public class DropoutTests
{
    private static readonly NetworkSpec Spec = new([new Dropout(0.25), new Dense(Activation.Named("identity"), [Ones], [0])], Loss.Named("mse"), input: Shape.Units(40));

    private static double[] Ones => [.. Enumerable.Repeat(1.0, 40)];

    private static F64[] Masks(long seed)
    {
        Workspace<F64> at = new(new Network<F64>(Spec), 50);
        at.Draw(new RandomSource(seed));
        return at[at.Plan.Find("mask", 1)!].Cells.ToArray();
    }

    [Fact]
    public void The_same_seed_draws_the_same_masks_and_another_one_others()
    {
        Assert.Equal(Masks(1), Masks(1));
        Assert.NotEqual(Masks(1), Masks(2));
    }

    // A number of a mask has the mean 1 and the variance p/(1 − p): the mean of 2000 is within five deviations of 1, but once in a million.
    [Fact]
    public void A_mask_keeps_the_mean()
    {
        F64[] masks = Masks(3);
        Assert.All(masks, each => Assert.True(each.Number == 0 || each.Number == 1 / 0.75));
        double deviation = Math.Sqrt(0.25 / 0.75 / masks.Length);
        Assert.InRange(masks.Average(each => each.Number), 1 - 5 * deviation, 1 + 5 * deviation);
    }

    [Fact]
    public void A_network_that_predicts_drops_nothing()
    {
        Network<F32> network = new(Spec);
        float[] y = new float[1];
        new Predictor(network).Predict([.. Ones.Select(each => (float)each)], y);
        Assert.Equal(40, y[0]);
        Workspace<F32> at = new(network, 1, toPredict: true);
        Assert.Null(at.Plan.Find("mask", 1));
    }
}
