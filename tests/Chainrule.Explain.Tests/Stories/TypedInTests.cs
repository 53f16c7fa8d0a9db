using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Tests.Networks;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>Who types in what is printed, and nothing else, gets what is printed after it: to one unit in the last of its six digits.</summary>
public class TypedInTests
{
    public static TheoryData<string> Formats => [.. PrintedPage.Formats];

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void Every_line_of_an_example_comes_to_what_is_printed(string example) => Assert.All(PrintedPage.Formats, format => AssertComeOut(Examples.Named(example).Problem, format, Notation.All));

    [Theory, MemberData(nameof(Formats))]
    public void Every_line_of_every_rule_comes_to_what_is_printed(string format)
    {
        foreach (Problem problem in Samples.OfEveryRule()) AssertComeOut(problem, format, [Notation.All[0]]);
    }

    // Flat sigmoids, outputs that are 1 to six digits, differences of numbers that are nearly the same.
    [Theory, MemberData(nameof(Formats))]
    public void Every_line_of_a_saturated_network_comes_to_what_is_printed(string format)
    {
        foreach (double scale in (double[])[6, 15, 30])
            foreach (Problem problem in Samples.OfEveryRule()) AssertComeOut(Samples.Scaled(problem, scale, scale), format, [Notation.All[0]]);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Every_line_of_random_networks_comes_to_what_is_printed(string format) =>
        RandomProblems.Any().Holds(problem => AssertComeOut(problem, format, [Notation.All[0], Notation.Named("pytorch")]), times: 30);

    private static void AssertComeOut(Problem problem, string format, IEnumerable<Notation> notations)
    {
        Recording recording = Recording.Of(problem);
        foreach (Notation notation in notations)
            Assert.All(Lines(StoryTeller.Tell(recording, notation, "A story"), notation, format), line => Assert.True(line.Holds, $"{line} ({format}, {notation.Name}, {NetworkFile.Write(problem)})"));
    }

    [Theory, InlineData("0.3·0.2", "0.06", true), InlineData("0.499999·(1 − 0.999999²)", "1.00869e−6", false), InlineData("0.5·1·(1 − 1)", "0.5", false)]
    [InlineData("1.23212 − 1.29707", "−0.0649588", false), InlineData("1.2321155 − 1.2970743", "−0.0649588", true), InlineData("0.333333·3", "1", true), InlineData("0.3333·3", "1", false)]
    public void A_line_that_comes_to_something_else_is_noticed(string side, string result, bool holds) => Assert.Equal(holds, new Line(side, result, IsApproximate: false).Holds);

    private static IEnumerable<Line> Lines(Story story, Notation notation, string format)
    {
        foreach ((Equation told, IReadOnlyList<string> sides) in PrintedPage.Of(story, notation, format))
        {
            if (told.Steps[^1].Right is not Figure) continue;
            for (int i = 0; i < sides.Count - 1; i++)
                if (told.Steps[i].Right is Written { WithNumbers: true }) yield return new(sides[i], sides[^1], told.Steps[^1].Relation == "≈");
        }
    }

    private sealed record Line(string Side, string Result, bool IsApproximate)
    {
        private const int Digits = 6;

        // Both are doubles, which come near to a decimal number only.
        private const double Slack = 1e-6;

        internal bool Holds
        {
            get
            {
                Bounded typed = Compute(Side);
                double printed = Compute(Result).Number, unit = printed == 0 ? 0 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(printed))) + 1 - Digits), gap = Math.Abs(typed.Number - printed);
                // Said to be approximate is only what rounding explains.
                return gap <= unit * (1 + Slack) || (IsApproximate && gap <= unit + Bound(typed));
            }
        }

        private static double Bound(Bounded typed) => typed.Error;

        private static Bounded Compute(string side) => Calculator.Compute(FormulaReader.Read(side, new([]), Calculator.All), Calculator.Exact, name => throw new FormatException(name));
    }
}
