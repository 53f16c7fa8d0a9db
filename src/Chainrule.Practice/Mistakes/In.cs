using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice.Mistakes;

/// <summary>What mistakes of several families have in common: where lessons are, and how a matrix is read wrongly.</summary>
internal static class In
{
    public const string Graphs = "02-the-chain-rule-on-a-graph", Neuron = "03-a-neuron-by-hand", Example = "04-a-worked-example", Matrices = "05-from-numbers-to-matrices",
        Backpropagation = "06-backpropagation", Checking = "07-is-my-gradient-right", Learning = "08-learning", Classes = "09-classification", Deep = "10-why-deep-nets-were-hard";

    /// <summary>The law of a call, where it is an activation.</summary>
    public static Activation Activation(this Call call) => (Activation)call.Law!;

    /// <summary>The weights of a product, back or forward, as another matrix.</summary>
    public static IEnumerable<Spoil> Weights(StepText text, Way way, Func<Quantity, bool> which, Action<Matrix<F64>> change) =>
        text.All(way == Way.Forward ? Verb.Affine : Verb.Back).Select(each => each.Of[1].Of).Distinct().Where(which).Select(each => Spoil.Reads(way, each, change));

    /// <summary>Whether rows and columns can be mixed up.</summary>
    public static bool IsSquare(Quantity quantity) => quantity.Shape.Rows == quantity.Shape.Columns && quantity.Shape.Rows > 1;

    /// <summary>The matrix, rows for columns.</summary>
    public static void Transpose(Matrix<F64> matrix)
    {
        for (int j = 0; j < matrix.Rows; j++)
            for (int k = 0; k < j; k++) (matrix[j, k], matrix[k, j]) = (matrix[k, j], matrix[j, k]);
    }

    /// <summary>The last row first.</summary>
    public static void Reverse(Matrix<F64> matrix)
    {
        for (int j = 0; j < matrix.Rows / 2; j++)
            for (int k = 0; k < matrix.Columns; k++) (matrix[j, k], matrix[matrix.Rows - 1 - j, k]) = (matrix[matrix.Rows - 1 - j, k], matrix[j, k]);
    }

    /// <summary>Each number, given its row and column, made anew.</summary>
    public static void Fill(Matrix<F64> matrix, Func<int, int, double> number)
    {
        for (int j = 0; j < matrix.Rows; j++)
            for (int k = 0; k < matrix.Columns; k++) matrix[j, k] = number(j, k);
    }

    /// <summary>The list of a gradient.</summary>
    public static Entry Gradient(Quantity quantity) => new(quantity, Form.Gradient);

    /// <summary>The list of numbers.</summary>
    public static Entry Number(Quantity quantity) => new(quantity, Form.Number);
}

/// <summary>A law of rows that a mistake takes in the place of another, over doubles.</summary>
/// <param name="law">Writes a row from the rows it is a function of.</param>
/// <param name="operands">How many rows it is a function of.</param>
internal sealed class OtherLaw(Action<double[][], double[]> law, int operands) : IRowLaw
{
    public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
    {
        if (typeof(T) != typeof(F64)) throw new NotSupportedException("a mistake is made with doubles only");
        var rows = new double[operands][];
        for (int o = 0; o < operands; o++)
        {
            rows[o] = new double[of[o].Length];
            for (int j = 0; j < rows[o].Length; j++) rows[o][j] = ((F64)(object)of[o][j]).Number;
        }
        var row = new double[into.Length];
        law(rows, row);
        for (int j = 0; j < row.Length; j++) into[j] = row[j];
    }
}
