namespace Chainrule.Rules;

/// <summary>Finding a thing by its name, with a helpful word where there is none.</summary>
internal static class Names
{
    // More nobody reads, and a table may have any number of columns.
    private const int MostListed = 40, MostCompared = 10_000;

    /// <summary>The item with this name.</summary>
    /// <exception cref="ProblemException">There is none; the message names the nearest and all the others.</exception>
    public static T Find<T>(IReadOnlyList<T> all, Func<T, string> nameOf, string name, string kind)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(nameOf);
        ArgumentNullException.ThrowIfNull(name);
        foreach (T each in all)
            if (nameOf(each) == name) return each;
        throw new ProblemException(Unknown(all.Select(nameOf), name, kind));
    }

    /// <summary>"unknown loss "msee": did you mean "mse"? There are half-sse, …": a message with the nearest name suggested.</summary>
    public static string Unknown(IEnumerable<string> known, string name, string kind)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(name);
        string[] names = [.. known];
        string shown = name.Length <= 40 ? name : name[..40] + "…";
        string? nearest = Nearest(names, name);
        return $"unknown {kind} \"{shown}\"{(nearest is null ? "." : $": did you mean \"{nearest}\"?")} There are: {string.Join(", ", names.Take(MostListed))}{(names.Length > MostListed ? $" … ({names.Length:N0} in all)" : "")}";
    }

    /// <summary>The name that is fewest edits away (Levenshtein 1966), or null where even that is a different word.</summary>
    public static string? Nearest(IEnumerable<string> known, string name)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 40) return null;
        (string? Name, int Distance) best = known.OfType<string>().Take(MostCompared).Where(each => MayBeNear(each.Length, name.Length)).Select(each => ((string?)each, Distance(Plain(each), Plain(name)))).DefaultIfEmpty().MinBy(each => each.Item2);
        return best.Name is not null && best.Distance <= Math.Max(1, Math.Max(best.Name.Length, name.Length) / 2) ? best.Name : null;
    }

    // A word needs at least as many edits as it is longer.
    private static bool MayBeNear(int a, int b) => Math.Abs(a - b) <= Math.Max(2, Math.Max(a, b) / 2);

    private static string Plain(string name) => name.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static int Distance(string a, string b)
    {
        int[] row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}

/// <summary>
/// Something in what the user gave that cannot be used: the message is for the user and says what, where, what was got, what was wanted
/// and what to do.
/// </summary>
public sealed class ProblemException : Exception
{
    /// <summary>An empty message.</summary>
    public ProblemException() { }

    /// <summary>A message for the user.</summary>
    public ProblemException(string message) : base(message) { }

    /// <summary>A message for the user, and what led to it.</summary>
    public ProblemException(string message, Exception inner) : base(message, inner) { }
}
