using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Updates;

namespace Chainrule.Tests.Rules;

/// <summary>For every update some twins, each with a mistake that is really made.</summary>
public static class WrongUpdates
{
    public static IReadOnlyList<Update> All { get; } =
    [
        new Update<Twin<GradientDescent, Uphill>>(),
        new Update<Twin<Momentum, RateInside>>(),
        new Update<Twin<Momentum, Averaged>>(),
        new Update<Twin<Adam, NoCorrection>>(),
        new Update<Twin<Adam, EpsilonInside>>(),
        new Update<Twin<Adam, NoRoot>>(),
        new Update<Twin<Adam, CountedFromZero>>(),
        new Update<Twin<Adam, BetasSwapped>>(),
        new Update<Twin<Nesterov, NoLookAhead>>(),
        new Update<Twin<AdaGrad, EpsilonInsideOfSquares>>(),
        new Update<Twin<AdaGrad, Forgetting>>(),
        new Update<Twin<RmsProp, EpsilonInsideOfSquares>>(),
        new Update<Twin<RmsProp, Summed>>(),
        new Update<Twin<AdamW, CoupledDecay>>(),
        new Update<Twin<AdamW, DecayWithoutRate>>(),
        new Update<Twin<AdamW, NoCorrectionButDecay>>(),
    ];

    /// <summary>The mistake: what it changes of a law.</summary>
    private interface IMistake
    {
        static virtual void Advance<T, U>(U law, T gradient, Span<T> state) where T : struct, IReal<T> where U : struct, IUpdate<U> => law.Advance(gradient, state);

        static virtual int Counted(int t) => t;

        static virtual T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            law.Step(parameter, gradient, state, ready, learningRate);
    }

    private readonly struct Twin<U, M>(U law) : IUpdate<Twin<U, M>> where U : struct, IUpdate<U> where M : struct, IMistake
    {
        public static string Name => U.Name;

        public static IReadOnlyList<string> States => U.States;

        public static IReadOnlyList<UpdateSetting> Settings => U.Settings;

        public static Twin<U, M> Of(ReadOnlySpan<double> settings) => new(U.Of(settings));

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => M.Advance(law, gradient, state);

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T> => law.Prepare(M.Counted(t), ready);

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
            M.Step(law, parameter, gradient, state, ready, learningRate);
    }

    private readonly struct Uphill : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter + learningRate * gradient;
    }

    // v ← μ·v + η·g, θ ← θ − v with the rate of the beginning: the same path only until the rate changes.
    private readonly struct RateInside : IMistake
    {
        public static void Advance<T, U>(U law, T gradient, Span<T> state) where T : struct, IReal<T> where U : struct, IUpdate<U> => law.Advance((T)0.125 * gradient, state);

        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter - state[0];
    }

    // v ← μ·v + (1 − μ)·g, with steps a tenth as long.
    private readonly struct Averaged : IMistake
    {
        public static void Advance<T, U>(U law, T gradient, Span<T> state) where T : struct, IReal<T> where U : struct, IUpdate<U> => law.Advance((T)0.125 * gradient, state);
    }

    private readonly struct NoCorrection : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            law.Step(parameter, gradient, state, [(T)1.0, (T)1.0], learningRate);
    }

    private readonly struct EpsilonInside : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter - learningRate * (state[0] / ready[0]) / T.Sqrt(state[1] / ready[1] + (T)0.0009765625);
    }

    // A well-known annotated Adam has it so.
    private readonly struct NoRoot : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter - learningRate * (state[0] / ready[0]) / (state[1] / ready[1] + (T)0.0009765625);
    }

    private readonly struct CountedFromZero : IMistake
    {
        public static int Counted(int t) => t == 1 ? 1 : t - 1;
    }

    // β₁ where β₂ belongs, and the other way about.
    private readonly struct BetasSwapped : IMistake
    {
        public static void Advance<T, U>(U law, T gradient, Span<T> state) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            new Adam(0.9921875, 0.875, 0.0009765625).Advance(gradient, state);
    }

    // Momentum under another name.
    private readonly struct NoLookAhead : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter - learningRate * state[0];
    }

    private readonly struct EpsilonInsideOfSquares : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter - learningRate * gradient / T.Sqrt(state[0] + (T)0.0009765625);
    }

    private readonly struct Forgetting : IMistake
    {
        public static void Advance<T, U>(U law, T gradient, Span<T> state) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            state[0] = (T)0.875 * state[0] + gradient * gradient;
    }

    private readonly struct Summed : IMistake
    {
        public static void Advance<T, U>(U law, T gradient, Span<T> state) where T : struct, IReal<T> where U : struct, IUpdate<U> => state[0] += gradient * gradient;
    }

    // λ·θ as part of the gradient that is divided by the root.
    private readonly struct CoupledDecay : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            parameter - learningRate * ((state[0] + (T)0.125 * parameter) / ready[0]) / (T.Sqrt(state[1] / ready[1]) + (T)0.0009765625);
    }

    // θ ← (1 − λ)·θ − η·…, the same step whatever the rate.
    private readonly struct DecayWithoutRate : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            law.Step(parameter, gradient, state, ready, learningRate) - ((T)1.0 - learningRate) * (T)0.125 * parameter;
    }

    private readonly struct NoCorrectionButDecay : IMistake
    {
        public static T Step<T, U>(U law, T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> where U : struct, IUpdate<U> =>
            law.Step(parameter, gradient, state, [(T)1.0, (T)1.0], learningRate);
    }
}
