using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing.Printed;

namespace Chainrule.Explain.Tests.Formulas;

/// <summary>Shapes that do not fit together.</summary>
internal sealed class ShapeException(string message) : Exception(message);

/// <summary>Computes the right side of an equation between matrices for one layer, with the engine's matrices laid as a notation lays them.</summary>
internal sealed class MatrixCalculator(Recording recording, Notation notation, int layer)
{
    private bool ExamplesAreColumns => notation.Layout(recording.Book.HasExampleIndex) == Layout.Columns;

    /// <summary>A matrix of the engine, laid as the notation does.</summary>
    internal Bounded[][] Matrix(Symbol symbol, int offset = 0)
    {
        int l = symbol.IsOfNoLayer ? 0 : layer + offset;
        if (symbol == Symbol.A && l == 0) symbol = Symbol.X;
        return [.. notation.Lay(symbol, recording.Values(symbol, l), recording.Book.HasExampleIndex).Select(row => row.Select(number => (Bounded)number).ToArray())];
    }

    internal Bounded[][] Compute(MatrixFormula formula) => formula switch
    {
        MatrixLetter letter => Matrix(letter.Symbol, letter.Offset),
        MatrixProduct product => Multiply(Compute(product.Left), Compute(product.Right)),
        Transposed transposed => Transpose(Compute(transposed.Inner)),
        Hadamard hadamard => EntryByEntry(Compute(hadamard.Left), Compute(hadamard.Right), (a, b) => a * b),
        MatrixSum sum => Add(Compute(sum.Left), Compute(sum.Right), sum.IsSubtracted),
        Applied applied => applied.IsSlope ? Slope(Compute(applied.Inner)) : Activate(Compute(applied.Inner)),
        Stepped stepped => Times(recording.Problem.LearningRate, Compute(stepped.Inner)),
        Shared shared => Times((Bounded)1.0 / (double)recording.Problem.Batch.Count, Compute(shared.Inner)),
        OverExamples over => OverExamples(Compute(over.Inner)),
        SoftmaxPull pull => Pull(Compute(pull.Gradient), Compute(pull.Probabilities)),
        _ => throw new ArgumentOutOfRangeException(nameof(formula)),
    };

    private Activation F => recording.Problem.Network.Dense(layer).Activation;

    private static Bounded[][] Transpose(Bounded[][] a) => [.. Enumerable.Range(0, a[0].Length).Select(c => a.Select(row => row[c]).ToArray())];

    private static Bounded[][] Multiply(Bounded[][] a, Bounded[][] b) => a[0].Length == b.Length
        ? [.. a.Select(row => Transpose(b).Select(column => row.Zip(column, (x, y) => x * y).Aggregate((sum, each) => sum + each)).ToArray())]
        : throw new ShapeException($"{Shape(a)} · {Shape(b)}");

    private static Bounded[][] EntryByEntry(Bounded[][] a, Bounded[][] b, Func<Bounded, Bounded, Bounded> operation) => Shape(a) == Shape(b)
        ? [.. a.Zip(b, (x, y) => x.Zip(y, operation).ToArray())]
        : throw new ShapeException($"{Shape(a)} beside {Shape(b)}");

    // A bias is added to every example.
    private Bounded[][] Add(Bounded[][] a, Bounded[][] b, bool isSubtracted)
    {
        if (ExamplesAreColumns && b[0].Length == 1) b = [.. b.Select(row => Enumerable.Repeat(row[0], a[0].Length).ToArray())];
        if (!ExamplesAreColumns && b.Length == 1) b = [.. Enumerable.Repeat(b[0], a.Length)];
        return EntryByEntry(a, b, (x, y) => isSubtracted ? x - y : x + y);
    }

    private static Bounded[][] Times(Bounded factor, Bounded[][] a) => [.. a.Select(row => row.Select(x => factor * x).ToArray())];

    private Bounded[][] ByExample(Bounded[][] a, Func<Bounded[], Bounded[]> change) =>
        ExamplesAreColumns ? Transpose([.. Transpose(a).Select(change)]) : [.. a.Select(change)];

    private Bounded[][] Activate(Bounded[][] z) => ByExample(z, example =>
    {
        var a = new Bounded[example.Length];
        F.Apply<Bounded>(example, a);
        return a;
    });

    private Bounded[][] Slope(Bounded[][] z) => EntryByEntry(z, Activate(z), F.Slope);

    private Bounded[][] OverExamples(Bounded[][] a) => ExamplesAreColumns
        ? [.. a.Select(row => new[] { row.Aggregate((sum, x) => sum + x) })]
        : [[.. Transpose(a).Select(column => column.Aggregate((sum, x) => sum + x))]];

    private Bounded[][] Pull(Bounded[][] gradient, Bounded[][] p)
    {
        Bounded[][] products = EntryByEntry(gradient, p, (x, y) => x * y);
        Bounded[][] inner = ByExample(products, example => [.. Enumerable.Repeat(example.Aggregate((sum, x) => sum + x), example.Length)]);
        return EntryByEntry(p, EntryByEntry(gradient, inner, (x, y) => x - y), (x, y) => x * y);
    }

    internal static (int Rows, int Columns) Shape(Bounded[][] a) => (a.Length, a[0].Length);
}
