using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Practice.Matching;
using Chainrule.Practice.Mistakes;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice.Tests;

/// <summary>The catalogue, and the step that its mistakes spoil.</summary>
public class CatalogueTests
{
    public static TheoryData<string> ExampleNames => [.. Examples.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(ExampleNames))]
    public void A_step_in_which_nothing_is_spoiled_has_the_numbers_that_are_told(string example)
    {
        Problem problem = Examples.Named(example).Problem;
        var text = new StepText(problem);
        StepNumbers numbers = SpoiledStep.Run(text, Spoil.Nothing);
        Recording told = Recording.Of(problem);
        for (int i = 0; i < text.Count; i++) Assert.Equal(told[text.Addresses[i]], numbers[i], 1e-12 * Math.Max(1, Math.Abs(numbers[i])));
        Assert.Equal(told.Book.All().Where(each => !each.IsGiven && each.Symbol != Symbol.T && !told.Book.Alone.Contains(each.Symbol)).Append(new(Symbol.NewL)).Order(Comparer<Address>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))),
            text.Addresses.Order(Comparer<Address>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))));
    }

    [Fact]
    public void There_are_more_than_sixty_mistakes_and_each_has_a_name_of_its_own()
    {
        Assert.True(Catalogue.All.Count >= 60, $"{Catalogue.All.Count}");
        Assert.Equal(Catalogue.All.Count, Catalogue.All.Select(each => each.Id).Distinct().Count());
        Assert.All(Catalogue.All, each => Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", each.Id));
        Assert.All(Catalogue.All, each => Assert.Matches(@"^[^ ].*[.]$", each.Wrong));
        Assert.All(Catalogue.All, each => Assert.Matches(@"^[^ ].*[.]$", each.Seen));
    }

    [Fact]
    public void Each_mistake_changes_a_number_of_some_problem()
    {
        Problem[] problems = [.. Problems.All];
        var seen = new HashSet<string>();
        foreach (Problem problem in problems)
        {
            var text = new StepText(problem);
            seen.UnionWith(Candidate.All(text, SpoiledStep.Run(text, Spoil.Nothing)).Select(each => each.Mistakes[0].Id));
        }
        Assert.Equal("", string.Join(", ", Catalogue.All.Select(each => each.Id).Except(seen)));
    }

    [Fact]
    public void A_mistake_says_where_it_begins()
    {
        // What is computed wrongly is the first number that differs: the step that the mistake names, of some layer.
        // Examples have numbers at which mistakes do no harm: at the z of the neuron tanh and sigmoid are one number.
        foreach (Problem problem in Problems.All.Except(Examples.All.Select(each => each.Problem)))
        {
            var text = new StepText(problem);
            foreach (Candidate each in Candidate.All(text, SpoiledStep.Run(text, Spoil.Nothing)))
            {
                string named = each.Mistakes[0].Step, first = text.EntryAt(each.First).Symbol.Name;
                // Biases that begin at 0 can be mixed up without harm before they have moved.
                if (first == "newL") continue;
                // A parameter that is not updated has states that are not either, and they are computed before it.
                if (Kind(named) == "new" && Kind(first) == "state") continue;
                Assert.True(named == "any" || Kind(first) == Kind(named), $"{each.Mistakes[0]} names {named}, and {first} differs first in {problem.Network}");
            }
        }
    }

    // What is handed back is called dA, dX or, of a pair, dZ; a step forward z or what else a layer computes first.
    private static string Kind(string symbol) => symbol.StartsWith("new", StringComparison.Ordinal) ? "new"
        : symbol[0] == 'd' ? char.IsUpper(symbol[1]) && symbol is not ("dW" or "dE") ? "back" : "kept"
        : symbol is "L" or "part" ? "loss" : symbol is ['m' or 'v' or 's'] or ['m' or 'v' or 's', 'b' or (>= 'A' and <= 'Z'), ..] ? "state" : "forward";
}

/// <summary>Problems in which every mistake can be made.</summary>
internal static class Problems
{
    public static IEnumerable<Problem> All =>
    [
        .. Examples.All.Select(each => each.Problem),
        .. Update.All.Select(each => With(Examples.Named("xor").Problem, each)),
        .. Loss.All.Where(each => each.OutputActivation is null).SelectMany(loss => (string[])["relu", "leaky-relu", "tanh", "sigmoid", "elu"], (loss, hidden) => RandomProblem.Create([3, 3, 3, 3], Activation.Named(hidden), Activation.Named("tanh"), loss, 3, 3)),
        Behind(new LayerNorm((double[])[1, 2, 0.5], (double[])[0.1, 0.2, -0.3])),
        Behind(new RmsNorm((double[])[1, 2, 0.5])),
        Pictures(),
        Behind(new Residual(0)),
        Behind(new Dropout(0.5, Tensor.Of((NumberRow)(double[])[2, 0, 2]))),
        RandomProblem.Create([2, 3, 3], Activation.Tanh, Activation.Named("softmax"), Loss.Named("mse"), 5, 2, reduction: Reduction.Sum),
        RandomProblem.Create([2, 3, 3], Activation.Sigmoid, null, Loss.Named("binary-cross-entropy"), 6, 2, reduction: Reduction.Sum, updateBiases: false),
    ];

    // Most examples have their layer first, where nothing is handed back.
    private static Problem Behind(params LayerSpec[] layers)
    {
        var random = new RandomSource(9);
        Dense Layer(int units, int inputs) => new(Activation.Tanh, Samples.Table(random, units, inputs), Samples.Row(random, units));
        NumberRow Row(int count) => (double[])[.. Enumerable.Range(0, count).Select(_ => Math.Round(random.Uniform(-1, 1), 2))];
        return new(new NetworkSpec([Layer(3, 3), .. layers, Layer(2, 3)], Loss.HalfSse, input: Shape.Units(3)), new Batch([Row(3), Row(3)], [Row(2), Row(2)]));
    }

    // A picture through a convolution whose way back is wanted.
    private static Problem Pictures()
    {
        var random = new RandomSource(4);
        Convolution Layer(int from, int to) => new(Activation.Tanh, Tensor.Of(new Shape(false, [to, from, 2, 2]), _ => Math.Round(random.Uniform(-1, 1), 2)), Samples.Row(random, to));
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.Uniform(-1, 1), 2))];
        return new(new NetworkSpec([Layer(1, 2), Layer(2, 1), new Flatten()], Loss.HalfSse, input: Shape.Image(1, 4, 4)), new Batch([(NumberRow)Numbers(16)], [(NumberRow)Numbers(4)]));
    }

    private static Problem With(Problem problem, Update update) => new(problem.Network, problem.Batch, 0.1, true, update);
}
