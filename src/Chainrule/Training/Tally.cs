using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Training;

/// <summary>Adds up losses and right answers, batch after batch.</summary>
internal struct Tally
{
    private double loss;
    private long examples, answers, right;

    internal Tally(double loss, long examples, long answers, long right) => (this.loss, this.examples, this.answers, this.right) = (loss, examples, answers, right);

    internal readonly (double Loss, long Examples, long Answers, long Right) Parts => (loss, examples, answers, right);

    internal readonly bool IsEmpty => examples == 0;

    internal readonly double Loss => loss / examples;

    internal readonly double? Accuracy => answers == 0 ? null : (double)right / answers;

    /// <summary>Takes what stands in a workspace after it was measured.</summary>
    internal void Take<T>(Workspace<T> at, TargetKind kind, Func<T, double> number) where T : struct, IReal<T>
    {
        double batch = number(at.Loss[0, 0]);
        loss += at.Network.Spec.Reduction == Reduction.Mean ? batch * at.Examples : batch;
        examples += at.Examples;
        if (kind == TargetKind.Numbers) return;
        var outputs = at[at.Plan.Layers[^1].Output];
        for (int row = 0; row < outputs.Rows; row++)
            if (ClassOf(outputs.Row(row), kind, number) == ClassOf(at.Y.Row(row), kind, number)) right++;
        answers += outputs.Rows;
    }

    /// <summary>The class that a row of outputs or targets says: where the largest number stands, or on which side of the middle the only one lies.</summary>
    internal static int ClassOf<T>(ReadOnlySpan<T> row, TargetKind kind, Func<T, double> number) where T : struct, IReal<T>
    {
        if (kind != TargetKind.OneHot) return number(row[0]) > (kind == TargetKind.ZeroOne ? 0.5 : 0) ? 1 : 0;
        int best = 0;
        double most = number(row[0]);
        for (int j = 1; j < row.Length; j++)
        {
            double each = number(row[j]);
            if (each > most) (best, most) = (j, each);
        }
        return best;
    }
}
