using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Who tells of which update: a teller is one file, and one line here.</summary>
internal static class UpdateTellers
{
    // By the law: one from elsewhere may have the same name.
    private static readonly Dictionary<Type, UpdateTeller> All = new()
    {
        [Update.GradientDescent.GetType()] = new GradientDescentTeller(),
        [Update.Momentum.GetType()] = new MomentumTeller(),
        [Update.Adam.GetType()] = new AdamTeller(),
        [Update.Nesterov.GetType()] = new NesterovTeller(),
        [Update.AdaGrad.GetType()] = new AdaGradTeller(),
        [Update.RmsProp.GetType()] = new RmsPropTeller(),
        [Update.AdamW.GetType()] = new AdamWTeller(),
    };

    private static readonly UpdateTeller Laws = new();

    /// <summary>Who tells of this update.</summary>
    public static UpdateTeller For(Update update) => All.GetValueOrDefault(update.GetType(), Laws);
}
