using System.Globalization;
using Chainrule.Data;
using Chainrule.Data.Generators;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>Examples of a generator. Those of points are rows of a table with the columns x1, x2 … and y, so that a model of them also reads such a file.</summary>
internal sealed class GeneratedSource : DataSource
{
    private const string Form = "NAME:n:seed, such as moons:500:1";

    private readonly Generator generator;
    private readonly Dataset data;

    private GeneratedSource(Generator generator, int count, long seed, SourceOptions options) : base(string.Create(CultureInfo.InvariantCulture, $"{generator}:{count}:{seed}"), count, options) =>
        (this.generator, data) = (generator, generator.Make(count, seed));

    /// <summary>The examples that a text speaks of; null where it is the name of a file.</summary>
    /// <exception cref="ProblemException">There is no such generator, or it makes no such examples.</exception>
    internal static GeneratedSource? Find(string text, SourceOptions options)
    {
        string[] parts = text.Split(':');
        bool isKnown = Generator.All.Any(each => each.Name == parts[0]);
        // C:\data.csv has a colon too.
        if (File.Exists(text) || !isKnown && !(parts.Length == 3 && parts.Skip(1).All(each => long.TryParse(each, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))) return null;
        Generator generator = Generator.Named(parts[0]);
        if (parts.Length != 3
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || !long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed))
            throw new ProblemException($"got \"{Shown.Text(text)}\", wanted {Form}: so many examples of a generator, drawn by the seed");
        return new(generator, count, seed, options);
    }

    private bool IsPicture => generator is Digits;

    private bool IsClassification => data.Kind != TargetKind.Numbers;

    // Few examples may lack a class.
    private int ClassCount => Math.Max(2, generator.Outputs);

    private string[] Columns => [.. Enumerable.Range(1, generator.Inputs).Select(each => $"x{each}")];

    public override string Describe() => $"{Shown.Count(Count, "example")} of {generator} ({generator.Words})";

    internal override Func<int, int> Classes() => data.ClassOf;

    internal override DataForm FormBy(ReadOnlySpan<int> training, TargetTask task)
    {
        CheckTask(task, IsClassification);
        IReadOnlyList<string> classes = IsPicture ? PictureForm.Numbered(ClassCount) : generator.Classes;
        return IsPicture ? new PictureForm(Digits.Side, Digits.Side, classes) : new TableForm(new([.. Columns.Select(each => new EncodedColumn(each, []))], [new("y", classes)]));
    }

    internal override RowReader ReaderOf(DataForm form)
    {
        DataForm own = FormBy([], TargetTask.Inferred);
        bool isSame = form.GetType() == own.GetType() && form.InputNames.SequenceEqual(own.InputNames) && form.Classes.SequenceEqual(own.Classes);
        return isSame ? new Reader(data) : throw NotOf(form);
    }

    private sealed class Reader(Dataset data) : RowReader
    {
        internal override void Inputs(int row, Span<float> x) => data.InputsOf(row).CopyTo(x);

        internal override int ClassOf(int row) => data.ClassOf(row);

        internal override void Numbers(int row, Span<float> y) => data.TargetsOf(row).CopyTo(y);
    }
}
