using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Updates;

namespace Chainrule.Practice.Mistakes;

/// <summary>How far a parameter moves in the first step, where it is done wrongly: from the gradient and the new states.</summary>
internal interface IWrongStep
{
    /// <summary>What is subtracted from the parameter.</summary>
    /// <param name="theta">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="first">The first state: m, or the only one.</param>
    /// <param name="second">The second state, v; 0 where there is none.</param>
    /// <param name="ready">1 − β₁ and 1 − β₂ of the first step; 1 where there are none.</param>
    /// <param name="eta">η.</param>
    /// <param name="settings">The settings of the update, in its order.</param>
    static abstract double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings);
}

/// <summary>The law <typeparamref name="U"/> with the step <typeparamref name="W"/>: its states and settings are the real ones.</summary>
internal readonly record struct OtherStep<U, W>(U Law, double[] Own) : IUpdate<OtherStep<U, W>> where U : struct, IUpdate<U> where W : struct, IWrongStep
{
    public static string Name => U.Name;

    public static IReadOnlyList<string> States => U.States;

    public static IReadOnlyList<UpdateSetting> Settings => U.Settings;

    public static OtherStep<U, W> Of(ReadOnlySpan<double> settings) => new(U.Of(settings), settings.ToArray());

    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => Law.Advance(gradient, state);

    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
        for (int i = 0; i < ready.Length; i++) ready[i] = 1.0;
        Law.Prepare(t, ready);
    }

    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        // Where laws are looked at, numbers of other types come along: only doubles take the wrong step.
        typeof(T) != typeof(F64) ? Law.Step(parameter, gradient, state, ready, learningRate)
        : parameter - (T)W.Of(Double(parameter), Double(gradient), state.Length > 0 ? Double(state[0]) : 0, state.Length > 1 ? Double(state[1]) : 0, (Double(ready[0]), Double(ready[1])), Double(learningRate), Own);

    private static double Double<T>(T number) => ((F64)(object)number!).Number;
}

/// <summary>The law <typeparamref name="U"/> with states made by <typeparamref name="W"/> in place of its own.</summary>
internal readonly record struct OtherStates<U, W>(U Law, double[] Own) : IUpdate<OtherStates<U, W>> where U : struct, IUpdate<U> where W : struct, IWrongStates
{
    public static string Name => U.Name;

    public static IReadOnlyList<string> States => U.States;

    public static IReadOnlyList<UpdateSetting> Settings => U.Settings;

    public static OtherStates<U, W> Of(ReadOnlySpan<double> settings) => new(U.Of(settings), settings.ToArray());

    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
    {
        T before = state[^1];
        Law.Advance(gradient, state);
        if (typeof(T) == typeof(F64)) state[^1] = W.Of(((F64)(object)before).Number, ((F64)(object)gradient).Number, Own);
    }

    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T> => Law.Prepare(t, ready);

    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        Law.Step(parameter, gradient, state, ready, learningRate);
}

/// <summary>The last state of an update, made wrongly.</summary>
internal interface IWrongStates
{
    /// <summary>The new one, from the old one and the gradient.</summary>
    static abstract double Of(double before, double g, double[] settings);
}
