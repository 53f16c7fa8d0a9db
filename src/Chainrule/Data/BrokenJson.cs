using System.Buffers;
using System.Text;
using System.Text.Json;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>What is wrong in a text that is not JSON, in words for somebody who has not read the standard.</summary>
internal static class BrokenJson
{
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(" \t\r\n,:[]{}\"");

    internal static string End(JsonKind container) => container == JsonKind.Object ? "}" : "]";

    /// <summary>
    /// What stands at <paramref name="offset"/>, what could have stood there, and where the word that it is part of begins.
    /// <paramref name="consumed"/> is where the last good token, of type <paramref name="last"/>, ended; <paramref name="inside"/> is the
    /// innermost open list or object.
    /// </summary>
    internal static (int Offset, string Message) Explain(ReadOnlySpan<byte> text, int offset, int consumed, JsonTokenType last, JsonKind? inside)
    {
        string gap = Encoding.UTF8.GetString(text[Math.Min(consumed, offset)..offset]);
        string rest = Encoding.UTF8.GetString(text.Slice(offset, Math.Min(4 * Shown.Longest, text.Length - offset)));
        // The offending character may be in the middle of a word, such as the second 0 of 007.
        string begun = gap[(gap.AsSpan().LastIndexOfAny(Delimiters) + 1)..];
        int end = rest.AsSpan().IndexOfAny(Delimiters);
        string word = begun + (end < 0 ? rest : rest[..end]);
        if (gap.Contains('"', StringComparison.Ordinal)) begun = "";
        string message = Habit(gap.Trim(), rest, begun, word) ?? $"got {Quoted(rest[0], word)}, wanted {Wanted(gap.Trim(), last, inside)}";
        return (offset - Encoding.UTF8.GetByteCount(begun), message);
    }

    // The slips that people make often, each with its remedy.
    private static string? Habit(string gap, string rest, string begun, string word) => rest[0] switch
    {
        < ' ' when gap.Contains('"', StringComparison.Ordinal) => "a text goes over the end of the line or has a tab in it; close it with \" or write \\n, \\t",
        '\'' => "got a single quote, wanted a double quote: \"text\"",
        ',' when gap.Length == 0 || gap[^1] == ',' => "got a comma with nothing before it, wanted a value; take the comma away",
        _ when word.TrimStart('-', '+').ToLowerInvariant() is "nan" or "infinity" or "inf" => $"got {Shown.Text(word)}, wanted a finite number",
        _ when word.ToLowerInvariant() is "true" or "false" or "null" => $"got {word}, wanted {word.ToLowerInvariant()} in small letters",
        _ when (begun + rest)[0] is '+' or '.' || (begun.Length > 0 && (begun[0] == '-' || char.IsAsciiDigit(begun[0]))) =>
            $"got {Shown.Text(word)}, wanted a number such as 0.5, -2 or 1e-3",
        _ when gap.EndsWith('\\') || gap.Contains("\\u", StringComparison.Ordinal) => "got a \\ that begins no escape, wanted \\\\ for a backslash itself",
        '/' => "got a \"/\", wanted a comment as // … or /* … */",
        _ => null,
    };

    private static string Wanted(string gap, JsonTokenType last, JsonKind? inside) => gap.Length == 0
        ? last switch
        {
            JsonTokenType.None => "a network as JSON, { \"layers\": […], \"loss\": … }",
            JsonTokenType.PropertyName => "a value: a number, a \"text\", true, false, a list or an object",
            JsonTokenType.StartObject => "a key in double quotes, or a \"}\"",
            JsonTokenType.StartArray => "a value, or a \"]\"",
            _ when inside is null => "nothing more after the end of the network",
            _ => $"a comma or a \"{End(inside.Value)}\"",
        }
        : gap[^1] switch
        {
            ',' when inside == JsonKind.Object => "a key in double quotes",
            '"' when inside == JsonKind.Object => "a colon between key and value",
            _ => "a value: a number, a \"text\", true, false, a list or an object",
        };

    private static string Quoted(char first, string word) => first == '"' ? "a double quote" : $"\"{Shown.Text(word.Length > 0 ? word : first.ToString())}\"";
}
