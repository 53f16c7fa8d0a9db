using System.Runtime.CompilerServices;

namespace Chainrule.Tests.Datasets.Texts;

/// <summary>The list of names of the lessons.</summary>
internal static class Names
{
    internal static string Text { get; } = File.ReadAllText(Find());

    private static string Find([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "lessons", "data", "names.txt");
}
