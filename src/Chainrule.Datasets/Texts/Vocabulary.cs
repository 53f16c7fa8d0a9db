using System.Text;
using Chainrule.Data;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Texts;

/// <summary>
/// The signs of a text as whole numbers: 0 is the mark that stands where a piece of text begins and where a line ends, then come the characters in the order of Unicode, or the bytes of UTF-8.
/// </summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed class Vocabulary : IEquatable<Vocabulary>
{
    /// <summary>The number of the mark.</summary>
    public const int Mark = 0;

    // The last layer has a row of weights for each.
    private const int MostCharacters = 10_000, Bytewide = 256;

    private readonly Rune[] characters;
    private readonly Dictionary<Rune, int> tokens = [];

    private Vocabulary(Rune[] characters, bool isBytes)
    {
        (this.characters, IsBytes) = (characters, isBytes);
        for (int i = 0; i < characters.Length; i++) tokens.Add(characters[i], i + 1);
    }

    /// <summary>All 256 bytes: nothing is unknown, and a letter may take several.</summary>
    public static Vocabulary Bytes { get; } = new([], isBytes: true);

    /// <summary>Whether the signs are bytes of UTF-8 and not characters.</summary>
    public bool IsBytes { get; }

    /// <summary>How many numbers there are, the mark with them.</summary>
    public int Count => 1 + (IsBytes ? Bytewide : characters.Length);

    /// <summary>The characters in their order; empty where the signs are bytes.</summary>
    public string Characters => string.Concat(characters);

    /// <summary>The characters that occur in a text.</summary>
    /// <exception cref="ProblemException">There is none, there are more than 10,000, or half of a character of two (a lone surrogate).</exception>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static Vocabulary Of(string text)
    {
        SortedSet<Rune> met = [];
        foreach (Rune each in Runes(Given.NotNull(text))) met.Add(each);
        if (met.Count is 0 or > MostCharacters) throw new ProblemException($"got {Shown.Count(met.Count, "different character")}, wanted from 1 to {MostCharacters:N0}; take bytes for a text with more");
        return new([.. met], isBytes: false);
    }

    /// <summary>The numbers of a text.</summary>
    /// <exception cref="ProblemException">A character is not in the vocabulary; the message names it and those that are.</exception>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public int[] Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsBytes) return [.. Encoding.UTF8.GetBytes(text).Select(each => each + 1)];
        return [.. Runes(text).Select(each => tokens.TryGetValue(each, out int token) ? token : throw new ProblemException(
            $"got the character \"{Shown.Text(each.ToString())}\", which was not in the text that was learned from; wanted some of \"{Shown.Text(Characters)}\""))];
    }

    /// <summary>The text of these numbers; what is no UTF-8 is shown as the sign U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is that of no sign, or the mark's.</exception>
    public string Text(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder();
        var writer = new Writer(this);
        foreach (int token in tokens) text.Append(writer.Next(token));
        return text.Append(writer.Rest()).ToString();
    }

    /// <summary>A sign as one would name it: the character, the byte, or · for the mark.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is the number of no sign.</exception>
    public string NameOf(int token) => Known(token) == Mark ? "·" : IsBytes ? $"{token - 1:x2}" : characters[token - 1].ToString();

    private int Known(int token) => (uint)token < (uint)Count ? token : throw new ArgumentOutOfRangeException(nameof(token), token, $"wanted a number from 0 to {Count - 1}");

    // Half of a pair would come back from a file as another character.
    private static IEnumerable<Rune> Runes(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune)) throw new ProblemException($"character {i}: half of a character of two stands alone there, wanted whole ones");
            i += rune.Utf16SequenceLength;
            yield return rune;
        }
    }

    /// <summary>Whether both have the same signs.</summary>
    public bool Equals(Vocabulary? other) => other is not null && IsBytes == other.IsBytes && characters.SequenceEqual(other.characters);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Vocabulary);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsBytes, Characters);

    /// <summary>As it would be said: <c>26 characters and the mark</c>.</summary>
    public override string ToString() => $"{Shown.Count(Count - 1, IsBytes ? "byte" : "character")} and the mark";

    /// <summary>Text from one number after another: of bytes, a character when its last byte has come.</summary>
    internal sealed class Writer(Vocabulary vocabulary)
    {
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

        internal string Next(int token)
        {
            if (vocabulary.Known(token) == Mark) throw new ArgumentOutOfRangeException(nameof(token), token, "got the mark, which is no text");
            return vocabulary.IsBytes ? Decoded([(byte)(token - 1)], flush: false) : vocabulary.NameOf(token);
        }

        internal string Rest() => Decoded([], flush: true);

        private string Decoded(ReadOnlySpan<byte> bytes, bool flush)
        {
            Span<char> room = stackalloc char[4];
            return new(room[..decoder.GetChars(bytes, room, flush)]);
        }
    }
}
