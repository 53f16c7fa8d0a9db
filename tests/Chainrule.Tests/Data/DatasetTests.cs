using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class DatasetTests
{
    private static Dataset Counted(int count, Func<int, float> target) => Dataset.Create(count, 1, 1, (e, x, y) => (x[0], y[0]) = (e, target(e)));

    [Fact]
    public void The_last_examples_are_taken_as_they_lie()
    {
        (Dataset training, Dataset validation) = Counted(10, e => e).Split("last:3", seed: 1);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], training.X.ToArray());
        Assert.Equal([7, 8, 9], validation.Y.ToArray());
    }

    [Fact]
    public void A_fraction_is_drawn_by_the_seed_and_nothing_is_lost_or_doubled()
    {
        Dataset data = Counted(1000, e => e * 0.5f);
        (Dataset training, Dataset validation) = data.Split("0.2", seed: 1);
        Assert.Equal((800, 200), (training.Count, validation.Count));
        Assert.Equal(data.X.ToArray(), training.X.ToArray().Concat(validation.X.ToArray()).Order());
        Assert.Equal(validation.X.ToArray(), data.Split(0.2, seed: 1).Validation.X.ToArray());
        Assert.NotEqual(validation.X.ToArray(), data.Split(0.2, seed: 2).Validation.X.ToArray());
        for (int e = 0; e < validation.Count; e++) Assert.Equal(validation.X[e] * 0.5f, validation.Y[e]);
    }

    // 90 of the one and 10 of the other class: without strata one seed of nine would put none or one of the 10 into a tenth.
    [Fact]
    public void Each_class_is_drawn_by_itself()
    {
        Dataset data = Counted(100, e => e % 10 == 0 ? 1 : 0);
        for (long seed = 0; seed < 50; seed++)
        {
            Dataset validation = data.Split(0.2, seed).Validation;
            Assert.Equal((20, 2), (validation.Count, Enumerable.Range(0, 20).Count(e => validation.ClassOf(e) == 1)));
        }
    }

    [Theory]
    [InlineData("0", "got the fraction 0 to be kept apart, wanted a number between 0 and 1 such as 0.2")]
    [InlineData("1.5", "got the fraction 1.5 to be kept apart, wanted a number between 0 and 1 such as 0.2")]
    [InlineData("0.01", "got the fraction 0.01 of 10 examples, wanted one that leaves an example in each part")]
    [InlineData("last:10", "got the last 10 of 10 examples to be kept apart, wanted from 1 to 9")]
    [InlineData("last:-1", "got the part \"last:-1\", wanted a fraction such as 0.2, or last: and a number of examples, such as last:2000")]
    [InlineData("0,2", "got the part \"0,2\", wanted a fraction such as 0.2, or last: and a number of examples, such as last:2000")]
    public void A_part_that_cannot_be_kept_apart_is_answered(string part, string message) =>
        Assert.Equal(message, Assert.Throws<ProblemException>(() => Counted(10, e => e).Split(part, 1)).Message);

    [Fact]
    public void What_targets_are_is_seen_by_looking_at_all_of_them()
    {
        Assert.Equal(TargetKind.ZeroOne, Of(1, 0, 1, 1).Kind);
        Assert.Equal(TargetKind.Sides, Of(1, -1, 1, 1).Kind);
        Assert.Equal(TargetKind.Numbers, Of(1, -1, 0, 1).Kind);
        Assert.Equal(TargetKind.OneHot, Of(2, 0, 1, 1, 0).Kind);
        Assert.Equal(TargetKind.Numbers, Of(2, 0, 1, 1, 1).Kind);
        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(Of(2, 0, 1, 1, 0).ClassOf));

        static Dataset Of(int outputs, params float[] y) => Dataset.Of(new float[y.Length / outputs], y, 1, outputs);
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 3 }, "got 3 numbers in x and 1 in y, wanted 2 and 1 for each example, one example after another")]
    [InlineData(new float[] { 1, float.NaN }, "examples[0].x[1]: got NaN, wanted a finite number")]
    [InlineData(new float[] { }, "got 0 examples of 2 inputs and 1 targets, wanted at least one of each")]
    public void What_is_no_data_is_answered(float[] x, string message) => Assert.Equal(message, Assert.Throws<ProblemException>(() => Dataset.Of(x, [1], 2, 1)).Message);

    [Fact]
    public void A_single_bit_or_another_order_has_another_fingerprint()
    {
        Dataset data = Counted(100, e => e);
        int[] order = [.. Enumerable.Range(0, 100)];
        Assert.Equal(data.Fingerprint, data.Rows(order).Fingerprint);
        (order[3], order[4]) = (4, 3);
        Assert.NotEqual(data.Fingerprint, data.Rows(order).Fingerprint);
        Assert.NotEqual(data.Fingerprint, Counted(100, e => e == 50 ? MathF.BitIncrement(e) : e).Fingerprint);
    }

    [Fact]
    public void Standardized_inputs_have_mean_0_and_deviation_1_in_the_training_part()
    {
        (Dataset training, Dataset validation) = Dataset.Create(500, 3, 1, (e, x, y) => (x[0], x[1], x[2]) = (1e4f + e % 37, 0.1f, -e)).Split(0.2, seed: 1);
        Scaler scaler = Scaler.Standardize(training);
        Dataset scaled = scaler.Apply(training);
        foreach (int column in (int[])[0, 2])
        {
            double[] x = [.. Enumerable.Range(0, scaled.Count).Select(e => (double)scaled.InputsOf(e)[column])];
            Assert.Equal(0, x.Average(), 1e-6);
            Assert.Equal(1, Math.Sqrt(x.Average(each => each * each)), 1e-6);
        }
        // An input that never changes is only moved, to 0.
        Assert.All(Enumerable.Range(0, scaled.Count), e => Assert.Equal(0, scaled.InputsOf(e)[1]));
        // What is kept apart is scaled by the numbers of the training part: its own mean would be 0 here.
        Assert.NotInRange(Enumerable.Range(0, validation.Count).Average(e => scaler.Apply(validation).InputsOf(e)[2]), -1e-6, 1e-6);
    }

    [Fact]
    public void A_range_is_brought_to_0_and_1()
    {
        Scaler scaler = Scaler.MinMax(Counted(11, e => e));
        Assert.Equal([0, 0.1f, 0.2f, 2, -1], Scaled(scaler, 0, 1, 2, 20, -10));
        Assert.Equal(Scaled(scaler, 3), Scaled(new Scaler(scaler.Offset, scaler.Scale), 3));

        static float[] Scaled(Scaler scaler, params float[] x)
        {
            scaler.Apply(x, x);
            return x;
        }
    }

    [Fact]
    public void A_scaler_takes_as_many_inputs_as_it_was_fitted_on()
    {
        Scaler scaler = Scaler.Standardize(Counted(5, e => e));
        Assert.Throws<ProblemException>(() => scaler.Apply(Dataset.Of([1, 2], [1], 2, 1)));
        Assert.Throws<ArgumentException>(() => scaler.Apply([1f, 2], new float[1]));
        Assert.Throws<ProblemException>(() => new Scaler([0], [0]));
    }
}
