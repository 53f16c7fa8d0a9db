using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in a = f(z).</summary>
internal static class ActivationMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("activation-left-out", "a", Often.Usual, "The activation was left out: a = z.", "A sigmoid's a lies between 0 and 1, a ReLU's is never negative.", In.Neuron,
            text => Applied(text, f => f.Name != "identity").Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => of[0].CopyTo(into, 0), 1), each.Into, each.Of[0])))),
        new("activation-twice", "a", Often.Seldom, "The activation was applied twice: a = f(f(z)).", "f(z) is what the layer hands on; nothing else happens to it.", In.Neuron,
            text => Applied(text, f => f.IsElementwise && f.Name is not ("identity" or "relu")).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => Values(each.Activation(), Values(each.Activation(), of[0])).CopyTo(into, 0), 1), each.Into, each.Of[0])))),
        new("sigmoid-of-minus-z", "a", Often.Sometimes, "The sign in the sigmoid's exponent is wrong: 1/(1 + eᶻ) in place of 1/(1 + e⁻ᶻ).", "The sigmoid of a positive z is above ½.", In.Neuron,
            text => Changed(text, "sigmoid", a => 1 - a)),
        new("relu-of-the-absolute", "a", Often.Seldom, "Negative sums were made positive; ReLU makes them 0.", "ReLU(z) = max(z, 0).", In.Backpropagation,
            text => Applied(text, f => f.Name == "relu").Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = Math.Abs(of[0][j]); }, 1), each.Into, each.Of[0])))),
        new("leaky-relu-as-relu", "a", Often.Sometimes, "Negative sums were set to 0; leaky ReLU keeps a hundredth of them.", "LeakyReLU(z) = 0.01·z where z < 0.", In.Deep,
            text => Changed(text, "leaky-relu", a => Math.Max(a, 0))),
        new("sigmoid-for-tanh", "a", Often.Seldom, "The sigmoid was taken in place of tanh.", "tanh(0) = 0, and the sigmoid of 0 is ½.", In.Deep,
            text => Applied(text, f => f.Name == "tanh").Select(each => Spoil.Instead(each, k => k.Apply(Activation.Sigmoid, each.Of[0].Of, each.Into.Of)))),
        new("tanh-for-sigmoid", "a", Often.Seldom, "tanh was taken in place of the sigmoid.", "The sigmoid of 0 is ½, and tanh(0) = 0.", In.Deep,
            text => Applied(text, f => f.Name == "sigmoid").Select(each => Spoil.Instead(each, k => k.Apply(Activation.Tanh, each.Of[0].Of, each.Into.Of)))),
        new("softmax-not-divided", "a", Often.Sometimes, "The exponentials were not divided by their sum.", "The probabilities of an example add up to 1.", In.Classes,
            text => Applied(text, f => f.Name == "softmax").Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = Math.Exp(of[0][j]); }, 1), each.Into, each.Of[0])))),
        new("softmax-without-exponentials", "a", Often.Seldom, "The logits themselves were divided by their sum, without the exponentials.", "softmax takes eᶻ first, so that no probability is negative.", In.Classes,
            text => Applied(text, f => f.Name == "softmax").Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = of[0][j] / of[0].Sum(); }, 1), each.Into, each.Of[0])))),
    ];

    private static IEnumerable<Call> Applied(StepText text, Func<Activation, bool> which) => text.All(Verb.Apply).Where(each => which(each.Activation()));

    private static IEnumerable<Spoil> Changed(StepText text, string activation, Func<double, double> change) => Applied(text, f => f.Name == activation).Select(each => Spoil.Each(In.Number(each.Into.Of), change));

    internal static double[] Values(Activation f, double[] z)
    {
        var a = new F64[z.Length];
        f.Apply<F64>(Array.ConvertAll(z, each => (F64)each), a);
        return Array.ConvertAll(a, each => each.Number);
    }
}
