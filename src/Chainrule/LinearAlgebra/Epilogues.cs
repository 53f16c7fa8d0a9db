using Chainrule.Numbers;
using Chainrule.Rules.Updates;

namespace Chainrule.LinearAlgebra;

/// <summary>What becomes of a gradient as soon as its sum is complete.</summary>
internal interface IEpilogue<T> where T : struct, IReal<T>
{
    /// <summary>Takes the gradient of one cell.</summary>
    void Take(ref T cell, T gradient);
}

/// <summary>The gradient is kept: cell = g.</summary>
internal readonly struct Store<T> : IEpilogue<T> where T : struct, IReal<T>
{
    /// <inheritdoc/>
    public void Take(ref T cell, T gradient) => cell = gradient;
}

/// <summary>The parameter moves down the gradient at once, θ ← θ − η·g, and the gradient is never stored.</summary>
internal readonly struct Descend<T>(T learningRate) : IEpilogue<T> where T : struct, IReal<T>
{
    /// <summary>η.</summary>
    public T LearningRate { get; } = learningRate;

    /// <inheritdoc/>
    public void Take(ref T cell, T gradient) => cell = GradientDescent.Step(cell, gradient, LearningRate);
}
