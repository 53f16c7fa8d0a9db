namespace Chainrule.Cli.Tests.Docs;

/// <summary>C# in a readme that a reader copies and runs: a block fenced as csharp. What it prints stands in comments behind or right under what prints it.</summary>
/// <remarks>tests/package/samples.cs reads samples by this file too, and runs them against the packages.</remarks>
internal sealed record Sample(string Document, int Number, string Code)
{
    public string Package => ((string[])["Chainrule.Explain", "Chainrule.Datasets", "Chainrule.Export"]).FirstOrDefault(name => Code.Contains($"using {name}", StringComparison.Ordinal)) ?? "Chainrule";

    public string Output => string.Concat(Printed().Select(line => line + "\n"));

    public static IEnumerable<Sample> All() =>
        from document in (string[])["README.md", "src/Chainrule/README.md", "src/Chainrule.Datasets/README.md", "src/Chainrule.Export/README.md", "src/Chainrule.Explain/README.md"]
        from sample in Of(document, Repository.Text(document))
        select sample;

    public static IEnumerable<Sample> Of(string document, string text) =>
        Repository.Fences(text).Where(fence => fence.Language == "csharp").Select((fence, i) => new Sample(document, i + 1, string.Join('\n', fence.Lines) + "\n"));

    private IEnumerable<string> Printed()
    {
        bool printing = false;
        foreach (string line in Code.Split('\n'))
        {
            bool isComment = line.StartsWith("//", StringComparison.Ordinal);
            printing = line.Contains("Console.Write", StringComparison.Ordinal) || (printing && isComment);
            int comment = isComment ? 0 : line.IndexOf("// ", StringComparison.Ordinal);
            if (printing && comment >= 0) yield return line[Math.Min(comment + 3, line.Length)..];
        }
    }
}
