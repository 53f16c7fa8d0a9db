using System.Runtime.CompilerServices;
using Chainrule.Cells.Scripts;

namespace Chainrule.Cells.Tests;

/// <summary>The lessons of the repository.</summary>
internal static class LessonFiles
{
    public static string Folder { get; } = Find();

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static Lesson Read(string name) => Lesson.Parse(File.ReadAllText(Path.Combine(Folder, name)), $"lessons/{name}");

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "lessons"));
}
