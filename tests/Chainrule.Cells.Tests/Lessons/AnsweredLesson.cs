using System.Collections.Concurrent;
using Chainrule.Cells.Scripts;
using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>A lesson as a learner hands it in: some of its open lines replaced by answers, then run.</summary>
internal sealed class AnsweredLesson
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<AnsweredLesson>>> Stored = new();

    private readonly ExecutedLesson executed;

    private AnsweredLesson(ExecutedLesson executed) => this.executed = executed;

    /// <summary>The lesson as it stands; several tests read it, and it runs once.</summary>
    public static Task<AnsweredLesson> Unanswered(string name) => Stored.GetOrAdd(name, _ => new(() => Run(name))).Value;

    /// <summary>Runs the lesson; each line that is replaced must stand in it once.</summary>
    public static async Task<AnsweredLesson> Run(string name, params (string Open, string Answered)[] answers)
    {
        // Long signatures have their open body on a line of its own.
        string source = LessonFiles.Read(name).Source.Replace("=>\n    throw new", "=> throw new", StringComparison.Ordinal);
        foreach ((string open, string answered) in answers)
        {
            Assert.Single(source.Split('\n'), line => line.Contains(open, StringComparison.Ordinal));
            source = source.Replace(open, answered, StringComparison.Ordinal);
        }
        ExecutedLesson executed = await LessonRunner.RunAsync(Lesson.Parse(source, $"lessons/{name}"), Session.Host);
        Assert.True(executed.Succeeded, string.Join('\n', executed.Errors.Select(error => error.Text)));
        return new(executed);
    }

    /// <summary>What came of the exercises, in their order.</summary>
    public IEnumerable<Outcome> Outcomes => executed.Cells.SelectMany(cell => cell.Result?.Outputs ?? []).OfType<Feedback>().Select(feedback => feedback.Outcome);

    /// <summary>Everything that was shown, as plain text.</summary>
    public string Text => string.Join('\n', executed.Cells.SelectMany(cell => cell.Result?.Outputs ?? []).Select(output => output.Text));
}
