using Chainrule.Rules;

namespace Chainrule.Cells.Scripts;

/// <summary>Cuts the text of a lesson into cells.</summary>
internal static class LessonParser
{
    private const string Mark = "// %%", Prose = "[markdown]", Comment = "//";

    public static IReadOnlyList<LessonCell> Parse(string source, string file)
    {
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        int first = Array.FindIndex(lines, IsMark);
        if (first < 0) throw new ProblemException($"{file}: there is no cell; wanted lines \"{Mark}\" or \"{Mark} {Prose}\", each of which begins one");
        CheckHeader(lines.AsSpan(0, first), file);
        var cells = new List<LessonCell>();
        for (int start = first; start < lines.Length;)
        {
            int end = Array.FindIndex(lines, start + 1, IsMark);
            if (end < 0) end = lines.Length;
            if (Cell(lines, start, end, cells.Count + 1, file) is { } cell) cells.Add(cell);
            start = end;
        }
        return cells;
    }

    private static bool IsMark(string line) => line.StartsWith(Mark, StringComparison.Ordinal);

    private static void CheckHeader(ReadOnlySpan<string> lines, string file)
    {
        for (int i = 0; i < lines.Length; i++)
            if (lines[i].Length > 0 && !lines[i].StartsWith("#!", StringComparison.Ordinal) && !lines[i].StartsWith("#:", StringComparison.Ordinal) && !lines[i].StartsWith(Comment, StringComparison.Ordinal))
                throw new ProblemException($"{file}, line {i + 1}: code before the first cell; put a line \"{Mark}\" above it");
    }

    private static LessonCell? Cell(string[] lines, int mark, int end, int number, string file)
    {
        (bool isProse, CellTraits traits) = ReadMark(lines[mark], $"{file}, line {mark + 1}");
        int from = mark + 1;
        while (from < end && IsBlank(lines[from], isProse)) from++;
        while (end > from && IsBlank(lines[end - 1], isProse)) end--;
        if (from == end) return null;
        IEnumerable<string> text = isProse ? Enumerable.Range(from, end - from).Select(i => ProseLine(lines[i], $"{file}, line {i + 1}")) : lines[from..end];
        return new(number, isProse, string.Join('\n', text), from + 1, traits);
    }

    private static bool IsBlank(string line, bool isProse) => string.IsNullOrWhiteSpace(line) || isProse && line.TrimEnd() == Comment;

    private static (bool IsProse, CellTraits Traits) ReadMark(string mark, string at)
    {
        string[] words = mark[Mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        CellTraits traits = CellTraits.None;
        foreach (string word in words.Where(word => word != Prose))
            traits |= word switch
            {
                "desktop-only" => CellTraits.DesktopOnly,
                "volatile" => CellTraits.Volatile,
                _ => throw new ProblemException($"{at}: {Names.Unknown([Prose, "desktop-only", "volatile"], word, "word behind // %%")}"),
            };
        return (words.Contains(Prose), traits);
    }

    private static string ProseLine(string line, string at) =>
        line.TrimEnd() is Comment or "" ? ""
        : line.StartsWith(Comment + " ", StringComparison.Ordinal) ? line[(Comment.Length + 1)..].TrimEnd()
        : throw new ProblemException($"{at}: prose stands in comments; begin the line with \"// \", or begin a cell of code with \"{Mark}\" above it");
}
