using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>What a value in a JSON text is.</summary>
internal enum JsonKind : byte
{
    Object,
    List,
    Text,
    Number,
    True,
    False,
    Null,
}

/// <summary>
/// A JSON text as a flat table: one small entry for each value and key, in the order of the text, an object or list directly before what
/// is in it. Lines, columns and paths are worked out from it when a message needs them. Nothing here recurses, so depth cannot hurt.
/// </summary>
internal sealed class JsonTree
{
    internal const int DeepestNesting = 64;

    private readonly string source, what, wanted;
    private readonly byte[] text;
    private readonly List<Token> tokens = [];

    // Of a number or text, Extent is its length in bytes without quotes; of an object or list, how many entries it spans with its own.
    private readonly record struct Token(JsonKind Kind, int Start, int Extent);

    /// <exception cref="ProblemException">Not UTF-8, not JSON, empty, or nested too deeply.</exception>
    internal JsonTree(ReadOnlySpan<byte> json, string source, string what = "the network", string wanted = "a network as JSON, { \"layers\": […], \"loss\": … }")
    {
        (this.source, this.what, this.wanted) = (source, what, wanted);
        text = (json.StartsWith("\uFEFF"u8) ? json[3..] : json).ToArray();
        if (!Utf8.IsValid(text)) throw ProblemAt(Utf8Check.FirstInvalid(text), Utf8Check.Message);
        if (text.AsSpan().Trim(" \t\r\n"u8).IsEmpty) throw ProblemAt(0, $"the file is empty; wanted {wanted}");
        Build();
    }

    internal JsonNode Root => new(this, 0);

    private void Build()
    {
        // The reader's own depth check comes one level after ours, so that the message is ours.
        var reader = new Utf8JsonReader(text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = DeepestNesting + 1 });
        var open = new Stack<int>();
        int consumed = 0;
        try
        {
            while (reader.Read())
            {
                Take(ref reader, open);
                consumed = (int)reader.BytesConsumed;
            }
        }
        catch (JsonException broken)
        {
            throw BrokenAt(OffsetOf(broken), consumed, reader.TokenType, open);
        }
    }

    private void Take(ref Utf8JsonReader reader, Stack<int> open)
    {
        int start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (open.Count == DeepestNesting)
                    throw ProblemAt(start, $"lists and objects are nested more than {DeepestNesting} deep; wanted {wanted}");
                open.Push(tokens.Count);
                // Open: reaches to the end, until its end is met.
                tokens.Add(new(reader.TokenType == JsonTokenType.StartObject ? JsonKind.Object : JsonKind.List, start, int.MaxValue - tokens.Count));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                int opened = open.Pop();
                tokens[opened] = tokens[opened] with { Extent = tokens.Count - opened };
                break;
            default:
                tokens.Add(new(KindOf(reader.TokenType), start, reader.ValueSpan.Length));
                break;
        }
    }

    private static JsonKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True => JsonKind.True,
        JsonTokenType.False => JsonKind.False,
        JsonTokenType.Null => JsonKind.Null,
        _ => JsonKind.Text,
    };

    internal JsonKind KindOf(int index) => tokens[index].Kind;

    /// <summary>The bytes of a number, or of a text between its quotes.</summary>
    internal ReadOnlySpan<byte> Bytes(int index) =>
        text.AsSpan(tokens[index].Start + (KindOf(index) == JsonKind.Text ? 1 : 0), tokens[index].Extent);

    /// <summary>A text with its escapes resolved.</summary>
    internal string TextOf(int index)
    {
        if (!Bytes(index).Contains((byte)'\\')) return Encoding.UTF8.GetString(Bytes(index));
        var reader = new Utf8JsonReader(text.AsSpan(tokens[index].Start, tokens[index].Extent + 2));
        try
        {
            reader.Read();
            return reader.GetString()!;
        }
        catch (InvalidOperationException halfACharacter)
        {
            throw ProblemAt(tokens[index].Start, "an escape such as \\ud83d is half of a character; wanted both halves, or the character itself", halfACharacter);
        }
    }

    /// <summary>The entry after this one and all that is in it.</summary>
    internal int After(int index) => index + (KindOf(index) <= JsonKind.List ? tokens[index].Extent : 1);

    /// <summary>A path such as <c>layers[0].weights[1]</c>, from the root to the value.</summary>
    internal string PathTo(int target)
    {
        var path = new StringBuilder();
        int at = 0;
        while (at < target)
        {
            bool isObject = KindOf(at) == JsonKind.Object;
            int child = at + 1, ordinal = 0;
            for (; After(isObject ? child + 1 : child) <= target; ordinal++) child = After(isObject ? child + 1 : child);
            if (isObject) path.Append(path.Length == 0 ? "" : ".").Append(Shown.Text(TextOf(child++)));
            else path.Append('[').Append(ordinal).Append(']');
            at = child;
        }
        return path.ToString();
    }

    /// <summary>The message of a check that knows paths only, with the place in the text put before it.</summary>
    internal ProblemException Located(ProblemException problem)
    {
        int colon = problem.Message.IndexOf(": ", StringComparison.Ordinal);
        int index = colon < 0 ? 0 : JsonPath.Find(this, problem.Message[..colon]);
        return ProblemAt(tokens[index].Start, problem.Message, problem);
    }

    /// <summary>A problem with the value or key at this entry; <paramref name="path"/> may name a value around it instead.</summary>
    internal ProblemException Problem(int index, string message, string? path = null)
    {
        path ??= PathTo(index);
        return ProblemAt(tokens[index].Start, path.Length == 0 ? message : $"{path}: {message}");
    }

    private ProblemException ProblemAt(int offset, string message, Exception? inner = null)
    {
        (int line, int column) = TextPosition.Of(text, offset);
        return new ProblemException($"{source}:{line}:{column}: {message}", inner!);
    }

    private int OffsetOf(JsonException broken) =>
        Math.Min(text.Length, TextPosition.LineStart(text, broken.LineNumber ?? 0) + (int)(broken.BytePositionInLine ?? 0));

    private ProblemException BrokenAt(int offset, int consumed, JsonTokenType last, Stack<int> open)
    {
        if (offset < text.Length)
        {
            (int at, string message) = BrokenJson.Explain(text, offset, consumed, last, open.Count == 0 ? null : KindOf(open.Peek()));
            return ProblemAt(at, message);
        }
        if (open.Count == 0) return ProblemAt(offset, $"the file ends too early; wanted {wanted}");
        int unclosed = open.Peek();
        (int line, int column) = TextPosition.Of(text, tokens[unclosed].Start);
        string opened = unclosed == 0 ? what : PathTo(unclosed);
        return ProblemAt(offset, $"the file ends too early: {opened}, opened in line {line}, column {column}, is not closed; wanted a \"{BrokenJson.End(KindOf(unclosed))}\"");
    }
}
