using Chainrule.Cells.Engine;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Scripts;

/// <summary>A cell of a lesson and what came of it; null for prose, and for what was not run.</summary>
public sealed record ExecutedCell(LessonCell Cell, CellResult? Result);

/// <summary>A lesson that was run, up to its end or to the first cell that failed.</summary>
public sealed record ExecutedLesson(Lesson Lesson, IReadOnlyList<ExecutedCell> Cells)
{
    /// <summary>The errors of the cell that failed; empty if none did.</summary>
    public IEnumerable<CellErrorOutput> Errors => Cells.SelectMany(cell => cell.Result?.Errors ?? []);

    /// <summary>Whether every cell ran to its end.</summary>
    public bool Succeeded => !Errors.Any();
}

/// <summary>Runs the cells of a lesson in their order.</summary>
public static class LessonRunner
{
    /// <summary>Said in place of the outputs of a cell that this place cannot run.</summary>
    public const string Skipped = "This cell needs threads, a stopwatch or files: run it on a desktop.";

    /// <summary>Runs a lesson in a session of its own. A cell that fails is the last one that is run.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="host">The place.</param>
    /// <param name="upTo">How many cells of code to run; all by default.</param>
    /// <param name="done">Is told of each cell, prose included, as soon as it is done.</param>
    public static Task<ExecutedLesson> RunAsync(Lesson lesson, ICellHost host, int upTo = int.MaxValue, Action<ExecutedCell>? done = null) =>
        RunAsync(lesson, host, new CellEngine(host), upTo, done);

    /// <summary>The same in a session that may go on afterwards.</summary>
    internal static async Task<ExecutedLesson> RunAsync(Lesson lesson, ICellHost host, CellEngine engine, int upTo = int.MaxValue, Action<ExecutedCell>? done = null)
    {
        var cells = new List<ExecutedCell>();
        int run = 0;
        bool hasFailed = false;
        foreach (LessonCell cell in lesson.Cells)
        {
            CellResult? result = cell.IsProse || hasFailed || run == upTo ? null : await RunAsync(engine, lesson, cell, host.IsDesktop).ConfigureAwait(false);
            if (result is not null) run++;
            hasFailed |= result is { Succeeded: false };
            cells.Add(new(cell, result));
            if (!hasFailed || result is not null) done?.Invoke(cells[^1]);
        }
        return new(lesson, cells);
    }

    private static Task<CellResult> RunAsync(CellEngine engine, Lesson lesson, LessonCell cell, bool isDesktop) =>
        cell.Traits.HasFlag(CellTraits.DesktopOnly) && !isDesktop
            ? Task.FromResult(new CellResult([new TextOutput(Skipped + "\n")]))
            : engine.RunAsync(cell.Text, new CellPlace(lesson.File, cell.Line));
}
