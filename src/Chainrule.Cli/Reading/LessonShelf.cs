using System.Reflection;
using Chainrule.Cells.Scripts;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Reading;

/// <summary>Where lessons are found: those of this project travel inside the program, any other is a file.</summary>
internal static class LessonShelf
{
    private const string Folder = "lessons/";

    /// <summary>The lessons inside, in their order.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Inside)];

    /// <summary>The lesson with this number, name or path.</summary>
    /// <exception cref="ProblemException">There is none, or the file is no lesson.</exception>
    public static Lesson Find(string name)
    {
        if (name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)) return Lesson.Parse(Utf8Text(name), Path.GetRelativePath(".", name).Replace('\\', '/'));
        string wanted = name.Trim(), number = wanted.TrimStart('0').ToLowerInvariant();
        return All.FirstOrDefault(lesson => lesson.Name == wanted || NumberOf(lesson).TrimStart('0') == number || lesson.Name[(NumberOf(lesson).Length + 1)..] == wanted)
            ?? throw new ProblemException($"{Names.Unknown(All.Select(lesson => lesson.Name), name, "lesson")}. A lesson of your own is named by its file, which ends in .cs");
    }

    /// <summary>What stands before the first dash: 01, 06b, or practice.</summary>
    public static string NumberOf(Lesson lesson) => lesson.Name.Split('-')[0];

    private static string Utf8Text(string path) => System.Text.Encoding.UTF8.GetString(UserFile.ReadAll(path)).TrimStart('\uFEFF');

    private static Lesson Inside(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return Lesson.Parse(reader.ReadToEnd(), resource);
    }
}
