using System.Text;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Texts;

/// <summary>
/// How a text becomes examples for a network that predicts the next sign. An example is a piece of text: x is the mark and the signs of the piece but the last, y at each position the sign that comes
/// next, one-hot. Of a list every line is a piece, and behind its last sign the mark comes, to the end of the positions; any other text is cut into pieces as long as there are positions.
/// </summary>
/// <remarks>
/// The targets behind the end of a line are marks and not left out, since the loss is made for targets that add up to 1: with y = 0 its gradient p − y would be p, and push all down. That a mark
/// is followed by marks is learned at once; <see cref="TextModel.Loss"/> counts no position behind the first mark of a line.
/// </remarks>
/// <param name="Vocabulary">The signs.</param>
/// <param name="Positions">How many signs the network sees at once, the mark with them.</param>
/// <param name="IsList">Whether each line is a piece of its own, such as a name.</param>
public sealed record TextEncoding(Vocabulary Vocabulary, int Positions, bool IsList)
{
    /// <summary>The name of the note that a model over text has.</summary>
    public const string NoteName = "text";

    // Lines up to this length are taken for a list; other texts are cut into pieces of so many positions.
    private const int LongestOfAList = 31, UsualPositions = 32;

    // One-hot targets: a gigabyte of floats.
    private const long MostNumbers = 250_000_000;

    private const int MostPositions = 10_000;

    /// <summary>The signs.</summary>
    public Vocabulary Vocabulary { get; init => field = Given.NotNull(value, nameof(Vocabulary)); } = Given.NotNull(Vocabulary);

    /// <summary>How many signs the network sees at once.</summary>
    public int Positions { get; init => field = Checked(value); } = Checked(Positions);

    private static int Checked(int positions) => positions is >= 2 and <= MostPositions
        ? positions
        : throw new ArgumentOutOfRangeException(nameof(positions), positions, $"wanted from 2 to {MostPositions:N0} positions");

    /// <summary>An encoding for a text: a list where no line is longer than 31 signs and there are several lines, and then with room for the longest line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isBytes">Whether its signs are bytes and not characters.</param>
    /// <param name="positions">How many positions; null for what the text needs.</param>
    /// <param name="isList">Whether each line is a piece; null for what the text looks like.</param>
    /// <exception cref="ProblemException">The text has no signs, or more different ones than a vocabulary holds, or lines that are too long for the positions.</exception>
    /// <exception cref="ArgumentException">The text is null, or the positions are fewer than 2 or more than 10,000.</exception>
    public static TextEncoding Fit(string text, bool isBytes = false, int? positions = null, bool? isList = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = [.. Lines(text)];
        if (lines.Length == 0) throw new ProblemException("the text is empty; wanted at least one character");
        int longest = lines.Max(line => isBytes ? Encoding.UTF8.GetByteCount(line) : line.EnumerateRunes().Count());
        bool list = isList ?? (lines.Length > 1 && longest <= LongestOfAList);
        Vocabulary vocabulary = isBytes ? Vocabulary.Bytes : Vocabulary.Of(list ? string.Concat(lines) : text);
        if (list && longest >= MostPositions) throw new ProblemException($"got a line of {longest:N0} signs, wanted lines of at most {MostPositions - 1:N0}, or no list");
        return new(vocabulary, positions ?? (list ? Math.Max(2, longest + 1) : UsualPositions), list);
    }

    /// <summary>The examples of a text.</summary>
    /// <exception cref="ProblemException">A character is not in the vocabulary, a line is too long, the text is shorter than a piece, or there would be more numbers than a gigabyte holds.</exception>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public Dataset Examples(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int[]> pieces = IsList ? OfLines(text) : Cut(Vocabulary.Tokens(text));
        long numbers = (long)pieces.Count * Positions * Vocabulary.Count;
        if (numbers > MostNumbers) throw new ProblemException($"got {pieces.Count:N0} pieces of {Positions} positions, each with {Vocabulary.Count} targets: {numbers:N0} numbers; wanted at most {MostNumbers:N0}, so take a part of the text");
        return Dataset.Create(pieces.Count, Positions, Positions * Vocabulary.Count, (e, x, y) =>
        {
            int[] piece = pieces[e];
            // Room was made of zeros: the mark stands wherever nothing is put.
            for (int p = 0; p < Positions; p++)
            {
                int next = p < piece.Length ? piece[p] : Vocabulary.Mark;
                if (p + 1 < Positions) x[p + 1] = next;
                y[p * Vocabulary.Count + next] = 1;
            }
        });
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);

    private List<int[]> OfLines(string text)
    {
        List<int[]> pieces = [];
        foreach (string line in Lines(text))
        {
            int[] piece = Vocabulary.Tokens(line);
            if (piece.Length >= Positions) throw new ProblemException($"\"{Shown.Text(line)}\" has {Shown.Count(piece.Length, "sign")}, wanted at most {Positions - 1}, so that its end has a position too");
            pieces.Add(piece);
        }
        return pieces.Count > 0 ? pieces : throw new ProblemException("there is no line with a character in it; wanted at least one");
    }

    private List<int[]> Cut(int[] tokens)
    {
        if (tokens.Length < Positions) throw new ProblemException($"the text has {Shown.Count(tokens.Length, "sign")}, wanted at least {Positions}, one for each position");
        return [.. tokens.Chunk(Positions).Where(piece => piece.Length == Positions)];
    }

    /// <summary>The note by which a model keeps it, as JSON; its name is <see cref="NoteName"/>.</summary>
    public string ToNote() => Vocabulary.IsBytes
        ? $"{{ \"unit\": \"byte\", \"positions\": {Positions}, \"list\": {Truth(IsList)} }}"
        : $"{{ \"unit\": \"character\", \"characters\": {NetworkFileText.Text(Vocabulary.Characters)}, \"positions\": {Positions}, \"list\": {Truth(IsList)} }}";

    private static string Truth(bool truth) => truth ? "true" : "false";

    /// <summary>The encoding of a model over text, or null where the model is over something else.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ProblemException">The note cannot be read, or does not fit to the network.</exception>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static TextEncoding? Of(Model model, string source)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        if (!model.Notes.TryGetValue(NoteName, out string? note)) return null;
        TextEncoding encoding = Read(note, $"{source}, note \"{NoteName}\"");
        if (encoding.Misfit(model.Network) is { } misfit) throw new ProblemException($"{source}: the note \"{NoteName}\" says {encoding}, and the network {misfit}");
        return encoding;
    }

    private static TextEncoding Read(string note, string source)
    {
        JsonNode root = new JsonTree(Encoding.UTF8.GetBytes(note), source, "how text is encoded", "a unit, characters and positions").Root;
        Dictionary<string, JsonNode> members = root.ReadObject("{ \"unit\": …, \"positions\": …, \"list\": … }", ["unit", "characters", "positions", "list"]);
        string unit = root.Required(members, "unit").ReadText("\"character\" or \"byte\"");
        double positions = root.Required(members, "positions").ReadNumber();
        bool isList = root.Required(members, "list").ReadTruth();
        if (positions is not (>= 2 and <= MostPositions) || positions != Math.Floor(positions)) throw members["positions"].Problem($"got {positions:R}, wanted a whole number from 2 to {MostPositions:N0}");
        Vocabulary vocabulary = unit switch
        {
            "byte" => members.TryGetValue("characters", out JsonNode extra) ? throw extra.Problem("got characters, and the signs are bytes; wanted one or the other") : Vocabulary.Bytes,
            "character" => Characters(root.Required(members, "characters")),
            _ => throw members["unit"].Problem($"got \"{Shown.Text(unit)}\", wanted \"character\" or \"byte\""),
        };
        return new(vocabulary, (int)positions, isList);
    }

    // In their order and each once: otherwise the rows of the table would belong to other characters.
    private static Vocabulary Characters(JsonNode node)
    {
        string characters = node.ReadText("the characters in the order of Unicode");
        Vocabulary vocabulary = node.Located(() => Vocabulary.Of(characters));
        return vocabulary.Characters == characters ? vocabulary : throw node.Problem("the characters are not in the order of Unicode, each once; wanted them so");
    }

    /// <summary>Why a network cannot be over such text, or null.</summary>
    internal string? Misfit(NetworkSpec network) =>
        !network.Input.Equals(Shape.Units(Positions)) ? $"takes {network.Input} numbers"
        : network.Plan.WholeBelow(network.Plan.X) != Vocabulary.Count ? "does not begin with an embedding of as many signs"
        : !network.Plan.Loss.Y.Shape.Equals(Shape.Sequence(Positions, Vocabulary.Count)) ? $"gives {network.Plan.Loss.Y.Shape} numbers"
        : network.Loss.OutputActivation != "softmax" ? $"does not give probabilities (its loss is {network.Loss})"
        : null;

    /// <summary>As it would be said: <c>a list of lines up to 11 signs, 26 characters and the mark</c>.</summary>
    public override string ToString() => $"{(IsList ? $"a list of lines up to {Positions - 1} signs" : $"text in pieces of {Positions} signs")}, {Vocabulary}";
}
