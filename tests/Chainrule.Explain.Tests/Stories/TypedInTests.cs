using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing.Printed;
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
    public void Every_line_of_every_update_comes_to_what_is_printed(string format)
    {
        foreach (Update update in Update.All.Where(each => each.States.Count > 0))
            foreach (string example in (string[])["mazur", "xor", "attention"]) AssertComeOut(Samples.Updated(example, update), format, Notation.All);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Every_line_of_every_rule_comes_to_what_is_printed(string format)
    {
        // Each rule in one of the formats; the suite of attacks goes through all of them.
        foreach ((int i, Problem problem) in Samples.OfEveryRule().Index())
            if (PrintedPage.Formats[i % PrintedPage.Formats.Length] == format) AssertComeOut(problem, format, [Notation.All[0]]);
    }

    // Flat sigmoids, outputs that are 1 to six digits, differences of numbers that are nearly the same.
    [Theory, MemberData(nameof(Formats))]
    public void Every_line_of_a_saturated_network_comes_to_what_is_printed(string format)
    {
        double[] scales = [6, 15, 30];
        foreach ((int i, Problem problem) in Samples.OfEveryRule().Index())
            if (PrintedPage.Formats[i % PrintedPage.Formats.Length] == format) AssertComeOut(Samples.Scaled(problem, scales[i % 3], scales[i % 3]), format, [Notation.All[0]]);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Every_line_of_random_networks_comes_to_what_is_printed(string format) =>
        RandomProblems.Any().Holds(problem => AssertComeOut(problem, format, [Notation.All[0], Notation.Named("pytorch")]), times: 10);

    private static void AssertComeOut(Problem problem, string format, IEnumerable<Notation> notations)
    {
        Recording recording = Recording.Of(problem);
        foreach (Notation notation in notations.Where(each => each.Fits(problem)))
        {
            PrintedLine[] lines = [.. PrintedLine.Of(StoryTeller.Tell(recording, notation, "A story"), notation, format)];
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.True(line.Holds, $"{line} ({format}, {notation.Name}, {NetworkFile.Write(problem)})"));
        }
    }

    [Theory, InlineData("0.3·0.2", "0.06", true), InlineData("0.499999·(1 − 0.999999²)", "1.00869e−6", false), InlineData("0.5·1·(1 − 1)", "0.5", false)]
    [InlineData("1.23212 − 1.29707", "−0.0649588", false), InlineData("1.2321155 − 1.2970743", "−0.0649588", true), InlineData("0.333333·3", "1", true), InlineData("0.3333·3", "1", false)]
    public void A_line_that_comes_to_something_else_is_noticed(string side, string result, bool holds) => Assert.Equal(holds, new PrintedLine(side, result, IsApproximate: false).Holds);
}
