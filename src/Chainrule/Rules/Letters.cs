namespace Chainrule.Rules;

/// <summary>
/// The one list of letters that nobody may take: each is an address already, or would be read as a part of one. Quantities, the states of updates, their settings, and the names of laws and
/// of kinds of layers come through here, the built-in ones too.
/// </summary>
internal static class Letters
{
    /// <summary>What a step has once, and what formulas call any parameter.</summary>
    private static readonly Dictionary<string, string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        ["x"] = "the inputs",
        ["y"] = "the targets",
        ["L"] = "the loss",
        ["eta"] = "the learning rate",
        ["t"] = "the number of the step",
        ["theta"] = "any parameter, in the law of an update",
    };

    /// <summary>The longest that stand in a line of a story beside their numbers.</summary>
    internal const int Most = 16;

    // As long as a line of a story and a drawing have room for.
    private const int MostOfName = 40;

    private const string Wanted = "letters from a to z that do not begin with d or new, which name gradients and updated numbers";

    /// <summary>What is wrong with the letters of a quantity or of an update's state, or null.</summary>
    internal static string? Wrong(string letters) =>
        letters.Length == 0 || !letters.All(char.IsAsciiLetter) || letters[0] is 'd' or 'D' || letters.StartsWith("new", StringComparison.OrdinalIgnoreCase)
            ? $"got \"{Shown.Text(letters)}\", wanted {Wanted}"
            : TooLong(letters) ?? Reserved(letters);

    /// <summary>What is wrong with the name of a setting, which is a key in files, or null.</summary>
    internal static string? WrongSetting(string name) =>
        name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit) ? $"got \"{Shown.Text(name)}\", wanted a letter from a to z, and after it letters or digits"
        : name == "name" ? "got \"name\", which is the key of the update's name in a file; wanted another one"
        : TooLong(name) ?? Reserved(name);

    /// <summary>What is wrong with the name of a law or of a kind of layer, as files have it, or null.</summary>
    internal static string? WrongName(string? name, string what, string such) => name is not null && IsKebab(name)
        ? null
        : $"the {what} {(name is null ? "null" : $"\"{Shown.Text(name)}\"")} of yours wants a name in kebab-case: small letters and digits, with hyphens between words, such as \"{such}\"";

    private static bool IsKebab(string name) => name.Length is > 0 and <= MostOfName
        && char.IsAsciiLetterLower(name[0]) && name[^1] != '-' && name.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each == '-');

    private static string? TooLong(string letters) => letters.Length > Most ? $"got \"{Shown.Text(letters)}\", {letters.Length} letters, wanted at most {Most}" : null;

    private static string? Reserved(string letters) => Taken.TryGetValue(letters, out string? what)
        ? $"got \"{letters}\", which names {what}; wanted other letters than {string.Join(", ", Taken.Keys)}, upper and lower case being one"
        : null;
}
