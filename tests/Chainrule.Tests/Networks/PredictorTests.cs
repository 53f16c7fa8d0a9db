using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Tests.Networks;

public class PredictorTests
{
    private static readonly Network<F32> Network = new(Nets.Classifier([7, 9, 3]));

    private static float[] Inputs(int examples)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, examples * 7).Select(_ => random.NextSingle() - 0.5f)];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(256)]
    [InlineData(600)]
    public void Each_example_has_the_outputs_of_the_forward_pass(int examples)
    {
        float[] x = Inputs(examples), y = new float[examples * 3];
        new Predictor(Network).Predict(x, y);
        Network<F64> careful = new(Network.Spec);
        Workspace<F64> at = new(careful, 1);
        for (int e = 0; e < examples; e++)
        {
            for (int k = 0; k < 7; k++) at.A[0][0, k] = x[e * 7 + k];
            careful.Forward(at);
            // Probabilities from sums of 8 and 10 products of numbers below 1: some 20 roundings of numbers below 4, and exp.
            for (int j = 0; j < 3; j++) Assert.Equal(at.A[2][0, j].Number, y[e * 3 + j], 24 * 4 * 6e-8);
        }
    }

    [Fact]
    public void Asking_again_allocates_nothing()
    {
        Predictor predictor = new(Network);
        float[] x = Inputs(300), y = new float[900];
        predictor.Predict(x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3; i++) predictor.Predict(x, y);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Predictor predictor = new(Network);
        Assert.StartsWith("got 8 numbers, wanted a multiple of 7", Assert.Throws<ArgumentException>(() => predictor.Predict(new float[8], new float[3])).Message);
        Assert.StartsWith("got room for 3 numbers, wanted 6: 3 for each of 2 examples", Assert.Throws<ArgumentException>(() => predictor.Predict(new float[14], new float[3])).Message);
    }

    [Fact]
    public void One_predictor_answers_many_threads_at_once()
    {
        Predictor predictor = new(Network);
        (float[] X, float[] Y)[] asked = [.. Enumerable.Range(0, 8).Select(t => 1 + 75 * t).Select(examples => (Inputs(examples), new float[examples * 3]))];
        foreach ((float[] x, float[] y) in asked) new Predictor(Network).Predict(x, y);
        Parallel.For(0, asked.Length, new() { MaxDegreeOfParallelism = asked.Length }, t =>
        {
            float[] y = new float[asked[t].Y.Length];
            for (int i = 0; i < 200; i++)
            {
                Array.Clear(y);
                predictor.Predict(asked[t].X, y);
                Assert.Equal(asked[t].Y, y);
            }
        });
    }

    [Fact]
    public void Answers_do_not_go_where_the_questions_are()
    {
        float[] both = new float[14];
        Assert.StartsWith("got memory that belongs to x", Assert.Throws<ArgumentException>(() => new Predictor(Network).Predict(both, both.AsSpan(0, 6))).Message);
    }
}
