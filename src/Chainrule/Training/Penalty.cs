using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>
/// The gradient of a penalty added to that of the loss: of λ₁·Σ|w| + ½·λ₂·Σw² it is λ₁·sign w + λ₂·w. Written as an update of the gradient g by the parameter w, so that it runs over registers like all
/// updates. (L2: Hoerl and Kennard 1970, "Ridge regression"; L1: Tibshirani 1996, "Regression shrinkage and selection via the lasso".)
/// </summary>
/// <param name="L1">λ₁.</param>
/// <param name="L2">λ₂.</param>
internal readonly record struct Penalty(double L1, double L2) : IUpdate<Penalty>
{
    public static string Name => "penalty";

    public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("l1", 0), UpdateSetting.Share("l2", 0)];

    public static Penalty Of(ReadOnlySpan<double> settings) => new(settings[0], settings[1]);

    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
    {
    }

    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    // What is moved is the gradient, and what moves it the parameter. At 0 the slope of |w| is 0.
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter + (T)L2 * gradient + (T)L1 * (T.Step(gradient) - T.Step(-gradient));
}

/// <summary>g ← c·g, where c stands in the place of the learning rate: how a gradient is made shorter.</summary>
internal readonly record struct Shortening : IUpdate<Shortening>
{
    public static string Name => "shortening";

    public static Shortening Of(ReadOnlySpan<double> settings) => default;

    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
    {
    }

    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> => learningRate * parameter;
}
