using System.CommandLine;
using Chainrule.Cli.Csv;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Streams;
using Chainrule.Data;
using Chainrule.Datasets.Sources;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Options;

/// <summary>A problem the user chose, what to call it, and how to ask about it again.</summary>
internal sealed record Chosen(Problem Problem, string Title, string? Source, Asking Asking)
{
    /// <summary>Of a model: which rows of the data the examples are.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];
}

/// <summary>How a command is told which problem it is about: a file, a built-in example, or a random network; with examples from a CSV file.</summary>
internal sealed class ProblemOptions
{
    private readonly Argument<string?> file = new("FILE")
    {
        Description = "A network file (JSON), or - for standard input. Without one: the example mazur.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> example = new("--example")
    {
        Description = "A built-in example; without a name, lists them.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "NAME",
    };

    private readonly Option<string?> layers = Text("--layers", "SIZES", "A random network: inputs, then the units of each layer, such as 2,3,1.");
    private readonly Option<string?> activation = Text("--activation", "NAME", "Of a random network: the activation of its layers (default sigmoid).");
    private readonly Option<string?> outputActivation = Text("--output-activation", "NAME", "Of a random network: the activation of the last layer.");
    private readonly Option<string?> loss = Text("--loss", "NAME", "Of a random network: its loss (default half-sse).");
    private readonly Option<string?> seed = Text("--seed", "NUMBER", "Of a random network: the same seed gives the same numbers (default 0).");
    private readonly Option<string?> count = Text("--examples", "COUNT", "Of a random network: how many examples (default 1).");
    private readonly Option<string?> learningRate = Text("--learning-rate", "NUMBER", "The size of the step, in place of the problem's own.");
    private readonly Option<string?> data = Text("--data", "FILE", "Take the examples from a CSV file whose first line names the columns.");
    private readonly Option<string?> target = Text("--target", "COLUMNS", "Of the CSV file: the column or columns with the targets, such as y or y1,y2.");

    private readonly Option<string?> row = Text("--row", "NUMBER", "Of a model: the row of the data that is told of, from 0, without the header.");
    private readonly Option<string?> rows = Text("--rows", "FROM:TO", "Of a model: a mini-batch, such as 0:64 for the rows from 0 to 63.");

    public static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    public void AddTo(Command command)
    {
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[example, layers, activation, outputActivation, loss, seed, count, learningRate, data, target, row, rows]) command.Options.Add(option);
    }

    /// <summary>Whether the user typed --example without a name, to see which there are.</summary>
    public bool WantsList(ParseResult parsed) => parsed.GetResult(example) is { } result && result.Tokens.Count == 0;

    /// <summary>The problem the user chose.</summary>
    /// <exception cref="ProblemException">The choice is contradictory, or what was chosen cannot be used.</exception>
    public Chosen Choose(ParseResult parsed)
    {
        if (WantsList(parsed)) throw new ProblemException($"--example needs a name; there are: {string.Join(", ", Examples.All.Select(each => each.Name))}");
        string? path = parsed.GetValue(file), name = parsed.GetValue(example), sizes = parsed.GetValue(layers);
        string[] ways = [.. new[] { path is null ? null : "FILE", name is null ? null : "--example", sizes is null ? null : "--layers" }.OfType<string>()];
        if (ways.Length > 1) throw new ProblemException($"got both {ways[0]} and {ways[1]}, wanted only one of them: each names a network");
        Only(parsed, sizes is not null, "--layers", activation, outputActivation, loss, seed, count);
        if (parsed.GetValue(data) is null) Only(parsed, false, "--data", target);

        bool isModel = path is not null && TrainedModel.IsModel(path);
        Only(parsed, isModel, "a model (.safetensors)", row, rows);
        Chosen chosen = isModel ? FromModel(parsed, path!) : path is not null ? FromFile(parsed, path) : sizes is not null ? FromSizes(parsed, sizes) : FromExample(parsed, name ?? Examples.All[0].Name);
        double? rate = NumberOptions.OptionalPositive(parsed.GetValue(learningRate), "--learning-rate");
        return rate is null ? chosen : chosen with { Problem = new(chosen.Problem.Network, chosen.Problem.Batch, rate.Value, chosen.Problem.UpdateBiases, chosen.Problem.Update) };
    }

    private static void Only(ParseResult parsed, bool allowed, string with, params ReadOnlySpan<Option<string?>> options)
    {
        foreach (Option<string?> option in options)
            if (!allowed && parsed.GetValue(option) is not null)
                throw new ProblemException($"{option.Name} only goes with {with}; add {with}, or leave {option.Name} out");
    }

    private Chosen FromFile(ParseResult parsed, string path)
    {
        NetworkFileContent? content = null;
        Problem problem;
        if (parsed.GetValue(data) is null)
        {
            content = NetworkFile.ParseNetwork(UserFile.ReadAll(path), UserFile.NameOf(path));
            problem = content.Problem ?? throw new ProblemException($"{UserFile.NameOf(path)}: examples: missing; add \"examples\": [ {{ \"x\": […], \"y\": […] }} ], or take them from a CSV file with --data and --target");
        }
        else
        {
            content = NetworkFile.ParseNetwork(UserFile.ReadAll(path), UserFile.NameOf(path));
            problem = content.With(Csv(parsed, content.Network.Loss, content.Network.Inputs, content.Network.Outputs).Batch);
        }
        return new(problem, OneLine(content.Name) ?? UserFile.NameOf(path), OneLine(content.Source), Asking(parsed, Quoted(path)));
    }

    // The step from where the model stands is one of gradient descent: what another update had kept is not in the model.
    private Chosen FromModel(ParseResult parsed, string path)
    {
        TrainedModel model = TrainedModel.Load(path);
        Preprocessing read = model.Required;
        if (parsed.GetValue(target) is not null) throw new ProblemException("--target does not go with a model: it knows what it has learned; leave it out");
        string from = parsed.GetValue(data) ?? throw new ProblemException($"{model.Name}: a model has no examples of its own; add --data DATA and --row 17, the row that is to be told of");
        int[] chosen = TrainedModel.Rows(parsed.GetValue(row), parsed.GetValue(rows));
        Dataset examples = read.Encode(read.Open(from), chosen);
        var batch = new Batch(
            NumberTable.Of([.. Enumerable.Range(0, examples.Count).Select(e => (NumberRow)Array.ConvertAll(examples.InputsOf(e).ToArray(), each => (double)each))]),
            NumberTable.Of([.. Enumerable.Range(0, examples.Count).Select(e => (NumberRow)Array.ConvertAll(examples.TargetsOf(e).ToArray(), each => (double)each))]));
        string which = chosen.Length == 1 ? $"row {chosen[0]}" : $"rows {chosen[0]} to {chosen[^1]}";
        return new(new(model.Model.Network, batch, model.Model.LearningRate), $"{model.Name}, {which} of {InputFile.NameOf(from)}", null, Asking(parsed, Quoted(path))) { Rows = chosen };
    }

    private Chosen FromExample(ParseResult parsed, string name)
    {
        Example chosen = Examples.Named(name);
        Problem problem = chosen.Problem;
        if (parsed.GetValue(data) is not null)
        {
            Batch batch = Csv(parsed, problem.Network.Loss, problem.Network.Inputs, problem.Network.Outputs).Batch;
            problem = problem.With(batch);
        }
        return new(problem, chosen.Title, chosen.Source, Asking(parsed, name == Examples.All[0].Name ? "" : $"--example {name}"));
    }

    private Chosen FromSizes(ParseResult parsed, string text)
    {
        int[] sizes = NumberOptions.List(text, "--layers");
        if (sizes.Length < 2) throw new ProblemException($"--layers: got {Shown.Text(text)}, wanted at least two sizes, the inputs and the units of a layer, such as 2,3,1");
        Loss withLoss = Loss.Named(parsed.GetValue(loss) ?? "half-sse");
        Activation hidden = Activation.Named(parsed.GetValue(activation) ?? "sigmoid");
        Activation? last = parsed.GetValue(outputActivation) is string given ? Activation.Named(given) : null;
        int fromSeed = NumberOptions.Whole(parsed.GetValue(seed) ?? "0", "--seed", int.MinValue), examples = NumberOptions.Whole(parsed.GetValue(count) ?? "1", "--examples", 1);
        // softmax for all layers means: for the last one; the hidden ones then need another.
        if (!hidden.IsElementwise && sizes.Length == 2) (hidden, last) = (Activation.Named("identity"), last ?? hidden);
        Problem problem = RandomProblem.Create(sizes, hidden, last, withLoss, fromSeed, examples);
        if (parsed.GetValue(data) is not null)
            problem = problem.With(Csv(parsed, withLoss, sizes[0], sizes[^1]).Batch);
        return new(problem, $"A random network, seed {fromSeed}", null, Asking(parsed, Again(parsed)));
    }

    private CsvExamples Csv(ParseResult parsed, Loss withLoss, int inputs, int outputs)
    {
        string columns = parsed.GetValue(target) ?? throw new ProblemException("--data needs --target: the name of the column that holds the targets, such as --target y");
        return CsvExamples.Read(parsed.GetValue(data)!, columns.Split(','), withLoss, outputs, inputs);
    }

    private string Again(ParseResult parsed) => string.Join(" ", ((Option<string?>[])[layers, activation, outputActivation, loss, seed, count])
        .Where(option => parsed.GetValue(option) is not null)
        .Select(option => $"{option.Name} {Quoted(parsed.GetValue(option)!)}"));

    private Asking Asking(ParseResult parsed, string problem)
    {
        IEnumerable<string> more = ((Option<string?>[])[data, target, row, rows, learningRate])
            .Where(option => parsed.GetValue(option) is not null)
            .Select(option => $"{option.Name} {Quoted(parsed.GetValue(option)!)}");
        return new(Program, string.Join(" ", more.Prepend(problem).Where(part => part.Length > 0)));
    }

    /// <summary>How the user started this program, so that a printed command can be typed as it stands: the built command, or dotnet run.</summary>
    internal static string Program =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "Chainrule.Cli" ? "dotnet run --project src/Chainrule.Cli --" : "chainrule";

    // What somebody wrote into a file shall not look like lines of ours.
    private static string? OneLine(string? text) => text is null ? null : Shown.Harmless(text.ReplaceLineEndings(" "));

    // As a shell takes it: a name may hold anything but a zero.
    internal static string Quoted(string text)
    {
        if (RawName.Of(text) is byte[] bytes) return $"$'{string.Concat(bytes.Select(each => char.IsAsciiLetterOrDigit((char)each) ? $"{(char)each}" : $"\\x{each:x2}"))}'";
        if (text.Length > 0 && text.All(each => char.IsLetterOrDigit(each) || "_-+./,:=@%\\".Contains(each, StringComparison.Ordinal))) return text;
        if (Shown.Harmless(text) != text || text.Contains('\n', StringComparison.Ordinal)) return $"$'{string.Concat(text.Select(InAnsiQuotes))}'";
        return text.AsSpan().ContainsAny("\"$`!\\") && !OperatingSystem.IsWindows() ? $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'" : $"\"{text}\"";
    }

    private static string InAnsiQuotes(char each) => each is '\'' or '\\' ? $"\\{each}" : char.IsControl(each) || Shown.Harmless($"{each}").Length > 1 ? $"\\u{(int)each:x4}" : $"{each}";
}
