using System.Runtime.InteropServices;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Datasets.Tables;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Datasets.Sources;

/// <summary>
/// What stands between raw data and a network: columns and categories by their names, or the size of pictures; how inputs and targets are scaled; the names of the classes. It is fitted once, on the
/// rows for training, is kept in the model, and meets all later data in the same way.
/// </summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed class Preprocessing
{
    /// <summary>Under which name it stands in <see cref="Model.Notes"/>.</summary>
    public const string Note = "preprocessing";

    internal Preprocessing(DataForm form, TargetKind targets, MissingValues missing, Scaler? inputScaler = null, Scaler? targetScaler = null) =>
        (Form, Targets, Missing, InputScaler, TargetScaler) = (form, targets, missing, inputScaler, targetScaler);

    internal DataForm Form { get; }

    /// <summary>How targets are written as y: numbers, or a class in one of three ways.</summary>
    public TargetKind Targets { get; }

    /// <summary>What becomes of rows in which a value is missing.</summary>
    public MissingValues Missing { get; }

    /// <summary>How inputs are scaled; null where they stay as they are.</summary>
    public Scaler? InputScaler { get; }

    /// <summary>How targets that are numbers are scaled; null where they stay as they are.</summary>
    public Scaler? TargetScaler { get; }

    /// <summary>Of a table, how its columns become numbers; null for other data.</summary>
    public TableEncoding? Table => (Form as TableForm)?.Encoding;

    /// <summary>Of pictures, the height and width in pixels; null for other data.</summary>
    public (int Rows, int Columns)? Picture => Form is PictureForm form ? (form.Rows, form.Columns) : null;

    /// <summary>Whether a class is to be told.</summary>
    public bool IsClassification => Targets != TargetKind.Numbers;

    /// <summary>The names of the classes, by their numbers; none where targets are numbers.</summary>
    public IReadOnlyList<string> Classes => Form.Classes;

    /// <summary>What each number of x is called.</summary>
    public IReadOnlyList<string> InputNames => Form.InputNames;

    /// <summary>What the targets are called: a class has one name.</summary>
    public IReadOnlyList<string> TargetNames => Form.TargetNames;

    /// <summary>How many numbers x has.</summary>
    public int Inputs => Form.Inputs;

    /// <summary>How many numbers y has.</summary>
    public int Outputs => Targets switch
    {
        TargetKind.Numbers => TargetNames.Count,
        TargetKind.OneHot => Classes.Count,
        _ => 1,
    };

    internal static Preprocessing Fit(DataSource source, ReadOnlySpan<int> training, FitOptions options)
    {
        if (training.IsEmpty) throw new ArgumentException("got no row, wanted those for training", nameof(training));
        DataForm form = source.FormBy(training, source.Options.Task);
        TargetKind targets = Fitting(form, source, options.Targets);
        Preprocessing raw = new(form, targets, source.Options.Missing ?? MissingValues.Refuse);
        Scaling scaling = options.Scaling ?? (form.IsScaled ? Scaling.None : Scaling.Standardize);
        if (scaling == Scaling.None) return raw;
        Dataset data = raw.Encode(source, training);
        Scaler inputs = Scaler(data, scaling);
        // A category stays 0 or 1.
        double[] offset = [.. Enumerable.Range(0, form.Inputs).Select(i => form.IsNumber(i) ? inputs.Offset[i] : 0)], scale = [.. Enumerable.Range(0, form.Inputs).Select(i => form.IsNumber(i) ? inputs.Scale[i] : 1)];
        Scaler? ofTargets = targets == TargetKind.Numbers && options.ScaleTargets ? Scaler(Dataset.Of(data.Y, data.Y, data.Outputs, data.Outputs), scaling) : null;
        return new(form, targets, raw.Missing, new(offset, scale), ofTargets);
    }

    /// <summary>The one that a model was trained with, or null where nothing was noted.</summary>
    /// <exception cref="ProblemException">It was spoiled, or does not go with the model's network.</exception>
    public static Preprocessing? Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.Notes.TryGetValue(Note, out string? text)) return null;
        Preprocessing read = Parse(text);
        read.CheckFit(model.Network);
        return read;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ProblemException">It is no such text; the message says where and why.</exception>
    public static Preprocessing Parse(string json, string source = Note) => PreprocessingFile.Parse(Given.NotNull(json), Given.NotNull(source));

    /// <summary>All of it as JSON.</summary>
    public string ToJson() => PreprocessingFile.Write(this);

    /// <summary>The model with this preprocessing in its notes.</summary>
    /// <exception cref="ProblemException">It does not go with the model's network.</exception>
    public Model In(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckFit(model.Network);
        return model with { Notes = new Dictionary<string, string>(model.Notes) { [Note] = ToJson() } };
    }

    /// <summary>Refuses a network with other inputs or outputs.</summary>
    /// <exception cref="ProblemException">It has such.</exception>
    public void CheckFit(NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Inputs != Inputs)
            throw new ProblemException($"the network has {Shown.Count(network.Inputs, "input")}, and the data give {Inputs} ({string.Join(", ", InputNames.Take(8).Select(Shown.Text))}{(Inputs > 8 ? ", …" : "")}); wanted as many");
        if (network.Outputs != Outputs)
            throw new ProblemException($"the network has {Shown.Count(network.Outputs, "output")}, and the data give {Shown.Count(Outputs, "target")} ({TargetWords}); wanted as many");
    }

    /// <summary>Opens data as those were opened from which it was fitted: only columns that it knows are read, and the targets need not be there.</summary>
    /// <exception cref="ProblemException">There is no such thing, or it cannot be read.</exception>
    public DataSource Open(string data, SourceOptions? options = null) => DataSource.Open(data, Known(options), Table);

    /// <summary>The same for a table out of a stream, which stays open.</summary>
    /// <exception cref="ProblemException">It is no table.</exception>
    /// <exception cref="ArgumentException">Something is null, or the stream is closed or cannot be read.</exception>
    public DataSource OpenTable(Stream stream, string name, SourceOptions? options = null) => TableSource.Read(stream, name, Known(options), Table);

    /// <summary>Brings it together with data.</summary>
    /// <exception cref="ProblemException">These have other columns or sizes, or a category that was not met; the message names the first place.</exception>
    public SourceEncoder For(DataSource source) => new(this, Given.NotNull(source));

    /// <summary>These rows of the data, encoded and scaled, in this order.</summary>
    /// <exception cref="ProblemException">The data have other columns or sizes, no targets, or no such row.</exception>
    public Dataset Encode(DataSource source, ReadOnlySpan<int> rows) => For(source).ToDataset(rows);

    /// <summary>All rows that can be used.</summary>
    /// <inheritdoc cref="Encode(DataSource, ReadOnlySpan{int})"/>
    public Dataset Encode(DataSource source) => Encode(source, [.. Given.NotNull(source).Rows]);

    /// <summary>One row alone.</summary>
    /// <inheritdoc cref="Encode(DataSource, ReadOnlySpan{int})"/>
    public Dataset Row(DataSource source, int row) => Encode(source, [row]);

    /// <summary>The class that a network's outputs speak for: the largest, or on which side of the middle the only one lies.</summary>
    /// <exception cref="ArgumentException">They are not as many as there are targets.</exception>
    public int ClassOf(ReadOnlySpan<float> outputs)
    {
        Given.SameLength(Outputs, outputs.Length, nameof(outputs));
        return Tally.ClassOf(MemoryMarshal.Cast<float, F32>(outputs), Targets, each => each.Number);
    }

    /// <summary>What a network's outputs say in the units of the data.</summary>
    /// <exception cref="ArgumentException">They are not as many as there are targets, or there is not as much room.</exception>
    public void Unscale(ReadOnlySpan<float> outputs, Span<double> numbers)
    {
        Given.SameLength(Outputs, outputs.Length, nameof(outputs));
        Given.SameLength(Outputs, numbers.Length, nameof(numbers));
        for (int i = 0; i < numbers.Length; i++) numbers[i] = TargetScaler is null ? outputs[i] : outputs[i] * TargetScaler.Scale[i] + TargetScaler.Offset[i];
    }

    private string TargetWords => IsClassification ? $"{Classes.Count} classes of {Shown.Text(TargetNames[0])}" : string.Join(", ", TargetNames.Select(Shown.Text));

    private SourceOptions Known(SourceOptions? options) =>
        (options ?? new()) with { Targets = Table is null ? [] : TargetNames, Task = IsClassification ? TargetTask.Classification : TargetTask.Regression, Missing = options?.Missing ?? Missing };

    private static TargetKind Fitting(DataForm form, DataSource source, TargetKind? wanted)
    {
        int classes = form.Classes.Count;
        if (wanted is not { } kind) return classes switch { 0 => TargetKind.Numbers, 2 => TargetKind.ZeroOne, _ => TargetKind.OneHot };
        bool fits = kind switch
        {
            TargetKind.Numbers => classes == 0,
            TargetKind.OneHot => classes > 0,
            _ => classes == 2,
        };
        return fits ? kind : throw new ProblemException($"{source.Name}: the targets are {(classes == 0 ? "numbers" : $"one of {classes} classes")}, and the network wants {Words(kind)}");
    }

    private static string Words(TargetKind kind) => kind switch
    {
        TargetKind.Numbers => "numbers",
        TargetKind.OneHot => "classes",
        _ => "one of two classes",
    };

    private static Scaler Scaler(Dataset data, Scaling scaling) => scaling == Scaling.MinMax ? Data.Scaler.MinMax(data) : Data.Scaler.Standardize(data);
}
