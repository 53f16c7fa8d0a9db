using Chainrule.Data;
using Chainrule.Data.Generators;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class GeneratorTests
{
    public static TheoryData<string> Names => [.. Generator.All.Select(each => each.Name)];

    // Of what a seed gives nothing may change from one machine or version to the next: files of data are named by it.
    [Theory]
    [InlineData("xor", 2242546409681301042)]
    [InlineData("blobs", 15937835526037125066)]
    [InlineData("circles", 11943490385641468290)]
    [InlineData("moons", 7011909018681887826)]
    [InlineData("spiral", 7123146519482915065)]
    [InlineData("yin-yang", 15341693433194373184)]
    [InlineData("sine", 17539646001542450601)]
    [InlineData("plane", 13871541539736270681)]
    [InlineData("digits", 2107936924559166143)]
    public void The_same_seed_gives_these_bits_everywhere(string name, ulong fingerprint) => Assert.Equal(fingerprint, Generator.Named(name).Make(200, seed: 7).Fingerprint);

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_examples_and_another_one_others(string name)
    {
        Generator generator = Generator.Named(name);
        Dataset data = generator.Make(100, seed: 1);
        Assert.Equal((100, generator.Inputs, generator.Outputs), (data.Count, data.Inputs, data.Outputs));
        Assert.Equal(data.X.ToArray(), generator.Make(100, seed: 1).X.ToArray());
        Assert.NotEqual(data.X.ToArray(), generator.Make(100, seed: 2).X.ToArray());
        Assert.NotEmpty(generator.Words);
    }

    [Theory, MemberData(nameof(Names))]
    public void Classes_have_their_shares_and_stand_in_no_order(string name)
    {
        Dataset data = Generator.Named(name).Make(600, seed: 1);
        if (data.Kind == TargetKind.Numbers) return;
        int[] classes = [.. Enumerable.Range(0, data.Count).Select(data.ClassOf)];
        Assert.All(classes.CountBy(each => each), each => Assert.Equal(600 / classes.Distinct().Count(), each.Value));
        // As often as not two neighbours are of different classes.
        Assert.InRange(Enumerable.Range(1, 599).Count(e => classes[e] == classes[e - 1]), 20, 400);
    }

    // Written once more, from the other side: what each picture is by its definition.
    [Fact]
    public void Without_noise_every_example_lies_where_its_class_says()
    {
        Each(Generator.Xor, (x, c) => Assert.Equal(c, x[0] > 0 == x[1] > 0 ? 0 : 1));
        Each(Generator.Circles, (x, c) => Assert.Equal(c == 0 ? 1 : 0.5, Math.Sqrt(x[0] * x[0] + x[1] * x[1]), 1e-6));
        Each(Generator.Moons, (x, c) =>
        {
            double right = c == 0 ? x[0] : x[0] - 1, up = c == 0 ? x[1] : 0.5 - x[1];
            Assert.Equal(1, right * right + up * up, 1e-5);
            Assert.True(up >= -1e-6);
        });
        Each(Generator.Spiral, (x, c) =>
        {
            double along = Math.Sqrt(x[0] * x[0] + x[1] * x[1]), angle = 2 * Math.PI * (1.25 * along + c / 2.0);
            Assert.Equal(x[0], along * Math.Cos(angle), 1e-5);
            Assert.Equal(x[1], along * Math.Sin(angle), 1e-5);
        });
        Each(Generator.YinYang, (x, c) => Assert.Equal(c, YinYang.Part(x[0], x[1])));
        Dataset sine = Generator.Sine.With(0).Make(100, 1), plane = Generator.Plane.With(0).Make(100, 1);
        for (int e = 0; e < 100; e++)
        {
            Assert.Equal(Math.Sin(Math.PI * sine.X[e]), sine.Y[e], 1e-6);
            Assert.Equal(0.75 * plane.InputsOf(e)[0] - 0.5 * plane.InputsOf(e)[1] + 0.25, plane.Y[e], 1e-6);
        }

        static void Each(Generator generator, Action<float[], int> assert)
        {
            Dataset data = generator.With(0).Make(300, seed: 3);
            for (int e = 0; e < data.Count; e++) assert(data.InputsOf(e).ToArray(), data.ClassOf(e));
        }
    }

    [Fact]
    public void Yin_turned_round_is_yang()
    {
        var random = new RandomSource(1);
        for (int i = 0; i < 1000; i++)
        {
            double x = random.Uniform(-0.7, 0.7), y = random.Uniform(-0.7, 0.7);
            int part = YinYang.Part(x, y);
            Assert.Equal(part == 2 ? 2 : 1 - part, YinYang.Part(-x, -y));
        }
    }

    [Fact]
    public void Digits_are_ink_on_paper_and_no_two_of_a_class_are_the_same()
    {
        Dataset data = Generator.Digits.Make(200, seed: 1);
        Assert.All(data.X.ToArray(), each => Assert.InRange(each, 0, 1));
        for (int e = 0; e < data.Count; e++) Assert.InRange(data.InputsOf(e).ToArray().Sum(), 5, 80);
        Assert.Equal(200, Enumerable.Range(0, data.Count).Select(e => string.Join(' ', data.InputsOf(e).ToArray())).Distinct().Count());
    }

    [Fact]
    public void Sine_and_cosine_of_turns_are_those_of_the_library()
    {
        for (double t = -3; t <= 3; t += 0.0137)
        {
            (double cos, double sin) = Turn.Of(t);
            Assert.Equal(Math.Cos(2 * Math.PI * t), cos, 1e-14);
            Assert.Equal(Math.Sin(2 * Math.PI * t), sin, 1e-14);
        }
        Assert.Equal([(1, 0), (0, 1), (-1, 0), (0, -1)], new[] { 0, 0.25, 0.5, 0.75 }.Select(t => ((int)Turn.Cos(t), (int)Turn.Sin(t))));
    }

    [Theory]
    [InlineData(0, "examples: got 0, wanted at least 1")]
    [InlineData(int.MaxValue, "examples: got 2,147,483,647 of 3 numbers each, wanted at most 6,666,666 of them")]
    public void A_count_out_of_range_is_answered(int count, string message) => Assert.Equal(message, Assert.Throws<ProblemException>(() => Generator.Moons.Make(count, 1)).Message);

    [Theory, InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Noise_is_a_number_from_0(double noise) => Assert.Throws<ProblemException>(() => Generator.Moons.With(noise));

    [Fact]
    public void An_unknown_generator_gets_the_nearest_name() =>
        Assert.StartsWith("unknown generator \"moon\": did you mean \"moons\"?", Assert.Throws<ProblemException>(() => Generator.Named("moon")).Message, StringComparison.Ordinal);
}
