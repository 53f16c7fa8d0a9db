using System.Text.RegularExpressions;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>
/// W7, one matrix product C = op(A)·op(B), C of M × N and K products a cell, each form by the kernel of the network that has it: NT is the forward
/// pass (A·Wᵀ + b, here with b = 0), NN the way back (dZ·W) and TN the gradient of the weights (dZᵀ·A).
/// </summary>
internal static partial class MatrixProduct
{
    internal static Workload Parse(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success) throw new ProblemException($"workload: got \"{name}\", wanted W7:FORM:MxNxK with a form NN, TN or NT, such as W7:NN:256x256x256");
        int m = Side(match, "m"), n = Side(match, "n"), k = Side(match, "k");
        return new(Step(match.Groups["form"].Value, m, n, k), 2.0 * m * n * k);
    }

    private static int Side(Match match, string name) =>
        int.TryParse(match.Groups[name].Value, out int side) && side is > 0 and <= 16384
            ? side
            : throw new ProblemException($"workload: {name.ToUpperInvariant()} is {match.Groups[name].Value}, wanted a whole number from 1 to 16384");

    private static Action Step(string form, int m, int n, int k)
    {
        var random = new RandomSource(1);
        return form switch
        {
            "NT" => Affine(Rows(m, k), Weights(n, k), new(1, n), new(m, n)),
            "NN" => Back(Rows(m, k), Weights(k, n), new(m, n)),
            _ => Outer(Rows(k, m), Rows(k, n), new(m, n, Widths.Widest.PanelWidth)),
        };

        Matrix<F32> Rows(int rows, int columns) => Ladder.Random(new(rows, columns), random);

        Matrix<F32> Weights(int units, int inputs) => Ladder.Random(new(units, inputs, Widths.Widest.PanelWidth), random);
    }

    private static Action Affine(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z) => Widths.Widest.Affine(A, W, b, Z);

    private static Action Back(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA) => Widths.Widest.Back(dZ, W, dA);

    private static Action Outer(Matrix<F32> dZ, Matrix<F32> A, Matrix<F32> dW)
    {
        Kept<F32> gradient = Widths.Widest.Outer(dZ, A);
        return () => gradient.Store(dW);
    }

    [GeneratedRegex("^W7:(?<form>NN|TN|NT):(?<m>[0-9]+)x(?<n>[0-9]+)x(?<k>[0-9]+)$")]
    private static partial Regex Pattern();
}
