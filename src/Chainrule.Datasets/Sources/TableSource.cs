using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>The rows of a CSV file.</summary>
internal sealed class TableSource : DataSource
{
    private const int MostListed = 40;

    private readonly Table<float> table;
    private readonly int[]? kept;

    private TableSource(Table<float> all, SourceOptions options) : base(all.Source, all.Rows, options) =>
        (table, kept) = options.Missing == MissingValues.Drop && all.Columns.Any(each => each.Missing > 0) ? all.Complete() : (all, null);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How.</param>
    /// <param name="encoding">That of the table which a model has learned from, where there is one: columns that it does not know are passed over.</param>
    /// <exception cref="ProblemException">It cannot be read.</exception>
    internal static TableSource Read(string path, SourceOptions options, TableEncoding? encoding) => Read(csv => CsvTable.Read<float>(path, csv), options, encoding);

    /// <summary>The same from a stream.</summary>
    /// <exception cref="ProblemException">It is no table.</exception>
    /// <exception cref="ArgumentException">Something is null, or the stream is closed or cannot be read.</exception>
    internal static TableSource Read(Stream stream, string name, SourceOptions options, TableEncoding? encoding) => Read(csv => CsvTable.Read<float>(stream, name, csv), options, encoding);

    private static TableSource Read(Func<CsvOptions, Table<float>> read, SourceOptions options, TableEncoding? encoding)
    {
        List<string> met = [];
        Table<float> table = read(new()
        {
            Delimiter = options.Delimiter,
            KindOf = name =>
            {
                met.Add(name);
                return options.Ignored.Contains(name) ? ColumnKind.Ignored : encoding is null ? KindOf(name, options) : KindOf(name, encoding);
            },
        });
        if (options.Ignored.FirstOrDefault(name => !met.Contains(name)) is { } unknown) throw new ProblemException($"{table.Source}: {Names.Unknown(met.Select(Shown.Text), Shown.Text(unknown), "column")}");
        return new(table, options);
    }

    public override IReadOnlyList<int> Rows => kept ?? base.Rows;

    public override string Describe() => $"a table of {Shown.Count(Count, "row")}{(kept is null ? "" : $", of which {Count - kept.Length:N0} are left out, since a value is missing")}";

    internal override DataForm FormBy(ReadOnlySpan<int> training, TargetTask task)
    {
        if (Options.Targets.Count == 0)
            throw new ProblemException($"{Name}: no target is named; wanted the column that is to be learned, one of {string.Join(", ", table.Columns.Take(MostListed).Select(each => Shown.Text(each.Name)))}");
        int[] positions = new int[training.Length];
        for (int i = 0; i < positions.Length; i++) positions[i] = PositionOf(training[i]);
        return new TableForm(TableEncoding.Fit(table, positions, Options.Targets, task, Options.Missing == MissingValues.Mean));
    }

    internal override RowReader ReaderOf(DataForm form) => form is TableForm of ? new Reader(this, of.Encoding.For(table)) : throw NotOf(form);

    internal override Func<int, int> Classes()
    {
        if (Options.Targets.Count != 1) return _ => 0;
        DataForm form = FormBy([.. Rows], Options.Task);
        return form.Classes.Count > 0 ? ReaderOf(form).ClassOf : _ => 0;
    }

    // Where in the table a row of the file stands.
    private int PositionOf(int row) => kept is null ? row : Array.BinarySearch(kept, row) is >= 0 and int at ? at : throw new ProblemException($"{Name}: row {row} is left out, since a value is missing in it");

    private static ColumnKind KindOf(string name, SourceOptions options) =>
        !options.Targets.Contains(name) ? ColumnKind.Inferred : options.Task == TargetTask.Regression ? ColumnKind.Numbers : ColumnKind.NumbersOrTexts;

    private static ColumnKind KindOf(string name, TableEncoding encoding) =>
        encoding.Inputs.FirstOrDefault(each => each.Name == name) is { } input ? input.IsCategorical ? ColumnKind.Texts : ColumnKind.Numbers
        : encoding.Targets.FirstOrDefault(each => each.Name == name) is { } target ? target.IsCategorical ? ColumnKind.NumbersOrTexts : ColumnKind.Numbers
        : ColumnKind.Ignored;

    private sealed class Reader(TableSource source, TableEncoder<float> encoder) : RowReader
    {
        internal override bool HasTargets => encoder.HasTargets;

        internal override void Inputs(int row, Span<float> x) => encoder.Inputs(source.PositionOf(row), x);

        internal override int ClassOf(int row) => encoder.ClassOf(source.PositionOf(row));

        internal override void Numbers(int row, Span<float> y) => encoder.Targets(source.PositionOf(row), y);
    }
}
