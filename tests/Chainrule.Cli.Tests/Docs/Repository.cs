using System.Runtime.CompilerServices;

namespace Chainrule.Cli.Tests.Docs;

/// <summary>The files of the repository, as a reader finds them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)).Append(Path.Combine(Root, "lessons", "README.md"));

    /// <summary>The fenced blocks of a Markdown text: what stands behind the opening fence, and the lines inside.</summary>
    public static IReadOnlyList<(string Language, string[] Lines)> Fences(string markdown)
    {
        var fences = new List<(string, string[])>();
        string[] lines = markdown.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            int end = Array.FindIndex(lines, i + 1, line => line == "```");
            fences.Add((lines[i][3..], lines[(i + 1)..end]));
            i = end;
        }
        return fences;
    }

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
