using Chainrule.Data;
using Chainrule.Datasets.Idx;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>Pictures from IDX files: those of one file, or those for training with those for testing behind them.</summary>
internal sealed class PictureSource : DataSource
{
    private const string Training = "train-images-idx3-ubyte", Testing = "t10k-images-idx3-ubyte", Compressed = ".gz";

    private readonly LabelledImages first;
    private readonly LabelledImages? second;

    internal PictureSource(string name, SourceOptions options, LabelledImages first, LabelledImages? second = null) : base(name, first.Count + (second?.Count ?? 0), options)
    {
        (this.first, this.second) = (first, second);
        if (second is not null && (second.Rows, second.Columns) != (first.Rows, first.Columns))
            throw new ProblemException($"{name}: the pictures for training have {first.Rows} × {first.Columns} pixels and those for testing {second.Rows} × {second.Columns}; wanted the same");
    }

    /// <summary>The pictures of a folder with MNIST's files.</summary>
    /// <exception cref="ProblemException">There are none, or they cannot be read.</exception>
    internal static PictureSource OfFolder(string path, SourceOptions options)
    {
        string name = InputFile.NameOf(path);
        LabelledImages? training = Find(path, Training), testing = Find(path, Testing);
        return training is null && testing is null
            ? throw new ProblemException($"{name}: this is a folder without pictures; wanted {Training} or {Testing} in it, compressed ({Compressed}) or not, with the labels beside them")
            : new(name, options, training ?? testing!, training is null ? null : testing);
    }

    public override int Apart => second?.Count ?? 0;

    public override string Describe() => $"{(second is null ? $"{first.Count:N0}" : $"{first.Count:N0} + {second.Count:N0}")} pictures of {first.Rows} × {first.Columns} pixels";

    internal override Func<int, int> Classes() => LabelOf;

    internal override DataForm FormBy(ReadOnlySpan<int> training, TargetTask task)
    {
        CheckTask(task, isClassification: true);
        int classes = Math.Max(first.Classes, second?.Classes ?? 0);
        return classes > 1 ? new PictureForm(first.Rows, first.Columns, PictureForm.Numbered(classes)) : throw new ProblemException($"{Name}: every label is 0, wanted at least two classes");
    }

    internal override RowReader ReaderOf(DataForm form)
    {
        if (form is not PictureForm pictures || (pictures.Rows, pictures.Columns) != (first.Rows, first.Columns)) throw NotOf(form);
        for (int row = 0; row < Count; row++)
            if (LabelOf(row) >= pictures.Classes.Count) throw new ProblemException($"{Name}: picture {row} has the label {LabelOf(row)}, wanted one of 0 to {pictures.Classes.Count - 1}, which the model has met");
        return new Reader(this);
    }

    private int LabelOf(int row) => row < first.Count ? first.LabelOf(row) : second!.LabelOf(row - first.Count);

    private static LabelledImages? Find(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? LabelledImages.Read(path) : File.Exists(path + Compressed) ? LabelledImages.Read(path + Compressed) : null;
    }

    private sealed class Reader(PictureSource source) : RowReader
    {
        internal override void Inputs(int row, Span<float> x)
        {
            ReadOnlySpan<byte> shades = row < source.first.Count ? source.first[row] : source.second![row - source.first.Count];
            for (int pixel = 0; pixel < x.Length; pixel++) x[pixel] = shades[pixel] / 255f;
        }

        internal override int ClassOf(int row) => source.LabelOf(row);

        internal override void Numbers(int row, Span<float> y) => y[0] = source.LabelOf(row);
    }
}
