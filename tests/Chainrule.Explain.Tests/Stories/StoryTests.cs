using System.Globalization;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Tests.Networks;
using Chainrule.Training;

namespace Chainrule.Explain.Tests.Stories;

public class StoryTests
{
    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void The_story_of_an_example_reads_as_stored(string name)
    {
        Example example = Examples.Named(name);
        Golden.Check(Lines(StoryTeller.Tell(Recording.Of(example.Problem), Notation.All[0], example.Title, example.Source), Notation.All[0]).Select(LastDigits.WithoutResidue), $"{name}.txt");
    }

    [Theory]
    [InlineData("ng")]
    [InlineData("pytorch")]
    [InlineData("cs231n")]
    [InlineData("mazur")]
    public void The_story_of_mazur_reads_as_stored_in_the_other_notations(string name)
    {
        Notation notation = Notation.Named(name);
        Example example = Examples.Named("mazur");
        Golden.Check(Lines(StoryTeller.Tell(Recording.Of(example.Problem), notation, example.Title, example.Source), notation), $"mazur.{name}.txt");
    }

    [Theory]
    [InlineData("mazur", "dW1[0,1]", 1)]
    [InlineData("mazur", "dW1[0,1]", 3)]
    [InlineData("mazur", "newW2[1,0]", 99)]
    [InlineData("xor", "L", 2)]
    [InlineData("softmax", "a1[3]", 1)]
    [InlineData("neuron", "x[0]", 1)]
    public void Why_reads_as_stored(string example, string address, int depth)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        string file = $"why.{example}.{address.Replace('[', '.').Replace(',', '.').Replace("]", "", StringComparison.Ordinal)}.{depth}.txt";
        Golden.Check(Lines(WhyTeller.Tell(recording, recording.Book.Parse(address), depth), Notation.All[0]), file);
    }

    [Fact]
    public void Further_steps_are_told_as_stored()
    {
        Example example = Examples.Named("xor");
        Story story = StoryTeller.Tell(Recording.Of(example.Problem), Notation.All[0], example.Title, training: TrainingRun.Of(example.Problem, 100));
        string[] lines = [.. Lines(story, Notation.All[0])];
        Golden.Check(lines.SkipWhile(line => line != "After 100 steps"), "xor.100-steps.txt");
    }

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void A_story_of_an_example_fits_the_terminal(string name)
    {
        foreach (Notation notation in Notation.All.Where(each => each.Fits(Examples.Named(name).Problem))) AssertFits(Examples.Named(name).Problem, notation, mostLines: 750);
    }

    [Fact]
    public void A_story_of_every_rule_fits_the_terminal()
    {
        foreach (Problem problem in Samples.OfEveryRule())
        {
            AssertFits(problem, Notation.All[0], mostLines: 750);
            AssertFits(Samples.Scaled(problem, 1000, 1e-200), Notation.All[2], mostLines: 750);
        }
    }

    [Fact]
    public void A_story_of_random_networks_fits_the_terminal() => RandomProblems.Any(most: 12).Holds(problem =>
    {
        foreach (Notation notation in Notation.All.Where(each => each.Fits(problem))) AssertFits(problem, notation, mostLines: 3000);
    }, times: 40);

    // Large problems are told by what matters most in them, so their stories stay short.
    [Theory]
    [InlineData(1, 784, 30, 10)]
    [InlineData(100, 2, 16, 16, 2)]
    [InlineData(3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(1000, 2, 1)]
    [InlineData(1, 1, 1000)]
    [InlineData(2, 20_000, 2)]
    [InlineData(8, 6, 8)]
    public void A_story_of_a_large_network_fits_the_terminal(int examples, params int[] sizes)
    {
        Problem problem = RandomProblem.Create(sizes, Activation.Named("sigmoid"), null, Loss.Named("mse"), seed: 5, examples);
        AssertFits(problem, Notation.All[0], mostLines: 800);
    }

    [Fact]
    public void A_reader_with_a_decimal_comma_gets_the_same_texts()
    {
        Example example = Examples.Named("xor");
        string[] Texts() =>
        [
            .. Lines(StoryTeller.Tell(Recording.Of(example.Problem), Notation.All[0], example.Title), Notation.All[0]),
            AsciiPrinter.Instance.Number(-0.5e-20),
            NetworkFile.Write(example.Problem),
        ];
        string[] usual = Texts();
        CultureInfo before = CultureInfo.CurrentCulture, comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal(usual, Texts());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Lines(Story story, Notation notation) => TextRenderer.Render(story, notation).Select(line => line.ToString());

    private static void AssertFits(Problem problem, Notation notation, int mostLines)
    {
        Recording recording = Recording.Of(problem);
        Story story = StoryTeller.Tell(recording, notation, "A story", asking: new Typed(), training: TrainingRun.Of(problem, 2));
        IReadOnlyList<StyledLine> lines = TextRenderer.Render(story, notation);
        Assert.True(lines.Count <= mostLines, $"{lines.Count} lines for {problem.Network}");
        Assert.All(lines, line => Assert.True(new StringInfo(line.ToString()).LengthInTextElements <= 80, $"{line} ({notation.Name}, {problem.Network})"));
        Assert.All(lines, line => Assert.DoesNotContain(line.ToString(), char.IsControl));
        // An address stands there to be asked about.
        foreach (string shown in lines.SelectMany(line => line.Pieces).Where(piece => piece.Style == Style.Address).Select(piece => piece.Text.Trim()).Where(text => text.Length > 0))
            Assert.Equal(shown, notation.Typed(notation.Read(shown, recording.Book)));
        string command = story.Blocks.OfType<Command>().Single().Text;
        Assert.True(recording.Book.Parse(command.Split('"')[1]).IsGradient);
    }

    /// <summary>A program in which one asks.</summary>
    internal sealed class Typed : IAsking
    {
        public string WhyAny => "program why ADDRESS --example name";

        public string Check => "program check --example name";

        public string Lesson(int number) => $"program lesson run {number}";

        public string Deeper(int depth) => $"Follow them {depth} steps.";

        public IEnumerable<Block> Answers() => [];

        public IEnumerable<Block> Why(Address address) => [];

        public IEnumerable<Block> Further(Recording recording, Address sample) => [new Command($"program why \"{sample}\" --example name")];
    }
}
