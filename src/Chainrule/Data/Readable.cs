using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>What a writer of files asks before it writes: whether the reader would make the same thing of it again. A law or a layer may come from anywhere, and say anything of itself.</summary>
internal static class Readable
{
    /// <summary>The name of a law, if a reader finds that very law by it, or else one of your vocabulary.</summary>
    /// <exception cref="ProblemException">It is none, or that of a built-in law, and this is another one.</exception>
    internal static string Name<T>(T law, IReadOnlyList<T> builtIn, Func<T, string?> nameOf, string what, string at) where T : class
    {
        string? name = nameOf(law);
        if (Letters.WrongName(name, what, nameOf(builtIn[0])!) is { } wrong) throw new ProblemException($"{at}: {wrong}");
        if (builtIn.FirstOrDefault(each => nameOf(each) == name) is { } known && !(law is LayerKind ? known == law : known.GetType() == law.GetType()))
            throw new ProblemException($"{at}: the {what} \"{name}\" of yours has the name of a built-in one, which a reader of the file would take instead; give it another name");
        return name!;
    }

    /// <summary>The fields of a layer, each a value that a file can hold, if its kind makes the same layer of them again.</summary>
    /// <exception cref="ProblemException">It does not; the message says which field, or what came instead.</exception>
    internal static List<(string Key, object Value)> Fields(LayerSpec layer, string at)
    {
        Name(layer.Described ?? throw new ProblemException($"{at}: {nameof(LayerSpec.Described)} is null, wanted its kind"), LayerKind.All, each => each.Name, "kind of layer", at);
        List<(string Key, object Value)> fields = Listed(layer, at);
        if (layer.GetType().Assembly == typeof(LayerSpec).Assembly) return fields;
        LayerSpec again;
        try
        {
            again = layer.Described.Read(new(at, fields.ToDictionary(), [.. Activation.All, .. fields.Select(field => field.Value).OfType<Activation>()]));
        }
        catch (ProblemException wrong)
        {
            throw new ProblemException($"{at}: read back from a file, it would be refused: {wrong.Message}", wrong);
        }
        if (again.GetType() != layer.GetType())
            throw new ProblemException($"{at}: the kind \"{layer.Kind}\" reads its fields back as {again.GetType().Name}, wanted {layer.GetType().Name}; {nameof(LayerSpec.Described)} names another kind");
        if (!Listed(again, at).SequenceEqual(fields))
            throw new ProblemException($"{at}: the kind \"{layer.Kind}\" reads its fields back as others; whatever the layer says of itself in {nameof(LayerSpec.Fields)} must come back from them");
        return fields;
    }

    private static List<(string Key, object Value)> Listed(LayerSpec layer, string at)
    {
        List<(string Key, object Value)> fields = [];
        foreach ((string key, object value) in layer.Fields ?? throw new ProblemException($"{at}: {nameof(LayerSpec.Fields)} is null, wanted a list; [] for none"))
        {
            if (!layer.Described.Keys.Contains(key)) throw new ProblemException($"{at}: got the key \"{Shown.Text(key ?? "")}\", wanted one of {layer.Described}: {string.Join(", ", layer.Described.Keys)}");
            if (fields.Any(field => field.Key == key)) throw new ProblemException($"{at}.{key}: the key is there twice");
            fields.Add((key, Held(value, $"{at}.{key}")));
        }
        return fields;
    }

    private static object Held(object? value, string at)
    {
        object known = LayerFields.Held(value) ?? throw new ProblemException(
            $"{at}: got {(value is null ? "null" : $"a {value.GetType().Name}")}, wanted what a file can hold: NumberRow, NumberTable, Tensor, double, int, bool, text or Activation; leave out what is not there");
        if (known is double number && !double.IsFinite(number)) throw new ProblemException($"{at}: got {number:R}, wanted a finite number");
        if (known is Tensor tensor) CheckFinite(tensor, at);
        if (known is Activation activation) Name(activation, Activation.All, each => each.Name, "activation", at);
        return known;
    }

    private static void CheckFinite(Tensor tensor, string at)
    {
        if (tensor.IsRow) tensor.CheckFinite(at);
        else
            for (int i = 0; i < tensor.Count; i++) CheckFinite(tensor[i], $"{at}[{i}]");
    }
}
