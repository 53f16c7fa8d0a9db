using System.Globalization;
using System.Text;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>One value (or key) of a <see cref="JsonTree"/>, read as what the reader wants it to be, or refused with its place.</summary>
internal readonly struct JsonNode(JsonTree tree, int index)
{
    internal int Index => index;

    private JsonKind Kind => tree.KindOf(index);

    internal bool IsObject => Kind == JsonKind.Object;

    internal string Text => tree.TextOf(index);

    /// <summary>The values of a list; none where this is something else.</summary>
    internal IEnumerable<JsonNode> Elements()
    {
        if (Kind != JsonKind.List) yield break;
        int end = tree.After(index);
        for (int at = index + 1; at < end; at = tree.After(at)) yield return new(tree, at);
    }

    /// <summary>The keys and values of an object; none where this is something else.</summary>
    internal IEnumerable<(JsonNode Key, JsonNode Value)> Members()
    {
        if (Kind != JsonKind.Object) yield break;
        int end = tree.After(index);
        for (int at = index + 1; at < end; at = tree.After(at + 1)) yield return (new(tree, at), new(tree, at + 1));
    }

    /// <summary>The object's values by their keys, each key known and there once.</summary>
    internal Dictionary<string, JsonNode> ReadObject(string wanted, IReadOnlyList<string> known)
    {
        if (Kind != JsonKind.Object) throw Wanted(wanted);
        var members = new Dictionary<string, JsonNode>();
        foreach ((JsonNode key, JsonNode value) in Members())
        {
            string name = key.Text;
            if (!known.Contains(name)) throw tree.Problem(key.Index, Names.Unknown(known, Shown.Text(name), "key"), tree.PathTo(index));
            if (!members.TryAdd(name, value)) throw tree.Problem(key.Index, $"the key \"{name}\" stands here twice; keep one of them", tree.PathTo(index));
        }
        return members;
    }

    /// <summary>The object's values by their keys, each of these keys there and no other.</summary>
    internal Dictionary<string, JsonNode> ReadAll(string wanted, IReadOnlyList<string> keys)
    {
        Dictionary<string, JsonNode> members = ReadObject(wanted, keys);
        foreach (string key in keys) Required(members, key);
        return members;
    }

    /// <summary>The value of a key that this object must have.</summary>
    internal JsonNode Required(Dictionary<string, JsonNode> members, string key) => members.TryGetValue(key, out JsonNode value) ? value : throw Problem($"the key \"{key}\" is missing");

    internal JsonNode[] ReadList(string wanted) => Kind == JsonKind.List ? [.. Elements()] : throw Wanted(wanted);

    internal double[] ReadNumbers(string wanted) => [.. ReadList(wanted).Select(each => each.ReadNumber())];

    /// <summary>The same in nested lists, as a shape of several axes may be written.</summary>
    internal double[] ReadNumbers(string wanted, Shape shape)
    {
        if (shape.Sizes.Length == 1 || !Elements().Any(each => each.Kind == JsonKind.List)) return ReadNumbers(wanted);
        Tensor nested = ReadTensor();
        string path = tree.PathTo(index);
        return Located(() =>
        {
            nested.Check(path, shape.Sizes.AsSpan(), $"an example has {shape} numbers");
            return nested.Numbers().ToArray();
        });
    }

    /// <summary>Numbers in lists, nested in any way.</summary>
    internal Tensor ReadTensor()
    {
        if (!Elements().Any(each => each.Kind == JsonKind.List)) return Tensor.Of((NumberRow)ReadNumbers("a list of numbers"));
        return Tensor.Of(ReadList("a list of lists of numbers").Select(each => each.ReadTensor()).ToArray());
    }

    /// <summary>Whatever a layer's field may be: numbers in lists, a number, a text or a truth.</summary>
    internal object ReadAny() => Kind switch
    {
        JsonKind.List => ReadTensor(),
        JsonKind.Number => ReadNumber(),
        JsonKind.True or JsonKind.False => ReadTruth(),
        _ => ReadText("numbers, a text, or true or false; leave the key out where there is nothing"),
    };

    internal double ReadNumber()
    {
        if (Kind != JsonKind.Number) throw Wanted(IsQuotedNumber() ? "a number, without the quotes" : "a number");
        double number = double.Parse(tree.Bytes(index), NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : throw Wanted("a number that a double can hold, up to 1.79e308 in size");
    }

    private bool IsQuotedNumber() =>
        Kind == JsonKind.Text && double.TryParse(tree.Bytes(index), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    /// <summary>A number as it was written, digit by digit, in quotes or without; null where there is null.</summary>
    internal string? ReadWritten(string wanted) => Kind switch
    {
        JsonKind.Number or JsonKind.Text => Text,
        JsonKind.Null => null,
        _ => throw Wanted(wanted),
    };

    internal string ReadText(string wanted) => Kind == JsonKind.Text ? Text : throw Wanted(wanted);

    internal bool ReadTruth() => Kind switch
    {
        JsonKind.True => true,
        JsonKind.False => false,
        _ => throw Wanted("true or false"),
    };

    /// <summary>The item which the text names.</summary>
    internal T ReadName<T>(IReadOnlyList<T> all, Func<T, string> nameOf, string kind)
    {
        string name = ReadText($"the name of a known {kind} in double quotes, one of {string.Join(", ", all.Select(nameOf))}");
        foreach (T each in all)
            if (nameOf(each) == name) return each;
        throw Problem(Names.Unknown(all.Select(nameOf), Shown.Text(name), kind));
    }

    /// <summary>What the engine makes of it; a problem that it finds gets the place in the text.</summary>
    internal T Located<T>(Func<T> checkedByTheEngine)
    {
        try
        {
            return checkedByTheEngine();
        }
        catch (ProblemException problem)
        {
            throw tree.Located(problem);
        }
    }

    internal ProblemException Problem(string message) => tree.Problem(index, message);

    private ProblemException Wanted(string wanted) => Problem($"got {Described()}, wanted {wanted}");

    private string Described() => Kind switch
    {
        JsonKind.Object => "an object { … }",
        JsonKind.List => "a list […]",
        JsonKind.Text => $"the text \"{Shown.Text(Text)}\"",
        JsonKind.Number => Shown.Text(Encoding.UTF8.GetString(tree.Bytes(index))),
        JsonKind kind => kind.ToString().ToLowerInvariant(),
    };
}
