using Chainrule.Practice.Spoiling;
using Chainrule.Rules;
using Chainrule.Rules.Updates;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in updates that keep states.</summary>
internal static class UpdateMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("momentum-sign", "new", Often.Sometimes, "The velocity was added to the parameter, and not subtracted.", "v gathers gradients, and a step goes against them.", In.Learning,
            text => Of(text, Other<Momentum, Uphill>)),
        new("momentum-averaged", "v", Often.Usual, "The gradient was weighted with 1 − μ in the velocity.", "v ← μ·v + g: after the first step it is the gradient itself.", In.Learning,
            text => [.. Of(text, States<Momentum, Averaged>), .. Of(text, States<Nesterov, Averaged>)]),
        new("look-ahead-left-out", "new", Often.Sometimes, "The look ahead was left out: plain momentum in place of Nesterov's.", "Nesterov's step is g + μ·v.", In.Learning,
            text => Of(text, Other<Nesterov, NoLookAhead>)),
        new("look-ahead-of-velocity", "new", Often.Seldom, "Only μ·v was subtracted, and the gradient forgotten.", "Nesterov's step is g + μ·v.", In.Learning,
            text => Of(text, Other<Nesterov, OnlyLookAhead>)),
        new("adam-not-corrected", "new", Often.Usual, "The bias correction was left out: m and v were taken for m̂ and v̂.", "m and v begin at 0; divided by 1 − βᵗ the first step is as long as η.", In.Learning,
            text => [.. Of(text, Other<Adam, NotCorrected>), .. Of(text, Other<AdamW, NotCorrected>)]),
        new("adam-correction-of-m-only", "new", Often.Seldom, "Only m was corrected, and v was not.", "Both begin at 0, and both are too small by 1 − βᵗ.", In.Learning,
            text => [.. Of(text, Other<Adam, OnlyFirst>), .. Of(text, Other<AdamW, OnlyFirst>)]),
        new("root-left-out", "new", Often.Usual, "The root of the mean square was left out.", "g/√v has no unit: the step is about as long as η.", In.Learning,
            text => [.. Of(text, Other<Adam, NoRoot>), .. Of(text, Other<AdamW, NoRoot>), .. Of(text, Other<RmsProp, NoRoot>), .. Of(text, Other<AdaGrad, NoRoot>)]),
        new("epsilon-in-the-root", "new", Often.Sometimes, "ε stands inside the root.", "√v + ε: with g = 0 these differ by a factor of √ε.", In.Learning,
            text => [.. Of(text, Other<Adam, EpsilonInside>), .. Of(text, Other<AdamW, EpsilonInside>), .. Of(text, Other<RmsProp, EpsilonInside>), .. Of(text, Other<AdaGrad, EpsilonInside>)]),
        new("betas-swapped", "m", Often.Usual, "β₁ and β₂ are mixed up.", "β₁ = 0.9 belongs to the gradients, β₂ = 0.999 to their squares.", In.Learning,
            text => text.Problem.Update is Update<Adam> or Update<AdamW> ? [new Spoil { Update = Swapped(text.Problem.Update) }] : []),
        new("gradient-not-squared", "v", Often.Sometimes, "The gradient was not squared in the second state.", "v is a mean of squares, and never negative.", In.Learning,
            text => [.. Of(text, States<Adam, NotSquared>), .. Of(text, States<AdamW, NotSquared>), .. Of(text, States<RmsProp, Averaged>)]),
        new("decay-coupled", "new", Often.Usual, "The decay was added to the gradient, and so was divided by √v with it.", "AdamW decays beside the step: all parameters alike, by η·λ.", In.Learning,
            text => Of(text, Other<AdamW, Coupled>)),
        new("decay-left-out", "new", Often.Sometimes, "The decay was left out: that is Adam.", "AdamW also takes η·λ·θ from each parameter.", In.Learning,
            text => Of(text, Other<AdamW, NoDecay>)),
        new("decay-without-rate", "new", Often.Sometimes, "The decay was not multiplied with η.", "Decay is part of the step: η·λ·θ.", In.Learning,
            text => Of(text, Other<AdamW, DecayByItself>)),
        new("decay-sign", "new", Often.Seldom, "The decay was added: parameters grow.", "Decay makes parameters smaller: θ − η·λ·θ.", In.Learning,
            text => Of(text, Other<AdamW, Growth>)),
    ];

    private static IEnumerable<Spoil> Of(StepText text, Func<Update, Update?> other) => other(text.Problem.Update) is { } update ? [new Spoil { Update = update }] : [];

    private static Update? Other<U, W>(Update update) where U : struct, IUpdate<U> where W : struct, IWrongStep => update is Update<U> ? With(new Update<OtherStep<U, W>>(), update) : null;

    private static Update? States<U, W>(Update update) where U : struct, IUpdate<U> where W : struct, IWrongStates => update is Update<U> ? With(new Update<OtherStates<U, W>>(), update) : null;

    private static Update With(Update other, Update update) => update.Settings.Aggregate(other, (changed, each) => changed.With(each.Name, each.Value));

    private static Update Swapped(Update update) => update.With("beta1", Setting(update, "beta2")).With("beta2", Setting(update, "beta1"));

    private static double Setting(Update update, string name) => update.Settings.First(each => each.Name == name).Value;

    private readonly struct Uphill : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) => -eta * first;
    }

    private readonly struct NoLookAhead : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) => eta * first;
    }

    private readonly struct OnlyLookAhead : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) => eta * settings[0] * first;
    }

    // β₁, β₂, ε and with decay λ are the settings of Adam's.
    private static double Decayed(double theta, double eta, double[] settings, double step) => eta * (step + (settings.Length > 3 ? settings[3] * theta : 0));

    private readonly struct NotCorrected : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) =>
            Decayed(theta, eta, settings, first / (Math.Sqrt(second) + settings[2]));
    }

    private readonly struct OnlyFirst : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) =>
            Decayed(theta, eta, settings, first / ready.First / (Math.Sqrt(second) + settings[2]));
    }

    // RMSProp and AdaGrad have one state, the squares, and ε as their last setting.
    private static (double Gradient, double Square, double Epsilon) Parts(double g, double first, double second, (double First, double Second) ready, double[] settings) =>
        settings.Length >= 3 ? (first / ready.First, second / ready.Second, settings[2]) : (g, first, settings[^1]);

    private readonly struct NoRoot : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings)
        {
            (double gradient, double square, double epsilon) = Parts(g, first, second, ready, settings);
            return Decayed(theta, eta, settings, gradient / (square + epsilon));
        }
    }

    private readonly struct EpsilonInside : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings)
        {
            (double gradient, double square, double epsilon) = Parts(g, first, second, ready, settings);
            return Decayed(theta, eta, settings, gradient / Math.Sqrt(square + epsilon));
        }
    }

    private readonly struct Coupled : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings)
        {
            // In the first step m̂ = g and v̂ = g².
            double decayed = g + settings[3] * theta;
            return eta * decayed / (Math.Abs(decayed) + settings[2]);
        }
    }

    private readonly struct NoDecay : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) => eta * Adam(first, second, ready, settings);
    }

    private readonly struct DecayByItself : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) =>
            eta * Adam(first, second, ready, settings) + settings[3] * theta;
    }

    private readonly struct Growth : IWrongStep
    {
        public static double Of(double theta, double g, double first, double second, (double First, double Second) ready, double eta, double[] settings) =>
            eta * (Adam(first, second, ready, settings) - settings[3] * theta);
    }

    private static double Adam(double first, double second, (double First, double Second) ready, double[] settings) => first / ready.First / (Math.Sqrt(second / ready.Second) + settings[2]);

    private readonly struct Averaged : IWrongStates
    {
        public static double Of(double before, double g, double[] settings) => settings[0] * before + (1 - settings[0]) * g;
    }

    private readonly struct NotSquared : IWrongStates
    {
        public static double Of(double before, double g, double[] settings) => settings[1] * before + (1 - settings[1]) * g;
    }
}
