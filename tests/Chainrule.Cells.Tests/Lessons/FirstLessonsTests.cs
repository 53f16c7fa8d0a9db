using System.Text.RegularExpressions;
using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>Lessons 1 to 5 with the answers of a good learner, in the lesson's own words.</summary>
public partial class FirstLessonsTests
{
    private const string NotYet = "throw new NotImplementedException()";

    [Theory]
    [InlineData("01-what-a-derivative-is.cs", 4)]
    [InlineData("02-the-chain-rule-on-a-graph.cs", 4)]
    [InlineData("03-a-neuron-by-hand.cs", 4)]
    [InlineData("04-a-worked-example.cs", 4)]
    [InlineData("05-from-numbers-to-matrices.cs", 4)]
    public async Task Unanswered_exercises_are_open_and_stop_nothing(string name, int exercises)
    {
        Assert.Equal(Enumerable.Repeat(Outcome.Open, exercises), (await AnsweredLesson.Unanswered(name)).Outcomes);
    }

    [Fact]
    public async Task Lesson_1_can_be_solved() => AllRight(await AnsweredLesson.Run("01-what-a-derivative-is.cs",
        ("double? answer1 = null;", "double? answer1 = Central(x => x * x * x, 3, 1e-5);"),
        (NotYet, "(Central(t => f(t, y), x, h), Central(t => f(x, t), y, h))"),
        ("double? answer3 = null;", "double? answer3 = CentralError(0.05) / CentralError(0.01);"),
        ("double? answer4 = null;", "double? answer4 = Forward(f, 3, 1e-17);")));

    [Fact]
    public async Task Lesson_2_can_be_solved() => AllRight(await AnsweredLesson.Run("02-the-chain-rule-on-a-graph.cs",
        ("double[]? answer1 = null;", "double[]? answer1 = [Central(a => (a - 2) * 4, 5), Central(b => (5 - b) * 4, 2), Central(c => (5 - 2) * c, 4)];"),
        ("double? answer2 = null;", "double? answer2 = Central(x => x * (x + 3), 2);"),
        (NotYet, "(b * upstream, a * upstream)"),
        ("string? answer4 = null;", "string? answer4 = \"l, r, q, p\";")));

    [Fact]
    public async Task Lesson_3_can_be_solved() => AllRight(await AnsweredLesson.Run("03-a-neuron-by-hand.cs",
        ("double? answer1 = null;", "double? answer1 = 2.5;"),
        (NotYet, "Central(t => t * Sigmoid(t), z)"),
        ("double[]? answer3 = null;", """
            double Loss(double w0, double w1, double b) => Math.Pow(Math.Tanh(2 * w0 - w1 + b) - 1, 2) / 2;
            double[]? answer3 = [Central(t => Loss(t, 1, 0.3), 0.5), Central(t => Loss(0.5, t, 0.3), 1), Central(t => Loss(0.5, 1, t), 0.3)];
            """),
        ("double[]? answer4 = null;", "double[]? answer4 = [0.5 - 0.5 * answer3![0], 1 - 0.5 * answer3[1], 0.3 - 0.5 * answer3[2]];")));

    [Fact]
    public async Task Lesson_4_can_be_solved() => AllRight(await AnsweredLesson.Run("04-a-worked-example.cs",
        ("double? answer1 = null;", "double? answer1 = BackThroughSigmoid([a2[0] - 0.5, a2[1] - y[1]], a2)[0];"),
        (NotYet, "[.. W2[0].Select((_, k) => dZ2.Select((d, j) => d * W2[j][k]).Sum())]"),
        ("double? answer3 = null;", "double? answer3 = Train(2, BiasesMove).Loss;"),
        ("int? answer4 = null;", "int? answer4 = Enumerable.Range(9_990, 20).First(n => Train(n, AsAbove).Loss.ToString(\"0.0000000000\") == \"0.0000351085\");")));

    [Fact]
    public async Task Lesson_4_finds_the_one_twist_that_gives_the_published_loss()
    {
        string text = (await AnsweredLesson.Unanswered("04-a-worked-example.cs")).Text;
        Assert.Matches(@"move W2 first, then go back through it +0\.291027924 +yes", text);
        Assert.Single(text.Split('\n'), line => line.EndsWith(" yes", StringComparison.Ordinal));
        Assert.Contains("W2 moved first = (0.015912196, 0.984065734)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lesson_5_can_be_solved() => AllRight(await AnsweredLesson.Run("05-from-numbers-to-matrices.cs",
        ("double[]? answer1 = null;", "double[]? answer1 = [5, 3];"),
        ("weightGradient(double[][] dZ, double[][] A) => " + NotYet, "weightGradient(double[][] dZ, double[][] A) => Times(Transposed(dZ), A)"),
        ("biasGradient(double[][] dZ) => " + NotYet, "biasGradient(double[][] dZ) => ColumnSums(dZ)[0]"),
        ("inputGradient(double[][] dZ, double[][] W) => " + NotYet, "inputGradient(double[][] dZ, double[][] W) => Times(dZ, W)")));

    public static TheoryData<string> Lessons => [.. LessonFiles.Names.Where(name => char.IsDigit(name[0]))];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Links_lead_to_lessons_and_from_notebooks_to_notebooks(string name)
    {
        string[] links = Links(LessonFiles.Read(name).Source);
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(LessonFiles.Folder, link)), link));
        string notebooks = Path.Combine(LessonFiles.Folder, "notebooks");
        Assert.Equal(links.Select(link => Path.ChangeExtension(link, ".ipynb")), Links(File.ReadAllText(Path.Combine(notebooks, Path.ChangeExtension(name, ".ipynb")))));
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(notebooks, Path.ChangeExtension(link, ".ipynb"))), link));
    }

    [Fact]
    public void Each_lesson_ends_with_the_way_to_the_next()
    {
        string[] names = [.. LessonFiles.Names];
        for (int i = 0; i + 1 < names.Length; i++)
        {
            var last = LessonFiles.Read(names[i]).Cells[^1];
            Assert.StartsWith("**Next:**", last.Text, StringComparison.Ordinal);
            Assert.Equal([names[i + 1]], Links(last.Text));
        }
    }

    private static string[] Links(string text) => [.. Link().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\]\(([\w-]+\.\w+)\)")]
    private static partial Regex Link();

    private static void AllRight(AnsweredLesson lesson) => Assert.All(lesson.Outcomes, outcome => Assert.Equal(Outcome.Right, outcome));
}
