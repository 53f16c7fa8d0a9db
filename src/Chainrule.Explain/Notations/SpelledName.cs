using System.Text.RegularExpressions;

namespace Chainrule.Explain.Notations;

/// <summary>The letters of a <see cref="Spelling"/> and what stands around them.</summary>
/// <param name="Name">The letters.</param>
/// <param name="Layer">The digits of the layer; empty where none is written.</param>
/// <param name="Example">An index of its own for the example, as in <c>z[1](0)</c>; null where there is none.</param>
/// <param name="Groups">The indices, one entry for each bracket or subscript.</param>
internal sealed partial record SpelledName(string Name, string Layer, int? Example, IReadOnlyList<SpelledName.Group> Groups)
{
    /// <summary>Whether the layer stands in parentheses, where some books have the example.</summary>
    public bool IsLayerInParentheses { get; private init; }

    /// <summary>Indices that stand together. In a subscript, 01 may be 0 and 1.</summary>
    internal sealed record Group(IReadOnlyList<string> Parts, bool IsBracket);

    /// <summary>Reads the core of a spelling; null where something in it is no index.</summary>
    public static SpelledName? Of(string core)
    {
        Match name = Start().Match(core);
        string layer = name.Groups["layer"].Value;
        int? example = null;
        bool inParentheses = false;
        var groups = new List<Group>();
        for (int at = name.Length; at < core.Length;)
        {
            Match match = Around().Match(core, at);
            if (!match.Success) return null;
            at += match.Length;
            string inner = match.Groups["inner"].Value;
            if (match.Groups["above"].Success)
            {
                foreach (Match part in Part().Matches(inner))
                {
                    bool hasParentheses = part.Groups["example"].Success;
                    if (hasParentheses && layer.Length > 0) example = Whole(part.Groups["example"].Value);
                    else
                    {
                        if (inParentheses) example = Whole(layer);
                        (layer, inParentheses) = (part.Value.Trim('[', ']', '(', ')'), hasParentheses);
                    }
                }
            }
            else if (match.Groups["example"].Success) example = Whole(inner);
            else groups.Add(new(inner.Trim('[', ']').Split(','), match.Groups["bracket"].Success));
        }
        return new(name.Groups["name"].Value, layer, example, groups) { IsLayerInParentheses = inParentheses };
    }

    /// <summary>The same with the first bracket as the layer, where none is written and indices follow, or always: <c>W[1][0,1]</c>.</summary>
    public SpelledName WithLayerInBrackets(bool always) => Layer.Length == 0 && Groups is [{ IsBracket: true, Parts: [string layer] }, ..] && (always || Groups.Count > 1 || Example is not null)
        ? this with { Layer = layer, Groups = [.. Groups.Skip(1)] }
        : this;

    /// <summary>The same of a name that has no layer: what stands in parentheses above is the example.</summary>
    public SpelledName WithoutLayer() => IsLayerInParentheses ? this with { Layer = "", Example = Whole(Layer) } : this;

    /// <summary>The indices as numbers, subscripts of several digits taken apart where so many indices are wanted; null where one is no number.</summary>
    public int[]? Indices(int wanted)
    {
        string[] parts = [.. Groups.SelectMany(group => group.Parts)];
        int before = Example is null ? 0 : 1;
        if (parts.Length + before < wanted)
        {
            string[] apart = [.. Groups.SelectMany(group => group.IsBracket ? group.Parts : group.Parts.SelectMany(part => part.Select(digit => $"{digit}")))];
            if (apart.Length + before == wanted) parts = apart;
        }
        var numbers = new List<int>();
        if (Example is { } example) numbers.Add(example);
        foreach (string part in parts)
        {
            if (!int.TryParse(part, out int number)) return null;
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private static int Whole(string digits) => int.TryParse(digits, out int number) ? number : int.MaxValue;

    [GeneratedRegex(@"^(?<name>\p{L}*)(?<layer>\d*)")]
    private static partial Regex Start();

    [GeneratedRegex(@"\G(\^\{(?<above>)(?<inner>[\d,\[\]()]+)\}|\^(?<above>)(?<inner>\d+|\[\d+\]|\(\d+\))|_\{(?<inner>[\d,]+)\}|_(?<inner>\d+(,\d+)*)|_?(?<bracket>\[(?<inner>[^\[\]]*)\])|(?<example>)\((?<inner>\d+)\))")]
    private static partial Regex Around();

    [GeneratedRegex(@"\((?<example>\d+)\)|\[\d+\]|\d+")]
    private static partial Regex Part();
}
