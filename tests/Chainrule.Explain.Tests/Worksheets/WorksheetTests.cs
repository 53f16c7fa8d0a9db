using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Tests.Stories;
using Chainrule.Explain.Worksheets;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Worksheets;

/// <summary>A worksheet asks for every number that is computed, in an order in which it can be computed, and gives none of them away.</summary>
public class WorksheetTests
{
    // What has more numbers than a worksheet takes is asked in parts.
    private static IEnumerable<Worksheet> SheetsOf(Recording recording)
    {
        foreach (Chapter chapter in Chapter.All.Where(each => each.Name is "forward" or "loss" or "backward" or "update")) yield return Worksheet.Of(recording, Excerpt.Of(recording.Book, [chapter]));
        yield return Worksheet.Of(recording, Excerpt.Of(recording.Book));
    }

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void Each_number_is_asked_after_those_that_it_is_computed_from(string example)
    {
        Recording recording = Recording.Of(Samples.Updated(example, Update.Momentum));
        foreach (Worksheet sheet in SheetsOf(recording))
        {
            Assert.Null(FirstTooEarly(sheet, sheet.Asked));
            Assert.NotNull(FirstTooEarly(sheet, [.. sheet.Asked.Reverse()]) ?? (sheet.Asked.Count == 1 ? sheet.Asked[0] : null));
        }
    }

    private static Address? FirstTooEarly(Worksheet sheet, IReadOnlyList<Address> order)
    {
        HashSet<Address> known = [.. sheet.Read];
        foreach (Address each in order)
        {
            if (sheet.Recording.FormulaOf(each)!.Addresses().Any(from => !known.Contains(from))) return each;
            known.Add(each);
        }
        return null;
    }

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void The_blank_sheet_is_the_key_with_lines_for_its_numbers_and_shows_all_that_is_read(string example)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        foreach (Worksheet sheet in SheetsOf(recording))
        {
            Block[] blank = [.. Told(sheet, hasKey: false)], key = [.. Told(sheet, hasKey: true)];
            Assert.Equal(blank.Length, key.Length);
            Address[] asked = [.. blank.Zip(key).Where(pair => pair is { First: Equation { Address: not null }, Second: Equation } && Last(pair.First) is Blank).Select(pair => ((Equation)pair.First).Address!.Value)];
            Assert.Equal(sheet.Asked, asked);
            foreach ((Block first, Block second) in blank.Zip(key).Where(pair => Last(pair.First) is Blank))
                Assert.Equal(new Figure(recording[((Equation)first).Address!.Value]), Last(second));
            HashSet<Address> shown = [.. blank.OfType<MatrixBlock>().SelectMany(block => new MatrixView(block, recording.Book, Notation.Nielsen).Rows).SelectMany(row => row).OfType<MatrixCell>().Select(cell => cell.Address)];
            shown.UnionWith(blank.OfType<Equation>().Where(each => Last(each) is Figure && each.Address is not null).Select(each => each.Address!.Value));
            Assert.DoesNotContain(sheet.Read, each => !shown.Contains(each) && each.Symbol != Symbol.Eta);
            Assert.DoesNotContain(blank, each => each is Drawing);
        }
    }

    private static IEnumerable<Block> Told(Worksheet sheet, bool hasKey) => WorksheetTeller.Tell(sheet, Notation.Nielsen, "A step", hasKey: hasKey).Blocks.Skip(1);

    private static Mathematics? Last(Block block) => block is Equation equation ? equation.Steps[^1].Right : null;

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void The_key_is_all_right_and_the_empty_file_all_missing(string example)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        Worksheet sheet = Worksheet.Of(recording, Excerpt.Of(recording.Book));
        AnswerCheck key = Checked(recording, Answers.ToJson(sheet, hasKey: true)), empty = Checked(recording, Answers.ToJson(sheet, hasKey: false));
        Assert.True(key.Passed);
        Assert.Equal(sheet.Asked, key.Checked.Select(each => each.Address));
        Assert.Equal((0, 0), (key.Empty.Count, key.Others));
        Assert.Equal(sheet.Asked, empty.Empty);
    }

    [Fact]
    public void The_first_wrong_number_in_the_order_of_computation_is_found_wherever_it_stands_in_the_file()
    {
        Recording recording = Recording.Of(Examples.Named("xor").Problem);
        Worksheet sheet = Worksheet.Of(recording, Excerpt.Of(recording.Book));
        string[] lines = Answers.ToJson(sheet, hasKey: true).Split('\n')[1..^2];
        for (int first = 0; first < lines.Length; first += 5)
        {
            string[] wrong = [.. lines.Select((line, i) => i == first || i == lines.Length - 1 ? $"  \"{sheet.Asked[i]}\": {7.25 + i}" : line.TrimEnd(','))];
            AnswerCheck check = Checked(recording, $"{{\n{string.Join(",\n", wrong.Reverse())}\n}}");
            Assert.False(check.Passed);
            Assert.Equal(sheet.Asked[first], check.FirstWrong!.Address);
        }
    }

    [Fact]
    public void A_wrong_answer_is_told_as_stored()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        AnswerCheck check = Checked(recording, """{ "z1[0]": 0.3775, "dZ2[0]": "−0.138", "a2[0]": 0.75, "dW1[0,1]": 0.05, "dW2[0,0]": null, "db2[0]": 0.2, "L": 0.298 }""");
        Assert.Equal([Judgement.Right, Judgement.Right, Judgement.Right, Judgement.Wrong, Judgement.TooFewDigits, Judgement.Wrong], check.Checked.Select(each => each.Judgement));
        Golden.Check(TextRenderer.Render(AnswersTeller.Tell(check), Notation.Nielsen).Select(line => line.ToString()), "mazur.wrong.txt");
    }

    [Fact]
    public void The_worksheet_of_mazur_reads_as_stored()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        Story story = WorksheetTeller.Tell(Worksheet.Of(recording, Excerpt.Of(recording.Book, [Chapter.Backward], [1])), Notation.Nielsen, "Mazur");
        Golden.Check(TextRenderer.Render(story, Notation.Nielsen).Select(line => line.ToString()), "mazur.sheet.txt");
        Golden.Check(HtmlRenderer.Render(story, Notation.Nielsen).Split("<h2")[^1], "mazur.sheet.html");
        Golden.Check(LatexRenderer.Render(story, Notation.Nielsen).Split("\\section")[^1], "mazur.sheet.tex");
        Golden.Check(MarkdownRenderer.Render(story, Notation.Nielsen).Split("\n## ")[^1], "mazur.sheet.md");
    }

    [Theory]
    [InlineData("there is no dW1[0,9]: they go from dW1[0,0] to dW1[1,1]", """{ "dW1[0,9]": 1 }""")]
    [InlineData("the nearest is dZ1[1]", """{ "dZZ1[1]": 1 }""")]
    [InlineData("l: L is answered twice", """{ "L": 1, "l": 2 }""")]
    [InlineData("got abc, wanted a number such as 0.25", """{ "L": "abc" }""")]
    [InlineData("got 0,25, wanted a number with a decimal point", """{ "L": "0,25" }""")]
    [InlineData("got a list […], wanted a number, or null where there is no answer", """{ "L": [1] }""")]
    [InlineData("wanted each address with its answer as JSON", "[1, 2]")]
    [InlineData("the file is empty; wanted each address with its answer as JSON", " ")]
    [InlineData("the answers, opened in line 1, column 1, is not closed", """{ "L": 1""")]
    public void What_is_no_answer_is_refused_with_its_place(string message, string json)
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        string told = Assert.Throws<ProblemException>(() => Checked(recording, json)).Message;
        Assert.StartsWith("answers:1:", told, StringComparison.Ordinal);
        Assert.Contains(message, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worksheet_is_refused_that_nobody_could_fill_in_or_that_asks_nothing()
    {
        Recording large = Recording.Of(RandomProblem.Create([10, 30, 2], Activation.Tanh, null, Loss.Mse, seed: 1)), small = Recording.Of(Examples.Named("neuron").Problem);
        Assert.Contains("wanted at most 400 on a worksheet", Assert.Throws<ProblemException>(() => Worksheet.Of(large, Excerpt.Of(large.Book))).Message, StringComparison.Ordinal);
        Assert.Contains("there is no number to compute in given", Assert.Throws<ProblemException>(() => Worksheet.Of(small, Excerpt.Of(small.Book, [Chapter.All[0]]))).Message, StringComparison.Ordinal);
    }

    private static AnswerCheck Checked(Recording recording, string json) => AnswerCheck.Of(recording, Answers.Of(Answers.Rows(Encoding.UTF8.GetBytes(json), "answers"), recording.Book.Parse, recording.Book));
}
