using System.CommandLine;
using Chainrule.Cli.Reading;
using Chainrule.Data;
using Chainrule.Datasets.Sources;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Options;

/// <summary>How a command is told how to read DATA.</summary>
internal sealed class DataOptions
{
    /// <summary>What DATA may be, for help.</summary>
    internal const string Words = "a CSV file, pictures as MNIST's (…-images-idx3-ubyte, compressed or not, or a folder with its files), or NAME:n:seed of a generator, such as moons:500:1";

    /// <summary>The same as a sentence.</summary>
    internal static string Sentence => $"{char.ToUpperInvariant(Words[0])}{Words[1..]}.";

    private static readonly string[] tasks = ["classification", "regression"];

    private readonly Option<string?> target = ProblemOptions.Text("--target", "COLUMNS", "Of a CSV file: the column or columns to be learned, such as y or y1,y2; all others are inputs.");
    private readonly Option<string?> ignore = ProblemOptions.Text("--ignore", "COLUMNS", "Of a CSV file: columns to be left out, such as id.");
    private readonly Option<string?> task = ProblemOptions.Text("--task", "NAME", "classification or regression, where it is not what the target looks like: texts and two numbers are classes.");
    private readonly Option<string?> missing = ProblemOptions.Text("--missing", "WAY", "Of rows with a missing value: refuse (default), drop, or mean (of the column, for inputs that are numbers).");
    private readonly Option<string?> delimiter = ProblemOptions.Text("--delimiter", "SIGN", "Of a CSV file: what stands between cells, where it is none of comma, semicolon and tab.");
    private readonly Option<string?> labels = ProblemOptions.Text("--labels", "FILE", "Of pictures: the file with their labels, where it does not lie beside them.");

    internal void AddTo(Command command)
    {
        foreach (Option<string?> option in (Option<string?>[])[target, ignore, task, missing, delimiter, labels]) command.Options.Add(option);
    }

    /// <summary>What the user said of the data.</summary>
    /// <exception cref="ProblemException">It cannot be read.</exception>
    internal SourceOptions Read(ParseResult parsed) => new()
    {
        Targets = Columns(parsed.GetValue(target)),
        Ignored = Columns(parsed.GetValue(ignore)),
        Task = parsed.GetValue(task) is string named ? (TargetTask)(1 + Array.IndexOf(tasks, Names.Find(tasks, each => each, named, "task"))) : TargetTask.Inferred,
        Missing = parsed.GetValue(missing) is string way ? (MissingValues)Array.IndexOf(PreprocessingFile.MissingNames, Names.Find(PreprocessingFile.MissingNames, each => each, way, "way with missing values")) : null,
        Delimiter = parsed.GetValue(delimiter) switch
        {
            null => null,
            "tab" or "\\t" => '\t',
            [char sign] => sign,
            string other => throw new ProblemException($"--delimiter: got \"{Shown.Text(other)}\", wanted one sign such as ; or tab"),
        },
        LabelsPath = parsed.GetValue(labels),
    };

    /// <summary>Opens DATA, where - is a CSV file on standard input.</summary>
    /// <exception cref="ProblemException">There is no such thing, or it cannot be read.</exception>
    internal static DataSource Open(string data, SourceOptions options) => UserFile.IsPlain(data) ? DataSource.Open(data, options) : DataSource.OpenTable(new MemoryStream(UserFile.ReadAll(data)), UserFile.NameOf(data), options);

    private static string[] Columns(string? text) => text is null ? [] : [.. text.Split(',').Select(each => each.Trim())];
}
