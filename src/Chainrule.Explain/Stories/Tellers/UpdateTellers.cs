using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Who tells of which update: a teller is one file, and one line here.</summary>
internal static class UpdateTellers
{
    private static readonly Dictionary<string, UpdateTeller> All = new()
    {
        ["gradient-descent"] = new GradientDescentTeller(),
        ["momentum"] = new MomentumTeller(),
        ["adam"] = new AdamTeller(),
        ["nesterov"] = new NesterovTeller(),
        ["adagrad"] = new AdaGradTeller(),
        ["rmsprop"] = new RmsPropTeller(),
        ["adamw"] = new AdamWTeller(),
    };

    private static readonly UpdateTeller Laws = new();

    /// <summary>Who tells of this update.</summary>
    public static UpdateTeller For(Update update) => All.GetValueOrDefault(update.Name, Laws);
}
