using Chainrule.Data;
using Chainrule.Datasets.Texts;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Datasets.Texts;

public class TextModelTests
{
    private static readonly TextEncoding Encoding = TextEncoding.Fit("abba\nab\nbaab\n");

    private static TextModel Untrained(long seed = 1) => new(new Network<F32>(TextTransformer.Create(Encoding, seed)), Encoding);

    // By hand: of ab and b there follow · a, a b, b ·, · b, b ·. With α = ½ and three signs a row of n has n + 1.5 below.
    [Fact]
    public void Smoothed_bigrams_are_those_of_a_count_by_hand()
    {
        TextEncoding encoding = new(Vocabulary.Of("ab"), 3, true);
        Dataset examples = encoding.Examples("ab\nb\n");
        SmoothedBigrams bigrams = SmoothedBigrams.Fit(examples, 3, smoothing: 0.5);
        Assert.Equal([0.5 / 3.5, 1.5 / 3.5, 1.5 / 3.5], Enumerable.Range(0, 3).Select(next => bigrams[0, next]));
        Assert.Equal([0.5 / 2.5, 0.5 / 2.5, 1.5 / 2.5], Enumerable.Range(0, 3).Select(next => bigrams[1, next]));
        Assert.Equal([2.5 / 3.5, 0.5 / 3.5, 0.5 / 3.5], Enumerable.Range(0, 3).Select(next => bigrams[2, next]));
        double byHand = -(2 * Math.Log(1.5 / 3.5) + Math.Log(1.5 / 2.5) + 2 * Math.Log(2.5 / 3.5)) / 5;
        Assert.Equal(byHand, bigrams.Loss(examples), 1e-12);
        // The twin that counts the marks behind the end as well: one more pair · ·.
        double padded = byHand * 5 / 6 - Math.Log(0.5 / 3.5) / 6;
        Assert.NotEqual(padded, bigrams.Loss(examples), 1e-3);
    }

    [Fact]
    public void The_loss_is_the_mean_surprise_of_each_sign_and_of_the_end()
    {
        TextModel model = Untrained();
        Dataset examples = Encoding.Examples("ab\nb\n");
        float[] p = new float[2 * examples.Outputs];
        new Predictor(new Network<F32>(TextTransformer.Create(Encoding, seed: 1))).Predict(examples.X, p);
        double P(int example, int position, int sign) => p[(example * Encoding.Positions + position) * 3 + sign];
        double byHand = -(Math.Log(P(0, 0, 1)) + Math.Log(P(0, 1, 2)) + Math.Log(P(0, 2, 0)) + Math.Log(P(1, 0, 2)) + Math.Log(P(1, 1, 0))) / 5;
        Assert.Equal(byHand, model.Loss(examples), 1e-9);
    }

    [Fact]
    public void What_comes_after_a_position_does_not_move_it()
    {
        var predictor = new Predictor(new Network<F32>(TextTransformer.Create(Encoding, seed: 3)));
        float[] one = new float[15], other = new float[15];
        predictor.Predict([0, 1, 2, 0, 0], one);
        predictor.Predict([0, 1, 2, 2, 1], other);
        Assert.Equal(one[..9], other[..9]);
        Assert.NotEqual(one[9..], other[9..]);
    }

    [Fact]
    public void The_same_seed_writes_the_same_and_another_seed_something_else()
    {
        static string Written(long seed)
        {
            var random = new RandomSource(seed);
            return string.Join(' ', Enumerable.Range(0, 20).Select(_ => string.Concat(Untrained().Write("", random))));
        }
        Assert.Equal(Written(1), Written(1));
        Assert.NotEqual(Written(1), Written(2));
    }

    [Fact]
    public void At_temperature_0_and_near_it_the_likeliest_is_taken_and_at_1_each_as_often_as_it_is_likely()
    {
        float[] p = [0.2f, 0.5f, 0.3f];
        var random = new RandomSource(1);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(1, TextModel.Draw(p, random, 0)));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(1, TextModel.Draw(p, random, 0.001)));
        int[] counts = new int[3];
        for (int i = 0; i < 10_000; i++) counts[TextModel.Draw(p, random, 1)]++;
        // Five deviations of a binomial count.
        for (int i = 0; i < 3; i++) Assert.InRange(counts[i], 10_000 * p[i] - 5 * Math.Sqrt(10_000 * p[i] * (1 - p[i])), 10_000 * p[i] + 5 * Math.Sqrt(10_000 * p[i] * (1 - p[i])));
        // At ½ probabilities are squared: 4, 25 and 9 of 38. The twin that doubles the temperature instead would give the middle one less than ½.
        int middle = Enumerable.Range(0, 10_000).Count(_ => TextModel.Draw(p, random, 0.5) == 1);
        Assert.InRange(middle, 6579 - 237, 6579 + 237);
    }

    [Fact]
    public void A_line_ends_where_no_position_is_left_and_a_prompt_that_fills_it_is_refused()
    {
        Assert.All(Enumerable.Range(0, 50), seed => Assert.InRange(string.Concat(Untrained().Write("ab", new(seed))).Length, 0, 2));
        Assert.Empty(Untrained().Write("abba", new(1)));
        Assert.Equal("the prompt has 5 signs, wanted at most 4, the longest line of this model", Assert.Throws<ProblemException>(() => Untrained().Write("abbab", new(1))).Message);
        Assert.Contains("got the character \"c\"", Assert.Throws<ProblemException>(() => Untrained().Write("c", new(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_text_goes_on_beyond_its_positions()
    {
        TextEncoding pieces = new(Vocabulary.Bytes, 4, false);
        var model = new TextModel(new Network<F32>(TextTransformer.Create(pieces, seed: 1)), pieces);
        Assert.InRange(string.Concat(model.Write("abcdefgh", new(1), longest: 60)).Length, 20, 60);
    }

    // The claim: held-out names, the same for both, in nats a sign.
    [Fact]
    public void The_transformer_of_four_thousand_parameters_beats_smoothed_bigrams_on_names_it_has_not_seen()
    {
        TextEncoding encoding = TextEncoding.Fit(Names.Text);
        (Dataset training, Dataset held) = encoding.Examples(Names.Text).Split(0.1, seed: 1);
        NetworkSpec spec = TextTransformer.Create(encoding, seed: 1);
        Assert.InRange(spec.ParameterCount, 4000, 4500);
        var trainer = new Trainer<F32>(spec, new TrainingOptions { Epochs = 3, LearningRate = 0.01, Schedule = Schedule.Cosine, Seed = 1 });
        trainer.Fit(training);
        double bigrams = ((double[])[0.01, 0.1, 0.5, 1]).Min(smoothing => SmoothedBigrams.Fit(training, encoding.Vocabulary.Count, smoothing).Loss(held));
        double transformer = new TextModel(trainer.Network, encoding).Loss(held);
        Assert.InRange(bigrams, 2.45, 2.60);
        Assert.InRange(transformer, 2.2, bigrams - 0.05);
    }
}
