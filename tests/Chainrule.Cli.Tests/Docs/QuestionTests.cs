using System.Text.RegularExpressions;
using Chainrule.Cells.Scripts;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Tests.Commands;
using Chainrule.Explain.Stories.Reasons;

namespace Chainrule.Cli.Tests.Docs;

/// <summary>The questions one asks, and the commands that answer them: each is run, and the words are looked for where the page says they stand.</summary>
public partial class QuestionTests
{
    private static readonly string[] Wanted =
    [
        "add up over", "the ½", "a(1 − a)", "upstream", "loss go down", "learning rate too large", "1/n", "shapes", "p − y", "gradient 0", "gradient right", "matters most", "computed by hand", "minus in the update", "path by path",
    ];

    public static TheoryData<string, string, string> Rows =>
    [
        .. Repository.Text("docs/questions.md").Split('\n').Select(line => Row().Match(line)).Where(row => row.Success).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value)),
    ];

    [Fact]
    public void Every_question_of_a_confused_student_has_a_row()
    {
        string[] questions = [.. Rows.Select(row => row.Data.Item1)];
        Assert.All(Wanted, wanted => Assert.Contains(questions, question => question.Contains(wanted, StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Rows))]
    public void The_command_says_the_words(string question, string command, string answer)
    {
        string[] words = [.. Word().Matches(command).Skip(1).Select(word => word.Value.Trim('"'))];
        using var folder = new Folder();
        string answers = folder.With("answers.csv", string.Join('\n', Repository.Fences(Repository.Text("docs/questions.md")).Single(fence => fence.Language == "csv").Lines));
        Outcome outcome = Commands.Program.Run([.. words.Select(word => word == "answers.csv" ? answers : word)]);
        Assert.True(outcome.Code == (words.Contains("--mine") ? 1 : 0), $"{question}: {outcome.Error}");
        string said = Blanks().Replace(outcome.Output, " ");
        string[] wanted = [.. Quoted().Matches(answer).Select(quote => quote.Groups[1].Value)];
        Assert.NotEmpty(wanted);
        Assert.All(wanted, words => Assert.Contains(words, said, StringComparison.Ordinal));
        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void An_answer_that_is_not_given_is_missed() => Assert.DoesNotContain("Where did the ½ go?", Commands.Program.Run("why", "dZ1[0]").Output, StringComparison.Ordinal);

    [Fact]
    public void Every_lesson_that_is_named_exists_and_has_the_section()
    {
        Assert.Equal(typeof(Passage).GetProperties().Where(each => each.PropertyType == typeof(Passage)).Select(each => (Passage)each.GetValue(null)!), Passage.All);
        foreach (Passage passage in Passage.All)
        {
            Lesson lesson = LessonShelf.Find($"{passage.Lesson}");
            Assert.Equal($"{passage.Lesson}. {passage.Title}", lesson.Title);
            Assert.Contains(lesson.Cells.Where(cell => cell.IsProse).SelectMany(cell => cell.Text.Split('\n')), line => line == $"## {passage.Section}");
        }
    }

    [GeneratedRegex(@"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex("“([^”]*)”")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
