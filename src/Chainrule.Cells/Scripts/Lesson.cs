using Chainrule.Rules;

namespace Chainrule.Cells.Scripts;

/// <summary>What may stand behind the <c>// %%</c> of a cell.</summary>
[Flags]
public enum CellTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>desktop-only</c>: needs threads, a stopwatch or files, and is skipped in a browser.</summary>
    DesktopOnly = 1,

    /// <summary><c>volatile</c>: its outputs differ from run to run, such as timings; stored outputs are compared by shape only.</summary>
    Volatile = 2,
}

/// <summary>A cell of a lesson.</summary>
/// <param name="Number">Its place among all cells of the lesson, from 1.</param>
/// <param name="IsProse">Whether it is prose (Markdown) and not code.</param>
/// <param name="Text">The text: of prose without the comment signs.</param>
/// <param name="Line">The line of its first line in the lesson file, from 1.</param>
/// <param name="Traits">What stands behind its mark.</param>
public sealed record LessonCell(int Number, bool IsProse, string Text, int Line, CellTraits Traits);

/// <summary>
/// A lesson: one C# file that runs with <c>dotnet run</c> and is made of cells. A line <c>// %%</c> begins a cell of code, <c>// %% [markdown]</c> one
/// of prose in <c>//</c> comments. A cell <c>// %% at-end NAME</c> stands at the end of the file, as types in a program must, and is shown and run at the line
/// <c>// %% from-end NAME</c>. <c>lessons/README.md</c> has all the conventions.
/// </summary>
/// <param name="Name">The name of its file, without the ending.</param>
/// <param name="File">What messages call the file.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Source">The whole text.</param>
/// <param name="Cells">The cells.</param>
public sealed record Lesson(string Name, string File, string Title, string Source, IReadOnlyList<LessonCell> Cells)
{
    /// <summary>The cells of code, in order: the first is number 1 for <c>--cell</c>.</summary>
    public IReadOnlyList<LessonCell> Code => [.. Cells.Where(cell => !cell.IsProse)];

    /// <summary>Reads a lesson.</summary>
    /// <param name="source">The text of the file.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="ProblemException">A mark that is none, prose that is not in comments, code before the first mark, or no heading.</exception>
    public static Lesson Parse(string source, string file)
    {
        IReadOnlyList<LessonCell> cells = LessonParser.Parse(source, file);
        string title = cells.Where(cell => cell.IsProse).SelectMany(cell => cell.Text.Split('\n')).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))
            ?? throw new ProblemException($"{file}: there is no title; wanted a line \"// # The title\" in the first [markdown] cell");
        return new(Path.GetFileNameWithoutExtension(file), file, title[2..].Trim(), source, cells);
    }
}
