using Chainrule.Numbers.Lanes;
using Chainrule.Rules.Updates;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>What becomes of the sums of a tile as soon as they are complete, for registers of any width.</summary>
internal interface IFinish
{
    /// <summary>Whether the numbers which stand in the cells are needed.</summary>
    static abstract bool NeedsOld { get; }

    /// <summary>What stands in the cells from now on.</summary>
    R Of<R>(R sum, R old) where R : struct, ILanes<R>;
}

/// <summary>The sum itself.</summary>
internal readonly struct Stored : IFinish
{
    public static bool NeedsOld => false;

    public R Of<R>(R sum, R old) where R : struct, ILanes<R> => sum;
}

/// <summary>The sum and what stood there: Z = A·Wᵀ + b, with b for the old numbers of every row.</summary>
internal readonly struct Added : IFinish
{
    public static bool NeedsOld => true;

    public R Of<R>(R sum, R old) where R : struct, ILanes<R> => sum + old;
}

/// <summary>The parameters that stood there, moved down the gradient which the sums are: θ ← θ − η·g.</summary>
internal readonly struct Descended(float learningRate) : IFinish
{
    private readonly float learningRate = learningRate;

    public static bool NeedsOld => true;

    public R Of<R>(R sum, R old) where R : struct, ILanes<R> => GradientDescent.Step(old, sum, R.All(learningRate));
}
