using System.Text.RegularExpressions;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
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
        Matrix<F32> C = new(m, n), b = new(1, n);
        Matrix<F32> A = form[0] == 'N' ? Random(m, k, random) : Random(k, m, random), B = form[1] == 'N' ? Random(k, n, random) : Random(n, k, random);
        return form switch
        {
            "NT" => () => Kernels.Affine(A, B, b, C),
            "NN" => () => Kernels.Back(A, B, C),
            _ => () => Kernels.Outer(A, B, new Store<F32>(), C),
        };
    }

    private static Matrix<F32> Random(int rows, int columns, RandomSource random)
    {
        var matrix = new Matrix<F32>(rows, columns);
        foreach (ref F32 cell in matrix.Cells) cell = random.Uniform(-1, 1);
        return matrix;
    }

    [GeneratedRegex("^W7:(?<form>NN|TN|NT):(?<m>[0-9]+)x(?<n>[0-9]+)x(?<k>[0-9]+)$")]
    private static partial Regex Pattern();
}
