using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes on the way back through a = f(z).</summary>
internal static class SlopeMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("slope-left-out", "dZ", Often.Usual, "The slope of the activation was left out: dZ = dA.", "The chain rule multiplies with f′(z) on the way through a = f(z).", In.Neuron,
            text => Pulled(text, f => f.Name is not ("identity" or "relu")).Select(each => Instead(each, (dA, _, _, _) => dA))),
        new("relu-gate-left-out", "dZ", Often.Usual, "The gradient went through ReLU units that are off.", "Where z is negative, a is 0 whatever z is, and the gradient is 0.", In.Deep,
            text => Pulled(text, f => f.Name == "relu").Select(each => Instead(each, (dA, _, _, _) => dA))),
        new("relu-gate-from-gradient", "dZ", Often.Seldom, "ReLU was applied to the gradient: negative gradients were set to 0.", "Which gradients pass is decided by the sign of z.", In.Deep,
            text => Pulled(text, f => f.Name == "relu").Select(each => Instead(each, (dA, _, _, _) => Math.Max(dA, 0)))),
        new("relu-gate-turned", "dZ", Often.Seldom, "The gradient went through the ReLU units that are off, and was stopped at those that are on.", "The slope of ReLU is 1 where z is positive.", In.Deep,
            text => Pulled(text, f => f.Name == "relu").Select(each => Instead(each, (dA, z, _, _) => z > 0 ? 0 : dA))),
        new("slope-at-a", "dZ", Often.Usual, "The slope was taken at a in place of z: the activation went in twice.", "σ′ = a(1 − a) with a = σ(z); do not put a into σ again.", In.Neuron,
            text => Pulled(text, f => f.IsElementwise && f.Name is not ("identity" or "relu" or "leaky-relu")).Select(each => Instead(each, (dA, _, a, f) => dA * f.Slope<F64>(a, ActivationMistakes.Values(f, [a])[0]).Number))),
        new("slope-of-z", "dZ", Often.Usual, "z was put where a belongs: z(1 − z) for the sigmoid, 1 − z² for tanh.", "The slope of the sigmoid is never more than ¼ and never negative.", In.Neuron,
            text => Pulled(text, f => f.Name is "sigmoid" or "tanh").Select(each => Instead(each, (dA, z, _, f) => dA * (f.Name == "tanh" ? 1 - z * z : z * (1 - z))))),
        new("slope-twice", "dZ", Often.Sometimes, "The slope of the activation was multiplied in twice.", "Each a = f(z) on the way gives one factor f′(z).", In.Neuron,
            text => Pulled(text, f => f.IsElementwise && f.Name is not ("identity" or "relu")).Select(each => Instead(each, (dA, z, a, f) => dA * Slope(f, z, a) * Slope(f, z, a)))),
        new("activation-for-slope", "dZ", Often.Sometimes, "The activation a was multiplied in, where its slope belongs.", "The factor is f′(z); of the sigmoid a(1 − a).", In.Neuron,
            text => Pulled(text, f => f.IsElementwise).Select(each => Instead(each, (dA, _, a, _) => dA * a))),
        new("slope-one-minus-a", "dZ", Often.Sometimes, "The slope was taken as 1 − a.", "The sigmoid's slope is a(1 − a), that of tanh 1 − a².", In.Neuron,
            text => Pulled(text, f => f.Name is "sigmoid" or "tanh").Select(each => Instead(each, (dA, _, a, _) => dA * (1 - a)))),
        new("slope-one-plus-a", "dZ", Often.Seldom, "The sign in the sigmoid's slope is wrong: a(1 + a).", "The sigmoid's slope a(1 − a) is never more than ¼.", In.Neuron,
            text => Pulled(text, f => f.Name == "sigmoid").Select(each => Instead(each, (dA, _, a, _) => dA * a * (1 + a)))),
        new("slope-of-the-sigmoid", "dZ", Often.Sometimes, "The sigmoid's slope a(1 − a) was taken for another activation.", "Each activation has its own slope; that of tanh is 1 − a².", In.Deep,
            text => Pulled(text, f => f.IsElementwise && f.Name is not ("sigmoid" or "identity")).Select(each => Instead(each, (dA, _, a, _) => dA * a * (1 - a)))),
        new("slope-of-tanh", "dZ", Often.Sometimes, "The slope of tanh, 1 − a², was taken for the sigmoid.", "The sigmoid's slope is a(1 − a).", In.Deep,
            text => Pulled(text, f => f.Name == "sigmoid").Select(each => Instead(each, (dA, _, a, _) => dA * (1 - a * a)))),
        new("leaky-slope-zero", "dZ", Often.Sometimes, "The slope of leaky ReLU at negative z was taken as 0.", "LeakyReLU keeps a hundredth, and so does its slope: 0.01.", In.Deep,
            text => Pulled(text, f => f.Name == "leaky-relu").Select(each => Instead(each, (dA, z, _, _) => z > 0 ? dA : 0))),
        new("softmax-diagonal", "dZ", Often.Usual, "Only the diagonal of the softmax's Jacobian was counted: dZ = dA ⊙ p(1 − p).", "Each probability depends on every logit: ∂pᵢ/∂zⱼ = −pᵢpⱼ.", In.Classes,
            text => Pulled(text, f => f.Name == "softmax").Select(each => Instead(each, (dA, _, p, _) => dA * p * (1 - p)))),
        new("softmax-without-mean", "dZ", Often.Seldom, "The gradient was multiplied with p alone; ⟨dA, p⟩ was not subtracted.", "Adding the same number to all logits changes no probability, so dZ adds up to 0.", In.Classes,
            text => Pulled(text, f => f.Name == "softmax").Select(each => Instead(each, (dA, _, p, _) => dA * p))),
    ];

    private static IEnumerable<Call> Pulled(StepText text, Func<Activation, bool> which) => text.All(Verb.Pull).Where(each => which(each.Activation()));

    private static double Slope(Activation f, double z, double a) => f.Slope<F64>(z, a).Number;

    // dZ of a unit from its dA, z and a.
    private static Spoil Instead(Call pull, Func<double, double, double, Activation, double> law) =>
        Spoil.Instead(pull, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = law(of[0][j], of[1][j], of[2][j], pull.Activation()); }, 3), pull.Into, pull.Of));
}
