using Chainrule.Data;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>A preprocessing together with the data that it encodes. Any number of threads may use it.</summary>
public sealed class SourceEncoder
{
    private readonly DataSource source;
    private readonly RowReader reader;

    internal SourceEncoder(Preprocessing preprocessing, DataSource source) => (Preprocessing, this.source, reader) = (preprocessing, source, source.ReaderOf(preprocessing.Form));

    /// <summary>The preprocessing.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Whether the data have the targets.</summary>
    public bool HasTargets => reader.HasTargets;

    /// <summary>Writes the x of a row.</summary>
    /// <param name="row">The row of the source, from 0.</param>
    /// <param name="x">Room for <see cref="Preprocessing.Inputs"/> numbers.</param>
    /// <exception cref="ProblemException">There is no such row, or it was left out.</exception>
    /// <exception cref="ArgumentException">There is not as much room.</exception>
    public void Inputs(int row, Span<float> x)
    {
        Given.SameLength(Preprocessing.Inputs, x.Length, nameof(x));
        reader.Inputs(Known(row), x);
        Preprocessing.InputScaler?.Apply(x, x);
    }

    /// <summary>Writes the y of a row.</summary>
    /// <param name="row">The row of the source, from 0.</param>
    /// <param name="y">Room for <see cref="Preprocessing.Outputs"/> numbers.</param>
    /// <exception cref="ProblemException">There is no such row, it was left out, or the data have no targets.</exception>
    /// <exception cref="ArgumentException">There is not as much room.</exception>
    public void Targets(int row, Span<float> y)
    {
        Given.SameLength(Preprocessing.Outputs, y.Length, nameof(y));
        CheckTargets();
        switch (Preprocessing.Targets)
        {
            case TargetKind.Numbers:
                reader.Numbers(Known(row), y);
                Preprocessing.TargetScaler?.Apply(y, y);
                break;
            case TargetKind.OneHot:
                y.Clear();
                y[ClassOf(row)] = 1;
                break;
            case TargetKind.ZeroOne:
                y[0] = ClassOf(row);
                break;
            default:
                y[0] = 2 * ClassOf(row) - 1;
                break;
        }
    }

    /// <summary>The class of a row.</summary>
    /// <exception cref="ProblemException">There is no such row, it was left out, or the data have no targets.</exception>
    /// <exception cref="InvalidOperationException">Targets are numbers.</exception>
    public int ClassOf(int row)
    {
        if (!Preprocessing.IsClassification) throw new InvalidOperationException("the targets are numbers, and no classes");
        CheckTargets();
        return reader.ClassOf(Known(row));
    }

    /// <summary>Writes the targets of a row as they are in the data, unscaled.</summary>
    /// <exception cref="ProblemException">There is no such row, it was left out, or the data have no targets.</exception>
    /// <exception cref="ArgumentException">There is not as much room as there are targets.</exception>
    /// <exception cref="InvalidOperationException">Targets are classes.</exception>
    public void Numbers(int row, Span<float> numbers)
    {
        if (Preprocessing.IsClassification) throw new InvalidOperationException("the targets are classes, and no numbers");
        Given.SameLength(Preprocessing.Outputs, numbers.Length, nameof(numbers));
        CheckTargets();
        reader.Numbers(Known(row), numbers);
    }

    /// <summary>These rows, in this order.</summary>
    /// <exception cref="ProblemException">There is no such row, one was left out, none is named, or the data have no targets.</exception>
    public Dataset ToDataset(ReadOnlySpan<int> rows)
    {
        CheckTargets();
        int[] all = rows.ToArray();
        return Dataset.Create(all.Length, Preprocessing.Inputs, Preprocessing.Outputs, (e, x, y) =>
        {
            Inputs(all[e], x);
            Targets(all[e], y);
        });
    }

    private int Known(int row) => (uint)row < (uint)source.Count ? row : throw new ProblemException($"{source.Name}: got row {row}, wanted one from 0 to {source.Count - 1} ({Shown.Count(source.Count, "row")}, counted from 0)");

    private void CheckTargets()
    {
        if (!HasTargets) throw new ProblemException($"{source.Name}: there is no column \"{Shown.Text(Preprocessing.TargetNames[0])}\", which holds what is right; wanted it there");
    }
}
