using System.Globalization;

namespace Chainrule.Export.CSharp;

/// <summary>How names, texts and numbers stand in C#.</summary>
internal static class CSharpText
{
    /// <summary>Lines, each so far to the right; an empty one stays empty.</summary>
    internal static string Indented(string lines, int spaces) =>
        string.Join('\n', lines.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', spaces) + line));

    /// <summary>A float that reads back as the same one.</summary>
    internal static string Float(float number) => number.ToString("R", CultureInfo.InvariantCulture) + "f";

    /// <summary>A double that reads back as the same one.</summary>
    internal static string Double(double number) => number.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>A text in quotes: what is no letter, digit or sign of ASCII is escaped, so that it stays in them.</summary>
    internal static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(each => each is >= ' ' and <= '~' and not ('"' or '\\') || char.IsLetter(each) ? $"{each}" : $"\\u{(int)each:x4}"))}\"";

    /// <summary>Items on lines of at most some 120 characters, with commas.</summary>
    internal static string Wrapped(IEnumerable<string> items)
    {
        const int widest = 120;
        List<string> lines = [];
        var line = new System.Text.StringBuilder();
        foreach (string item in items)
        {
            if (line.Length > 0 && line.Length + item.Length + 2 > widest)
            {
                lines.Add($"{line},");
                line.Clear();
            }
            line.Append(line.Length > 0 ? ", " : "").Append(item);
        }
        return string.Join('\n', lines.Append(line.ToString()));
    }

    /// <summary>A dotted name whose parts no keyword is in the way of: one that begins with a small letter has @ before it.</summary>
    internal static string Name(string dotted) => string.Join('.', dotted.Split('.').Select(part => char.IsLower(part[0]) ? "@" + part : part));

    /// <summary>Whether it is a name of letters, digits and underscores.</summary>
    internal static bool IsName(string text) => text.Length is > 0 and <= 200 && !char.IsAsciiDigit(text[0]) && text.All(each => char.IsAsciiLetterOrDigit(each) || each == '_');
}
