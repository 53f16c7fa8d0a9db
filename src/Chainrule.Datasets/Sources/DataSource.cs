using System.Globalization;
using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Idx;
using Chainrule.Datasets.Tables;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>
/// Data as they lie in a file, or come out of a generator, before anything is done to them. Their rows count from 0 in the order of the source, whatever is left out or kept apart later.
/// </summary>
/// <example><code>
/// DataSource source = DataSource.Open("flowers.csv", new() { Targets = ["species"] });
/// (int[] training, int[] validation) = source.Split("0.2", seed: 1);
/// Preprocessing preprocessing = source.Fit(training);
/// Dataset data = preprocessing.Encode(source, training);
/// </code></example>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public abstract class DataSource
{
    private protected DataSource(string name, int count, SourceOptions options) => (Name, Count, Options) = (name, count, options);

    /// <summary>
    /// Opens what a text names: a CSV file; a file of pictures in the format of MNIST, <c>…-images-idx3-ubyte</c>, compressed or not; a folder with MNIST's four files, or two of them; or
    /// <c>NAME:n:seed</c>, so many examples of a generator.
    /// </summary>
    /// <exception cref="ProblemException">There is no such thing, or it cannot be read; the message says where and why.</exception>
    public static DataSource Open(string data, SourceOptions? options = null) => Open(data, options ?? new(), null);

    /// <summary>Reads a table from a stream, which stays open and which messages call <paramref name="name"/>.</summary>
    /// <exception cref="ProblemException">It is no table.</exception>
    /// <exception cref="ArgumentException">Something is null, or the stream is closed or cannot be read.</exception>
    public static DataSource OpenTable(Stream stream, string name, SourceOptions? options = null) => TableSource.Read(stream, name, options ?? new(), null);

    /// <summary>The same for data that are to be read as others were before.</summary>
    internal static DataSource Open(string data, SourceOptions options, TableEncoding? encoding)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataSource? other = Directory.Exists(data) ? PictureSource.OfFolder(data, options)
            : options.LabelsPath is not null || LabelledImages.IsImages(data) ? new PictureSource(InputFile.NameOf(data), options, LabelledImages.Read(data, options.LabelsPath))
            : GeneratedSource.Find(data, options);
        if (other is not null && encoding is null && (options.Targets.Count > 0 || options.Ignored.Count > 0 || options.Delimiter is not null))
            throw new ProblemException($"{other.Name}: this is {other.Describe()}, which has no columns to be named, and no delimiter; wanted those of a CSV file only");
        return other ?? TableSource.Read(data, options, encoding);
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>How many rows there are, those that are left out included.</summary>
    public int Count { get; }

    /// <summary>The rows that can be used: all but those in which a value is missing, where these are left out.</summary>
    public virtual IReadOnlyList<int> Rows => field ??= [.. Enumerable.Range(0, Count)];

    /// <summary>How many of the last rows the source itself keeps apart, to test what was learned from the others; 0 for none.</summary>
    public virtual int Apart => 0;

    /// <summary>What it is, in a few words: <c>a table of 150 rows</c>.</summary>
    public abstract string Describe();

    /// <summary>What its rows look like, by those for training.</summary>
    internal abstract DataForm FormBy(ReadOnlySpan<int> training, TargetTask task);

    /// <summary>The rows, read in this form.</summary>
    /// <exception cref="ProblemException">They have another form, or a value that the form does not know.</exception>
    internal abstract RowReader ReaderOf(DataForm form);

    /// <summary>By what a part is drawn so that each class has its share; 0 where there are none.</summary>
    internal abstract Func<int, int> Classes();

    /// <summary>What was asked for when it was opened.</summary>
    internal SourceOptions Options { get; }

    /// <summary>
    /// The rows for training and those kept apart: <c>0.2</c> for a fraction, drawn by the seed so that both have the same shares of each class; <c>last:2000</c> for the last ones as they lie; null for
    /// what the source itself keeps apart, if it does.
    /// </summary>
    /// <exception cref="ProblemException">The part is neither, or leaves no row in one of them.</exception>
    public (int[] Training, int[] Validation) Split(string? part, long seed)
    {
        int[] rows = [.. Rows];
        if (part is null && Apart == 0) return (rows, []);
        Func<int, int> classes = Classes();
        (int[] training, int[] validation) = Splitting.Read(rows.Length, i => classes(rows[i]), part ?? string.Create(CultureInfo.InvariantCulture, $"last:{Apart}"), seed);
        return ([.. training.Select(i => rows[i])], [.. validation.Select(i => rows[i])]);
    }

    /// <summary>What stands between these data and a network, by the rows for training: no number of another row goes into it.</summary>
    /// <exception cref="ProblemException">There is no target, or the data do not go with the options.</exception>
    /// <exception cref="ArgumentException">There is no row for training.</exception>
    public Preprocessing Fit(ReadOnlySpan<int> training, FitOptions? options = null) => Preprocessing.Fit(this, training, options ?? new());

    /// <summary>Refuses a task that such data cannot have.</summary>
    /// <exception cref="ProblemException">They cannot.</exception>
    private protected void CheckTask(TargetTask task, bool isClassification)
    {
        if (task == (isClassification ? TargetTask.Regression : TargetTask.Classification))
            throw new ProblemException($"{Name}: the targets are {(isClassification ? "classes" : "numbers")}, wanted the task {(isClassification ? "classification" : "regression")}, or none");
    }

    /// <summary>Says that a model has learned from other data than these.</summary>
    private protected ProblemException NotOf(DataForm form) => new($"{Name}: this is {Describe()}, wanted {form.Describe()}: what the model has learned from");

    /// <summary>As it would be said.</summary>
    public override string ToString() => $"{Name}: {Describe()}";
}
