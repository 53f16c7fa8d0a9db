using System.Text;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>
/// The network file: a network, examples and a learning rate as JSON, described in <c>docs/network.schema.json</c>. Comments and trailing
/// commas are allowed. A <see cref="FileVocabulary"/> adds names of your own to the built-in ones. Every message begins <c>file:line:column: path:</c>, lines and columns counted from 1.
/// </summary>
public static class NetworkFile
{
    private const string
        ExampleWanted = "an example, { \"x\": [0.05, 0.1], \"y\": [0.01, 0.99] }";

    /// <summary>The keys of the file.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["$schema", "name", "source", "input", "layers", "loss", "reduction", "update", "learningRate", "updateBiases", "notes", "examples"];

    /// <summary>The keys of a dense layer, all of them required. Other kinds have those of <see cref="LayerKind.Keys"/>, beside their <c>kind</c>.</summary>
    public static IReadOnlyList<string> LayerKeys { get; } = Dense.OfKind.Keys;

    /// <summary>The keys of an example, both required.</summary>
    public static IReadOnlyList<string> ExampleKeys { get; } = ["x", "y"];

    /// <summary>The names of <see cref="Reduction"/> in a file, in its order.</summary>
    public static IReadOnlyList<string> Reductions { get; } = ["mean", "sum"];

    /// <summary>The problem in a file. Here and below <paramref name="vocabulary"/> has the names that a file may use; null for the built-in ones.</summary>
    /// <exception cref="ProblemException">The file cannot be read, is not a network file, or has no examples.</exception>
    public static Problem Read(string path, FileVocabulary? vocabulary = null) => Parse(InputFile.ReadAll(path), InputFile.NameOf(path), vocabulary);

    /// <summary>The problem in a stream of UTF-8, such as standard input, from where it stands to its end; <paramref name="source"/> is what messages call it.</summary>
    /// <exception cref="ProblemException">It is not a network file, has no examples, or is larger than 100 MB.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> is closed, or cannot be read.</exception>
    public static Problem Read(Stream stream, string source, FileVocabulary? vocabulary = null) => Parse(InputFile.ReadAll(stream, source), source, vocabulary);

    /// <summary>The problem in a UTF-8 text; <paramref name="source"/> is what messages call it.</summary>
    /// <exception cref="ProblemException">It is not a network file, or has no examples.</exception>
    public static Problem Parse(ReadOnlySpan<byte> json, string source, FileVocabulary? vocabulary = null)
    {
        var tree = new JsonTree(json, Given.NotNull(source));
        return Content(tree, vocabulary).Problem ?? throw Missing(tree.Root, "examples", $"a list with at least one of them: {ExampleWanted}");
    }

    /// <summary>The problem in a text; <paramref name="source"/> is what messages call it.</summary>
    /// <exception cref="ProblemException">It is not a network file, or has no examples.</exception>
    public static Problem Parse(string json, string source, FileVocabulary? vocabulary = null) => Parse(Encoding.UTF8.GetBytes(Given.NotNull(json)), source, vocabulary);

    /// <summary>The contents of a file, which need not have examples.</summary>
    /// <exception cref="ProblemException">The file cannot be read or is not a network file.</exception>
    public static NetworkFileContent ReadNetwork(string path, FileVocabulary? vocabulary = null) => ParseNetwork(InputFile.ReadAll(path), InputFile.NameOf(path), vocabulary);

    /// <summary>The contents of a stream of UTF-8, which need not have examples.</summary>
    /// <exception cref="ProblemException">It is not a network file, or is larger than 100 MB.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> is closed, or cannot be read.</exception>
    public static NetworkFileContent ReadNetwork(Stream stream, string source, FileVocabulary? vocabulary = null) => ParseNetwork(InputFile.ReadAll(stream, source), source, vocabulary);

    /// <summary>The contents of a UTF-8 text, which need not have examples.</summary>
    /// <exception cref="ProblemException">It is not a network file.</exception>
    public static NetworkFileContent ParseNetwork(ReadOnlySpan<byte> json, string source, FileVocabulary? vocabulary = null) => ParseNetwork(json, source, vocabulary, null);

    /// <summary>The same, where the numbers of a layer, counted from 0, that are not in the text come from elsewhere, by their keys.</summary>
    /// <exception cref="ProblemException">It is not a network file.</exception>
    internal static NetworkFileContent ParseNetwork(ReadOnlySpan<byte> json, string source, FileVocabulary? vocabulary, Func<int, string, Tensor?>? numbers) =>
        Content(new JsonTree(json, Given.NotNull(source)), vocabulary, numbers);

    /// <summary>The file for a problem: <see cref="Parse(string, string, FileVocabulary)"/> reads the very same doubles back.</summary>
    /// <exception cref="ProblemException">The reader would not make the same of it: a law of yours has the name of a built-in one, or a layer's fields are none that its kind reads back.</exception>
    public static string Write(Problem problem, string? name = null, string? source = null) => NetworkFileText.Of(Given.NotNull(problem), name, source);

    private static NetworkFileContent Content(JsonTree tree, FileVocabulary? vocabulary, Func<int, string, Tensor?>? numbers = null)
    {
        FileVocabulary words = vocabulary ?? FileVocabulary.BuiltIn;
        Dictionary<string, JsonNode> file = tree.Root.ReadObject("a network, { \"layers\": […], \"loss\": … }", Keys);
        JsonNode[] nodes = Required(tree.Root, file, "layers", $"a list with at least one of them: {LayerFile.Wanted}").ReadList($"a list of layers, each {LayerFile.Wanted}");
        LayerSpec[] layers = [.. nodes.Select((node, l) => LayerFile.Read(node, l, words, numbers))];
        Shape? input = file.TryGetValue("input", out JsonNode sizes) ? LayerFile.ReadShape(sizes) : null;
        Loss loss = Required(tree.Root, file, "loss", $"one of {string.Join(", ", words.Losses)}").ReadName(words.Losses, each => each.Name, "loss");
        Reduction reduction = file.TryGetValue("reduction", out JsonNode reduced) ? ReductionOf(reduced) : Reduction.Mean;
        NetworkSpec network = tree.Root.Located(() => new NetworkSpec(layers, loss, reduction, input));

        Update update = file.TryGetValue("update", out JsonNode named) ? UpdateFile.Read(named, words) : Update.GradientDescent;
        var content = new NetworkFileContent(
            network,
            Problem: null,
            file.TryGetValue("learningRate", out JsonNode rate) ? LearningRate(rate) : update.DefaultLearningRate,
            !file.TryGetValue("updateBiases", out JsonNode biases) || biases.ReadTruth(),
            OptionalText(file, "name"),
            OptionalText(file, "source"))
        {
            Update = update,
            Notes = file.TryGetValue("notes", out JsonNode notes) ? TextsOf(notes) : new Dictionary<string, string>(),
        };
        OptionalText(file, "$schema");
        if (!file.TryGetValue("examples", out JsonNode examples)) return content;
        (List<NumberRow> x, List<NumberRow> y) = Examples(examples, network);
        return content with { Problem = tree.Root.Located(() => content.With(Batch(network, x, y))) };
    }

    // First beside the network, which knows which of two different lengths is the wrong one.
    private static Batch Batch(NetworkSpec network, List<NumberRow> x, List<NumberRow> y)
    {
        NetworkShapes.Check(x, y, network);
        return new([.. x], [.. y]);
    }

    private static (List<NumberRow> X, List<NumberRow> Y) Examples(JsonNode examples, NetworkSpec network)
    {
        List<NumberRow> x = [], y = [];
        foreach (JsonNode node in examples.ReadList($"a list of examples, each {ExampleWanted}"))
        {
            Dictionary<string, JsonNode> example = node.ReadObject(ExampleWanted, ExampleKeys);
            x.Add(Required(node, example, "x", "a list with one number for each input").ReadNumbers("a list with one number for each input", network.Input));
            y.Add(Required(node, example, "y", "a list with one number for each output").ReadNumbers("a list with one number for each output", network.Plan.Loss.Y.Shape));
        }
        return (x, y);
    }

    private static double LearningRate(JsonNode node)
    {
        double rate = node.ReadNumber();
        return rate > 0 ? rate : throw node.Problem($"got {rate:R}, wanted a positive number such as 0.5");
    }

    private static Reduction ReductionOf(JsonNode node) =>
        Reductions[0] == node.ReadName(Reductions, each => each, "reduction") ? Reduction.Mean : Reduction.Sum;

    private static string? OptionalText(Dictionary<string, JsonNode> members, string key) =>
        members.TryGetValue(key, out JsonNode node) ? node.ReadText("a text in double quotes") : null;

    private static Dictionary<string, string> TextsOf(JsonNode node)
    {
        const string wanted = "an object of texts, { \"seed\": \"7\" }";
        if (!node.IsObject) throw node.Problem($"wanted {wanted}");
        Dictionary<string, string> texts = [];
        foreach ((JsonNode name, JsonNode text) in node.Members())
            if (!texts.TryAdd(name.Text, text.ReadText("a text in double quotes"))) throw name.Problem($"the note \"{Shown.Text(name.Text)}\" stands here twice; keep one of them");
        return texts;
    }

    internal static JsonNode Required(JsonNode node, Dictionary<string, JsonNode> members, string key, string wanted) =>
        members.TryGetValue(key, out JsonNode value) ? value : throw Missing(node, key, wanted);

    private static ProblemException Missing(JsonNode node, string key, string wanted) =>
        node.Problem($"the key \"{key}\" is missing; wanted {wanted}");
}
