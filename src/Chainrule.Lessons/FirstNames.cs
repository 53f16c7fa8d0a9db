namespace Chainrule.Lessons;

/// <summary>The first names that lessons learn from: <c>lessons/data/names.txt</c>, which travels inside the assembly. Where they come from stands beside it.</summary>
public static class FirstNames
{
    private static readonly Lazy<string[]> all = new(() =>
    {
        using var reader = new StreamReader(typeof(FirstNames).Assembly.GetManifestResourceStream("names.txt") ?? throw new InvalidOperationException("The list of names is not in the assembly."));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    });

    /// <summary>All names, in lower-case letters from a to z and in the order of the alphabet.</summary>
    public static IReadOnlyList<string> All => all.Value;

    /// <summary>Names to learn from, and every tenth name kept apart to judge by.</summary>
    public static (string[] Training, string[] HeldOut) Split() =>
        ([.. All.Where((_, i) => i % 10 != 0)], [.. All.Where((_, i) => i % 10 == 0)]);
}
