using Chainrule.Rules;

namespace Chainrule.Cells.Scripts;

/// <summary>Cuts the text of a lesson into cells.</summary>
internal static class LessonParser
{
    private const string Mark = "// %%", Prose = "[markdown]", Comment = "//", FromEnd = "from-end", AtEnd = "at-end";

    public static IReadOnlyList<LessonCell> Parse(string source, string file)
    {
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        int first = Array.FindIndex(lines, IsMark);
        if (first < 0) throw new ProblemException($"{file}: there is no cell; wanted lines \"{Mark}\" or \"{Mark} {Prose}\", each of which begins one");
        CheckHeader(lines.AsSpan(0, first), file);
        var pieces = new List<Piece>();
        for (int start = first; start < lines.Length;)
        {
            int end = Array.FindIndex(lines, start + 1, IsMark);
            if (end < 0) end = lines.Length;
            if (Read(lines, start, end, file) is { } piece) pieces.Add(piece);
            start = end;
        }
        return [.. InPlace(pieces, file).Select((cell, i) => cell with { Number = i + 1 })];
    }

    // A program wants its types behind all statements, a reader and a notebook want them where they are spoken of.
    private static IEnumerable<LessonCell> InPlace(List<Piece> pieces, string file)
    {
        List<Piece> flow = [.. pieces.TakeWhile(piece => piece.Mark.AtEnd is null)], atEnd = pieces[flow.Count..];
        foreach (Piece piece in atEnd)
        {
            string at = $"{file}, line {piece.MarkLine}";
            if (piece.Mark.AtEnd is not { } name) throw new ProblemException($"{at}: no cell may follow those that are marked {AtEnd}; put it before them");
            if (atEnd.Count(other => other.Mark.AtEnd == name) > 1) throw new ProblemException($"{at}: two cells are called {name}; each that is marked {AtEnd} needs a name of its own");
            if (flow.Count(other => other.Mark.FromEnd == name) != 1) throw new ProblemException($"{at}: wanted one line \"{Mark} {FromEnd} {name}\" before it, where the cell is shown and run; got {flow.Count(other => other.Mark.FromEnd == name)}");
        }
        return flow.Select(piece => piece.Mark.FromEnd is not { } name ? piece.Cell
            : atEnd.Find(other => other.Mark.AtEnd == name)?.Cell ?? throw new ProblemException($"{file}, line {piece.MarkLine}: wanted a cell \"{Mark} {AtEnd} {name}\" at the end of the file"));
    }

    private static bool IsMark(string line) => line.StartsWith(Mark, StringComparison.Ordinal);

    private static void CheckHeader(ReadOnlySpan<string> lines, string file)
    {
        for (int i = 0; i < lines.Length; i++)
            if (lines[i].Length > 0 && !lines[i].StartsWith("#!", StringComparison.Ordinal) && !lines[i].StartsWith("#:", StringComparison.Ordinal) && !lines[i].StartsWith(Comment, StringComparison.Ordinal))
                throw new ProblemException($"{file}, line {i + 1}: code before the first cell; put a line \"{Mark}\" above it");
    }

    private static Piece? Read(string[] lines, int start, int end, string file)
    {
        CellMark mark = ReadMark(lines[start], $"{file}, line {start + 1}");
        int from = start + 1;
        while (from < end && IsBlank(lines[from], mark.IsProse)) from++;
        while (end > from && IsBlank(lines[end - 1], mark.IsProse)) end--;
        if (mark.FromEnd is not null)
        {
            int code = Array.FindIndex(lines, from, end - from, line => line.Length > 0 && !line.StartsWith(Comment, StringComparison.Ordinal));
            if (code >= 0) throw new ProblemException($"{file}, line {code + 1}: below \"{FromEnd}\" only comments may stand; its code is at the end of the file");
        }
        else if (from == end) return null;
        IEnumerable<string> text = mark.IsProse ? Enumerable.Range(from, end - from).Select(i => ProseLine(lines[i], $"{file}, line {i + 1}")) : lines[from..end];
        return new(mark, start + 1, new(0, mark.IsProse, string.Join('\n', text), from + 1, mark.Traits));
    }

    private static bool IsBlank(string line, bool isProse) => string.IsNullOrWhiteSpace(line) || isProse && line.TrimEnd() == Comment;

    private static CellMark ReadMark(string mark, string at)
    {
        string[] words = mark[Mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var read = new CellMark(false, CellTraits.None, null, null);
        for (int i = 0; i < words.Length; i++)
        {
            string Name() => ++i < words.Length ? words[i] : throw new ProblemException($"{at}: wanted the name of a cell behind \"{words[i - 1]}\"");
            read = words[i] switch
            {
                Prose => read with { IsProse = true },
                "desktop-only" => read with { Traits = read.Traits | CellTraits.DesktopOnly },
                "volatile" => read with { Traits = read.Traits | CellTraits.Volatile },
                FromEnd => read with { FromEnd = Name() },
                AtEnd => read with { AtEnd = Name() },
                _ => throw new ProblemException($"{at}: {Names.Unknown([Prose, "desktop-only", "volatile", FromEnd, AtEnd], words[i], "word behind // %%")}"),
            };
        }
        return read;
    }

    private static string ProseLine(string line, string at) =>
        line.TrimEnd() is Comment or "" ? ""
        : line.StartsWith(Comment + " ", StringComparison.Ordinal) ? line[(Comment.Length + 1)..].TrimEnd()
        : throw new ProblemException($"{at}: prose stands in comments; begin the line with \"// \", or begin a cell of code with \"{Mark}\" above it");

    private sealed record CellMark(bool IsProse, CellTraits Traits, string? FromEnd, string? AtEnd);

    private sealed record Piece(CellMark Mark, int MarkLine, LessonCell Cell);
}
