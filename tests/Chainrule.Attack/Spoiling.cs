using System.Text;

namespace Chainrule.Attack;

/// <summary>Valid things, a little spoiled; and things made smaller.</summary>
internal static class Spoiling
{
    internal static readonly string[] Hostile =
        ["", " ", "\u001b[2J", "\u0007", "\u0000", "\u202e", "\uFEFF", "\uFFFD", "\ud83d", "-1", "1e999", "1e-320", "NaN", "99999999999999999999", "null", "true", "[]", "{}", "(", "\"", "'", ",", "=", "..", "/dev/full", "é", "𝓛", new('(', 3000), new('9', 400)];

    internal static T Of<T>(this Random random, IReadOnlyList<T> some) => some[random.Next(some.Count)];

    internal static bool OneIn(this Random random, int n) => random.Next(n) == 0;

    internal static string Spoil(this Random random, string text)
    {
        int at = random.Next(text.Length + 1), length = Math.Min(random.Next(1, 6), text.Length - at);
        return random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, random.Of(Hostile)),
            2 => text.Insert(at, text.Substring(random.Next(text.Length + 1) is int from && from + length <= text.Length ? from : 0, length)),
            3 => string.Concat(text.AsSpan(0, at), random.Of(Hostile), text.AsSpan(at + length)),
            _ => text[..at],
        };
    }

    internal static byte[] Spoil(this Random random, byte[] bytes)
    {
        if (!random.OneIn(4)) return Encoding.UTF8.GetBytes(random.Spoil(Encoding.UTF8.GetString(bytes)));
        byte[] spoiled = [.. bytes];
        if (spoiled.Length > 0) spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
        return spoiled;
    }

    /// <summary>With runs of it left out: halves first, then less.</summary>
    internal static IEnumerable<T[]> Smaller<T>(T[] whole)
    {
        for (int length = whole.Length / 2; length > 0; length /= 2)
            for (int at = 0; at + length <= whole.Length; at += length) yield return [.. whole[..at], .. whole[(at + length)..]];
    }

    internal static IEnumerable<string> Smaller(string text) => Smaller(text.ToCharArray()).Select(each => new string(each));

    internal static string Shown(string text)
    {
        string escaped = System.Text.Json.JsonSerializer.Serialize(text);
        return escaped.Length <= 1000 ? escaped : $"{escaped[..1000]}… ({text.Length} characters)";
    }

    internal static string Shown(byte[] bytes) => Shown(Encoding.UTF8.GetString(bytes));
}
