using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Export.Tests;

/// <summary>What the engine answers, in careful doubles, and how far a float's answer may be from it.</summary>
internal sealed record Engine(double[] Answers, double Tolerance)
{
    // Of the largest number on the way: some 170 roundings to a float.
    private const double Relative = 1e-5;

    /// <summary>The answers to examples that stand one after the other, which have been scaled.</summary>
    internal static Engine Asked(NetworkSpec spec, ReadOnlySpan<float> x)
    {
        var network = new Network<F64>(spec);
        var room = new Workspace<F64>(network, x.Length / spec.Inputs, toPredict: true);
        room.LoadInputs(x);
        network.Forward(room);
        var answers = new F64[x.Length / spec.Inputs * spec.Outputs];
        room.ReadOutputs(answers);
        double largest = room.Plan.Quantities.Where(each => each.Role == Role.Value && each.Shape.IsPerExample && each.Layer > 0).Select(each => Largest(room[each])).Append(1).Max();
        return new([.. answers.Select(each => each.Number)], Relative * largest);
    }

    /// <summary>Where the answers differ by more than rounding, and by how much; null where they do not.</summary>
    internal string? Differs(ReadOnlySpan<float> answers)
    {
        Assert.Equal(Answers.Length, answers.Length);
        for (int i = 0; i < answers.Length; i++)
            if (!(Math.Abs(answers[i] - Answers[i]) <= Tolerance)) return $"answer {i}: got {answers[i]:R}, the engine {Answers[i]:R}; {Tolerance:g2} apart would be rounding";
        return null;
    }

    private static double Largest(Matrix<F64> matrix)
    {
        double largest = 0;
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++) largest = Math.Max(largest, Math.Abs(matrix[row, column].Number));
        return largest;
    }
}
