using System.Text.RegularExpressions;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Layers;

namespace Chainrule.Explain.Tests.Stories.Reasons;

/// <summary>The reasons that the story and the answer about a number give: the same ones, and each claim in them computed again.</summary>
public class ReasonTests
{
    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(kind => kind.Name)];

    private static IReadOnlyList<Reason> Of(Recording recording, Address address) => AllReasons.Of(recording, address, [], LayerTellers.Of);

    private static Reason? Of(Recording recording, string address, string key) => Of(recording, recording.Book.Parse(address)).FirstOrDefault(each => each.Key == key || each.Key.StartsWith($"{key}:", StringComparison.Ordinal));

    /// <summary>As it stands in the terminal, in one line.</summary>
    private static string Text(Recording recording, IEnumerable<Block> blocks) =>
        string.Join(' ', TextRenderer.Render(new Story("S", recording, [.. blocks]), Notation.All[0]).Skip(2).Select(line => line.ToString().Trim())).Trim();

    private static string Text(Recording recording, string address, string key) => Of(recording, address, key) is { } reason ? Text(recording, reason.Blocks) : "";

    private static void AssertOneSource(Problem problem)
    {
        Recording recording = Recording.Of(problem);
        Story story = StoryTeller.Tell(recording, Notation.All[0], "A step");
        string told = Text(recording, story.Blocks);
        var variants = new Dictionary<string, List<string>>();
        foreach (Address address in story.Blocks.OfType<Equation>().Select(each => each.Address).OfType<Address>().Distinct())
        {
            Reason[] reasons = [.. Of(recording, address)];
            // A sentence before an equation reads the same in the answer.
            string answer = Text(recording, WhyTeller.Tell(recording, address, 1).Blocks);
            foreach (Reason reason in reasons)
            {
                string text = Text(recording, reason.Blocks);
                Assert.Contains(text, answer, StringComparison.Ordinal);
                (variants.TryGetValue(reason.Key, out List<string>? list) ? list : variants[reason.Key] = []).Add(text);
            }
        }
        foreach ((string key, List<string> texts) in variants)
            Assert.True(texts.Distinct().Sum(text => Regex.Count(told, Regex.Escape(text))) == 1, $"{key} is not said once: {texts[0]}");
    }

    [Theory, MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void The_story_says_once_what_the_answers_say_about_its_numbers(string example) => AssertOneSource(Examples.Named(example).Problem);

    [Theory, MemberData(nameof(Kinds))]
    public void The_story_of_every_kind_of_layer_says_once_what_the_answers_say(string kind)
    {
        for (int seed = 0; seed < 4; seed++) AssertOneSource(RandomLayers.Of(LayerKind.Named(kind), seed));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_gradient_and_every_new_parameter_has_a_reason_in_every_format(string kind)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Recording recording = Recording.Of(RandomLayers.Of(LayerKind.Named(kind), seed));
            foreach (Address address in recording.Book.All().Where(each => each.IsGradient || each.Symbol.Form == Form.Updated))
                Assert.True(Of(recording, address).Count > 0, $"{address} of {recording.Problem.Network}");
        }
    }

    [Fact]
    public void Every_rule_has_its_reasons()
    {
        foreach (Problem problem in Samples.OfEveryRule())
        {
            Recording recording = Recording.Of(problem);
            foreach (Address address in recording.Book.All().Where(each => each.IsGradient)) Assert.True(Of(recording, address).Count > 0, $"{address} of {problem.Network}");
            string start = $"{(problem.Network.Loss.IsPaired ? "dZ" : "dA")}2[{(recording.Book.HasExampleIndex ? "0," : "")}0]";
            Assert.NotNull(Of(recording, start, $"loss:{problem.Network.Loss}"));
        }
        Assert.All(Activation.All.Where(f => f.Derivation<F64>(0.5, 0.5).Length > 1), f => Assert.True(SlopeReasons.IsRuleKnown(f), f.Name));
    }

    // The factors that are named are those by which the law's own slope was multiplied.
    [Theory]
    [InlineData("mse", 1, 3)]
    [InlineData("mse", 4, 2)]
    [InlineData("huber", 3, 1)]
    [InlineData("half-sse", 5, 2)]
    [InlineData("binary-cross-entropy", 3, 2)]
    [InlineData("half-sse", 1, 2)]
    public void What_is_said_to_stand_in_front_stands_in_front(string lossName, int examples, int outputs)
    {
        Loss loss = Loss.Named(lossName);
        foreach (Reduction reduction in (Reduction[])[Reduction.Mean, Reduction.Sum])
        {
            Problem problem = RandomProblem.Create([2, outputs], Activation.Sigmoid, null, loss, seed: 3, examples, reduction: reduction);
            Recording recording = Recording.Of(problem);
            string prefix = examples > 1 ? "0," : "", start = $"{(loss.IsPaired ? "dZ" : "dA")}1[{prefix}0]";
            var slope = new F64[1];
            loss.Slopes<F64>([recording[$"a1[{prefix}0]"]], [recording[$"y[{prefix}0]"]], 1.0, slope);
            double named = Regex.Matches(Text(recording, start, "share"), @"the 1/(\d+)").Select(each => 1.0 / int.Parse(each.Groups[1].Value)).Aggregate(1.0, (a, b) => a * b);
            Assert.Equal(recording[start], named * slope[0].Number, 1e-12);
            Assert.Equal(examples > 1 && reduction == Reduction.Mean, Of(recording, "L", "mean") is not null);
        }
    }

    [Theory]
    [InlineData(2, 2, 2, 2)]
    [InlineData(8, 2, 3, 4, 2)]
    [InlineData(1, 3, 2)]
    [InlineData(10 * 10 * 3, 1, 5, 10, 10, 3)]
    public void The_paths_that_are_counted_are_the_product_of_the_widths(double paths, params int[] sizes)
    {
        foreach (int examples in (int[])[1, 3])
        {
            Recording recording = Recording.Of(RandomProblem.Create(sizes, Activation.Tanh, null, Loss.HalfSse, seed: 1, examples));
            var question = new Question(recording, recording.Book.Parse("dW1[0,0]"), new HashSet<string>(), LayerTellers.Of);
            int after = 2 * sizes[2..].Sum();
            Assert.Equal((paths, 2 + after), PathReasons.Count(question));
            Assert.Equal(paths > 1, Text(recording, "dW1[0,0]", "paths").Contains($"{paths:0} paths lead from w¹₀₀ to the loss{(examples > 1 ? " in each example" : "")}, and one more layer of 10 units would make that {10 * paths:0}.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_ways_of_a_number_are_those_in_its_formula()
    {
        Recording dense = Recording.Of(RandomProblem.Create([2, 3, 5, 2], Activation.Tanh, null, Loss.HalfSse, seed: 1, 1));
        Assert.StartsWith("a¹₀ feeds all 5 units of layer 2.", Text(dense, "dA1[0]", "ways"), StringComparison.Ordinal);
        Recording residual = Recording.Of(Examples.Named("residual").Problem);
        Assert.StartsWith("a¹₀ goes into a³₀, z²₀ and z²₁.", Text(residual, "dA1[0]", "ways"), StringComparison.Ordinal);
        Recording homework = Recording.Of(Examples.Named("relu-homework").Problem);
        Assert.StartsWith("a¹₀ acts on the loss in one way only, through z²₀.", Text(homework, "dA1[0]", "way"), StringComparison.Ordinal);
    }

    private static Recording Chain(Activation f, double weight, double bias, double x, double y, double last = 1) =>
        Recording.Of(new Problem(new NetworkSpec([new Dense(f, [[weight]], [bias]), new Dense(Activation.Identity, [[last]], [0])], Loss.HalfSse), new([[x]], [[y]]), 0.5));

    [Theory]
    [InlineData("relu", -1, 0, 1, 3, 1, "dW1[0,0]", "Its upstream, δ¹₀, is 0. The unit is off: z¹₀ = −1 is below 0")]
    [InlineData("relu", 1, 0, 0, 3, 1, "dW1[0,0]", "z¹₀ is exactly 0, where relu has a kink.")]
    [InlineData("tanh", 1, 1, 0, 3, 1, "dW1[0,0]", "w¹₀₀ is multiplied by x₀, which is 0")]
    [InlineData("tanh", 1, 1, 1, 3, 0, "dW1[0,0]", "Its upstream, δ¹₀, is 0. Its upstream, ∂L/∂a¹₀, is 0. a¹₀ is multiplied by w²₀₀, which is 0")]
    [InlineData("identity", 1, 0, 2, 2, 1, "dA2[0]", "The output is its target")]
    [InlineData("sigmoid", -800, 0, 1, 3, 1, "dZ1[0]", "the sigmoid is so flat that its slope was rounded to 0")]
    [InlineData("identity", 1, 0, 1e-200, 1e-200, 1e-300, "dW1[0,0]", "No factor is 0, but the product is too small")]
    public void Why_a_gradient_is_0_is_followed_to_its_cause(string activation, double weight, double bias, double x, double y, double last, string address, string cause)
    {
        Recording recording = Chain(Activation.Named(activation), weight, bias, x, y, last);
        Assert.Equal(0, recording[address]);
        Assert.Contains(cause, Text(recording, address, "zero"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaky_unit_is_never_said_to_be_off() => Assert.Equal("", Text(Chain(Activation.LeakyRelu, -1, 0, 1, 3), "dW1[0,0]", "zero"));

    [Theory, MemberData(nameof(Kinds))]
    public void Only_a_gradient_that_is_0_is_said_to_be_0(string kind)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Recording recording = Recording.Of(RandomLayers.Of(LayerKind.Named(kind), seed));
            foreach (Address address in recording.Book.All().Where(each => each.IsGradient))
                Assert.Equal(recording[address] == 0, Of(recording, address).Any(each => each.Key.StartsWith("zero:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_parameter_is_said_to_go_where_it_goes()
    {
        foreach (Update update in Update.All)
        {
            Recording recording = Recording.Of(Samples.Updated("xor", update));
            foreach (Address address in recording.Book.All().Where(each => each.Symbol.Form == Form.Updated))
            {
                double moved = recording[address] - recording[address.As(address.Symbol.Base)];
                Assert.Equal(moved > 0 ? "rises" : moved < 0 ? "falls" : "stays", Of(recording, address).Single().Key);
            }
        }
        Recording still = Recording.Of(Examples.Named("mazur").Problem);
        Assert.Contains("updateBiases is false", Text(still, "newb1[0]", "stays"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_below_the_last_digit_is_not_said_to_move_anything()
    {
        Recording recording = Recording.Of(new Problem(Chain(Activation.Identity, 1, 0, 1, 3).Problem.Network, new([[1]], [[3]]), 1e-20));
        Assert.Equal("stays:tiny", Of(recording, recording.Book.Parse("newW1[0,0]")).Single().Key);
    }

    // The first line of σ′ is the quotient rule as it stands in the book, and it comes to the slope.
    [Fact]
    public void The_slope_of_the_sigmoid_begins_with_the_quotient_rule()
    {
        Recording recording = Chain(Activation.Sigmoid, 0.5, 0.1, 1, 3);
        Equation equation = Of(recording, "dZ1[0]", "slope")!.Blocks.OfType<Equation>().Single();
        Formula[] forms = [.. equation.Steps.Select(step => ((Explain.Stories.Written)step.Right).Formula)];
        Assert.Equal("(0·(1 + e^(−z¹₀)) − 1·(−e^(−z¹₀)))/(1 + e^(−z¹₀))²", new TextPrinter(Notation.All[0]).Print(forms[0]));
        double a = recording["a1[0]"];
        Assert.All(forms, form => Assert.Equal(a * (1 - a), form.Number(), 1e-15));
    }

    [Theory, InlineData("pytorch"), InlineData("cs231n"), InlineData("nielsen")]
    public void A_notation_that_writes_code_has_no_signs_of_the_blackboard(string name)
    {
        Notation notation = Notation.Named(name);
        string story = string.Join('\n', TextRenderer.Render(StoryTeller.Tell(Recording.Of(Examples.Named("mazur").Problem), notation, "A step"), notation).Select(line => line.ToString()));
        foreach (string sign in (string[])["⊙", "′", "½", "²", "·"]) Assert.Equal(!notation.IsCode, story.Contains(sign, StringComparison.Ordinal));
        Assert.DoesNotContain("loss loss", story, StringComparison.Ordinal);
        Assert.DoesNotContain("In all", story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmax", "= 0·ln(0.0417726) − 0·ln")]
    [InlineData("attention", "= 0·ln(0.679179) − 1·ln")]
    public void A_0_has_no_sign_before_it(string example, string sum)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        string story = Text(recording, StoryTeller.Tell(recording, Notation.All[0], "A step").Blocks);
        Assert.Contains(sum, story, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(=|\() ?[−-]0([^.0-9e]|$)", story);
    }
}
