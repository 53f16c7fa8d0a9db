using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Chainrule.Cells.Engine;
using Chainrule.Cells.Scripts;
using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>
/// A lesson as a learner hands it in: some of its open lines replaced by answers, then run as in a notebook, where the whole lesson ran before and is run once more from the
/// first answer on. So each lesson is compiled and run as a whole only once.
/// </summary>
internal sealed class AnsweredLesson
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<AnsweredLesson>>> Stored = new();

    private readonly CellEngine engine;
    private readonly Lock gate = new();
    private Task turn = Task.CompletedTask;

    private AnsweredLesson(ExecutedLesson executed, CellEngine engine) => (Executed, this.engine) = (executed, engine);

    /// <summary>The lesson as it stands; several tests read it, and it runs once.</summary>
    public static Task<AnsweredLesson> Unanswered(string name) => Stored.GetOrAdd(name, _ => new(() => RunWhole(LessonFiles.Read(name)))).Value;

    /// <summary>Runs the lesson; each line that is replaced must stand in it once.</summary>
    public static async Task<AnsweredLesson> Run(string name, params (string Open, string Answered)[] answers)
    {
        AnsweredLesson before = await Unanswered(name);
        string[] texts = [.. before.Executed.Lesson.Cells.Select(cell => cell.IsProse ? cell.Text : OnOneLine(cell.Text))];
        foreach ((string open, string answered) in answers)
        {
            Assert.Single(texts.SelectMany(text => text.Split('\n')), line => line.Contains(open, StringComparison.Ordinal));
            int cell = Array.FindIndex(texts, text => text.Contains(open, StringComparison.Ordinal));
            texts[cell] = texts[cell].Replace(open, answered, StringComparison.Ordinal);
        }
        return await before.Again([.. before.Executed.Lesson.Cells.Select((cell, i) => cell with { Text = texts[i] })]);
    }

    /// <summary>What came of running it.</summary>
    public ExecutedLesson Executed { get; }

    /// <summary>What came of the exercises, in their order.</summary>
    public IEnumerable<Outcome> Outcomes => Executed.Cells.SelectMany(cell => cell.Result?.Outputs ?? []).OfType<Feedback>().Select(feedback => feedback.Outcome);

    /// <summary>Everything that was shown, as plain text.</summary>
    public string Text => string.Join('\n', Executed.Cells.SelectMany(cell => cell.Result?.Outputs ?? []).Select(output => output.Text));

    // Long signatures have their open body on a line of its own.
    private static string OnOneLine(string code) => Regex.Replace(code, @"=>\n +throw new", "=> throw new");

    private static async Task<AnsweredLesson> RunWhole(Lesson lesson)
    {
        var engine = new CellEngine(Session.Host);
        return Succeeded(await LessonRunner.RunAsync(lesson, Session.Host, engine), engine);
    }

    // A session runs one cell at a time.
    private Task<AnsweredLesson> Again(LessonCell[] cells)
    {
        lock (gate)
        {
            Task<AnsweredLesson> mine = Again(cells, turn);
            turn = mine.ContinueWith(_ => { }, TaskScheduler.Default);
            return mine;
        }
    }

    private async Task<AnsweredLesson> Again(LessonCell[] cells, Task before)
    {
        await before;
        Lesson lesson = Executed.Lesson;
        int first = cells.Zip(lesson.Cells).TakeWhile(pair => pair.First.IsProse || pair.First.Text == OnOneLine(pair.Second.Text)).Count();
        ExecutedLesson rest = await LessonRunner.RunAsync(lesson with { Cells = cells[first..] }, Session.Host, engine);
        return Succeeded(new(lesson with { Cells = cells }, [.. Executed.Cells.Take(first), .. rest.Cells]), engine);
    }

    private static AnsweredLesson Succeeded(ExecutedLesson executed, CellEngine engine)
    {
        Assert.True(executed.Succeeded, string.Join('\n', executed.Errors.Select(error => error.Text)));
        return new(executed, engine);
    }
}
