using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A kind of layer: how a file names it, how it is read from one, and how one is made at random. Files, checks, explanations and tests take their kinds from
/// <see cref="All"/>.
/// </summary>
/// <param name="name">The name in files, kebab-case.</param>
/// <param name="keys">The keys that stand beside the kind in a file.</param>
/// <param name="read">The layer that a file's fields say.</param>
/// <param name="input">A shape of input that such a layer takes, at random and small.</param>
/// <param name="sample">Such a layer for an input of that shape, at random and small.</param>
/// <exception cref="ArgumentException">Something is null; the name is not in kebab-case; a key is empty, is "kind", or is there twice.</exception>
public sealed class LayerKind(
    string name, IReadOnlyList<string> keys, Func<LayerFields, LayerSpec> read, Func<RandomSource, Shape> input, Func<RandomSource, Shape, LayerSpec> sample)
{
    /// <summary>The key that names the kind itself.</summary>
    internal const string Key = "kind";

    // A sample is small; nobody waits for millions of random numbers.
    private const int MostOfASample = 10_000;

    /// <summary>The name in files, kebab-case.</summary>
    public string Name { get; } = Letters.WrongName(Given.NotNull(name), "kind of layer", "dense") is { } wrong ? throw new ArgumentException(wrong, nameof(name)) : name;

    /// <summary>The keys that stand beside the kind in a file.</summary>
    public IReadOnlyList<string> Keys { get; } = Checked([.. Given.NotNull(keys)], name);

    private readonly Func<LayerFields, LayerSpec> read = Given.NotNull(read);
    private readonly Func<RandomSource, Shape> input = Given.NotNull(input);
    private readonly Func<RandomSource, Shape, LayerSpec> sample = Given.NotNull(sample);

    private static string[] Checked(string[] keys, string name) => keys.Any(string.IsNullOrEmpty) || keys.Contains(Key) || keys.Distinct().Count() < keys.Length
        ? throw new ArgumentException($"the keys of the kind of layer \"{name}\" are {string.Join(", ", keys)}, wanted different ones, and none called \"{Key}\", which names the kind itself", nameof(keys))
        : keys;

    /// <summary>The layer that a file's fields say.</summary>
    /// <exception cref="ProblemException">A field is missing, or is something else than wanted; or what reads this kind fails, or gives back null or a layer of another kind.</exception>
    public LayerSpec Read(LayerFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        LayerSpec? layer;
        try
        {
            layer = read(fields);
        }
        catch (Exception wrong) when (wrong is InvalidCastException or ArgumentException or NullReferenceException or IndexOutOfRangeException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ProblemException($"{fields.At}: the kind \"{Name}\" cannot be read from this: {wrong.Message}", wrong);
        }
        return layer?.Described?.Name == Name
            ? layer
            : throw new ProblemException($"{fields.At}: the kind \"{Name}\" was read as {(layer is null ? "null" : $"a layer of kind \"{layer.Described?.Name}\"")}; what reads the kind must give back a layer of it");
    }

    /// <summary>A shape of input that such a layer takes, at random and small.</summary>
    public Shape Input(RandomSource random) => input(Given.NotNull(random));

    /// <summary>Such a layer for an input of that shape, at random and small.</summary>
    /// <exception cref="ArgumentException">The input is not small, or not one that such a layer takes.</exception>
    public LayerSpec Sample(RandomSource random, Shape x)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Count > MostOfASample || x.Sizes.Length == 0) throw new ArgumentException($"got the shape {x}, wanted one with axes and at most {MostOfASample:N0} numbers", nameof(x));
        return sample(random, x);
    }

    /// <summary>Every built-in kind.</summary>
    public static IReadOnlyList<LayerKind> All { get; } =
    [
        Dense.OfKind,
        Dropout.OfKind,
        Residual.OfKind,
        LayerNorm.OfKind,
        RmsNorm.OfKind,
        Convolution.OfKind,
        MaxPooling.OfKind,
        Flatten.OfKind,
        Embedding.OfKind,
        Positions.OfKind,
        Attention.OfKind,
    ];

    /// <summary>The kind with this name.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static LayerKind Named(string name) => Names.Find(All, each => each.Name, name, "kind of layer");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The fields of a layer in a file, asked for by their keys.</summary>
/// <param name="at">The path of the layer, for messages.</param>
/// <param name="values">What stands there: <see cref="NumberRow"/>, <see cref="NumberTable"/>, <see cref="Layers.Tensor"/>, double, int, bool, text or <see cref="Rules.Activation"/>.</param>
/// <exception cref="ArgumentException">Something is null.</exception>
public sealed class LayerFields(string at, IReadOnlyDictionary<string, object> values)
{
    internal string At { get; } = Given.NotNull(at);

    private readonly IReadOnlyDictionary<string, object> values = Given.NotNull(values);
    private readonly IReadOnlyList<Activation> activations = Rules.Activation.All;

    /// <summary>The same where these activations may be named.</summary>
    internal LayerFields(string at, IReadOnlyDictionary<string, object> values, IReadOnlyList<Activation> activations) : this(at, values) => this.activations = activations;

    /// <summary>Numbers, nested in any way.</summary>
    /// <exception cref="ProblemException">They are missing, or something else; so for all that follow.</exception>
    public Tensor Tensor(string key) => TensorOrNull(key) ?? throw Missing(key, "a list of numbers");

    /// <summary>The same where they may be missing.</summary>
    public Tensor? TensorOrNull(string key) => Value(key) switch
    {
        null => null,
        Tensor tensor => tensor,
        object other => throw Wanted(key, other, "a list of numbers"),
    };

    /// <summary>A row of numbers.</summary>
    public NumberRow Row(string key) => Tensor(key) is { IsRow: true } row ? NumberRow.Of(row.Row) : throw new ProblemException($"{At}.{key}: got lists, wanted a row of numbers");

    /// <summary>Rows of numbers.</summary>
    public NumberTable Table(string key)
    {
        Tensor rows = Tensor(key);
        if (rows.IsRow || Enumerable.Range(0, rows.Count).Any(r => !rows[r].IsRow)) throw new ProblemException($"{At}.{key}: got {(rows.IsRow ? "a row of numbers" : "lists of lists")}, wanted a list of rows of numbers");
        return rows.ToTable();
    }

    /// <summary>A number.</summary>
    public double Number(string key, double? otherwise = null) => Value(key) switch
    {
        null => otherwise ?? throw Missing(key, "a number"),
        double number => number,
        int number => number,
        object other => throw Wanted(key, other, "a number"),
    };

    /// <summary>A whole number.</summary>
    public int Whole(string key, int? otherwise = null)
    {
        double number = Number(key, otherwise);
        return number == Math.Floor(number) && Math.Abs(number) < int.MaxValue ? (int)number : throw new ProblemException($"{At}.{key}: got {number:R}, wanted a whole number");
    }

    /// <summary>True or false.</summary>
    public bool Truth(string key, bool otherwise) => Value(key) switch
    {
        null => otherwise,
        bool truth => truth,
        object other => throw Wanted(key, other, "true or false"),
    };

    /// <summary>An activation.</summary>
    public Activation Activation(string key) => Value(key) switch
    {
        null => throw Missing(key, $"one of {string.Join(", ", activations)}"),
        Activation activation => activation,
        string name => activations.FirstOrDefault(each => each.Name == name) ?? throw new ProblemException($"{At}.{key}: {Names.Unknown(activations.Select(each => each.Name), name, "activation")}"),
        object other => throw Wanted(key, other, "the name of an activation"),
    };

    private object? Value(string key) => values.GetValueOrDefault(key) is { } value ? Held(value) ?? value : null;

    /// <summary>A value as a layer keeps it in the form that fields have; null for what no file can hold.</summary>
    internal static object? Held(object? value) => value switch
    {
        NumberRow row => Layers.Tensor.Of(row),
        NumberTable rows => Layers.Tensor.Of(rows),
        Layers.Tensor or double or int or bool or string or Rules.Activation => value,
        _ => null,
    };

    private ProblemException Missing(string key, string wanted) => new($"{At}: the key \"{key}\" is missing; wanted {wanted}");

    private ProblemException Wanted(string key, object got, string wanted) => new($"{At}.{key}: got {(got is Layers.Tensor ? "a list" : got)}, wanted {wanted}");
}
