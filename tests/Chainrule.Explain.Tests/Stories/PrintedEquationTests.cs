using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Testing.Printed;
using Chainrule.Tests.Networks;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>What is printed is typed in again, side by side: each must come to the number which the engine computed.</summary>
public class PrintedEquationTests
{
    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void Every_printed_equation_of_an_example_holds(string example) => AssertHold(Examples.Named(example).Problem, Notation.All);

    [Fact]
    public void Every_printed_equation_of_every_rule_holds()
    {
        foreach (Problem problem in Samples.OfEveryRule()) AssertHold(problem, Notation.All);
    }

    [Fact]
    public void Every_printed_equation_of_random_networks_holds() =>
        RandomProblems.Any().Holds(problem => AssertHold(problem, [Notation.All[0]]), times: 60);

    [Fact]
    public void Every_printed_equation_of_shortened_sums_holds()
    {
        foreach (Problem wide in (Problem[])[Wide("relu", "half-sse"), Wide("tanh", "softmax-cross-entropy"), Wide("gelu", "mse")]) AssertHold(wide, [Notation.All[0], Notation.All[2]]);
    }

    private static Problem Wide(string activation, string loss) =>
        RandomProblem.Create([12, 11, 10], Rules.Activation.Named(activation), null, Rules.Loss.Named(loss), seed: 3, examples: 9);

    internal static void AssertHold(Problem problem, IEnumerable<Notation> notations)
    {
        Recording recording = Recording.Of(problem);
        foreach (Notation notation in notations.Where(each => each.Fits(problem)))
        {
            Dictionary<string, Bounded> letters = PrintedEquation.Letters(recording, notation);
            IReadOnlyList<PrintedEquation> equations = PrintedEquation.Of(StoryTeller.Tell(recording, notation, "A story"), notation);
            var names = new Testing.Printed.Words(letters.Keys);
            int known = 0, all = 0;
            foreach (PrintedEquation equation in equations)
            {
                IReadOnlyList<Bounded> sides = equation.Compute(letters, names);
                for (int i = 1; i < sides.Count; i++)
                {
                    all++;
                    if (!IsKnown(sides[i])) continue;
                    known++;
                    Assert.True(Agree(sides[0], sides[i]), $"{equation.Left} is {sides[0]}, but {equation.Sides[i - 1]} comes to {sides[i]} ({notation.Name}, {problem.Network})");
                }
            }
            // Six digits do not determine ln(1 − 1), where the 1 is a rounded number; and a shortened sum in letters has no number.
            Assert.True(known > 0.8 * all, $"only {known} of {all} printed sides have a number ({notation.Name}, {problem.Network})");
        }
    }

    private static bool IsKnown(Bounded side) => double.IsFinite(side.Number) && double.IsFinite(side.Error);

    // Besides the printed digits, what was printed had been computed: ln(e^(1e-70)) is 0, a few roundings of 1 away from 1e-70.
    private static bool Agree(Bounded left, Bounded right) =>
        Math.Abs(left.Number - right.Number) <= left.Error + right.Error + 8 * Bounded.Roundoff * Math.Max(1, Math.Abs(left.Number));

    // One more in the fourth digit of any printed number, a sign turned, a letter exchanged: each must be noticed.
    [Fact]
    public void A_misprint_is_noticed()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        Notation notation = Notation.All[0];
        Dictionary<string, Bounded> letters = PrintedEquation.Letters(recording, notation);
        PrintedEquation z = PrintedEquation.Of(StoryTeller.Tell(recording, notation, "A story"), notation).Single(each => each.Told.Address?.ToString() == "z1[0]");
        Assert.Equal(["w¹₀₀·x₀ + w¹₀₁·x₁ + b¹₀", "0.15·0.05 + 0.2·0.1 + 0.35", "0.0075 + 0.02 + 0.35", "0.3775"], z.Sides);
        foreach ((string right, string wrong) in ((string, string)[])[("0.15·", "0.1501·"), ("0.02 +", "0.02001 +"), ("0.2·0.1 +", "0.2·0.1 −"), ("0.3775", "0.3776"), ("w¹₀₁", "w¹₁₀"), ("x₁", "x₀")])
        {
            var misprinted = z with { Sides = [.. z.Sides.Select(side => side.Replace(right, wrong, StringComparison.Ordinal))] };
            IReadOnlyList<Bounded> sides = misprinted.Compute(letters, new(letters.Keys));
            Assert.Contains(sides, side => !Agree(sides[0], side));
        }
    }
}
