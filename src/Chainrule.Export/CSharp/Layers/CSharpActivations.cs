using Chainrule.Export.Parameters;
using Chainrule.Rules;
using Chainrule.Rules.Activations;

namespace Chainrule.Export.CSharp.Layers;

/// <summary>Each activation as an expression in z.</summary>
internal static class CSharpActivations
{
    private static readonly Dictionary<Activation, (string Expression, string? Helper)> known = new()
    {
        [Activation.Identity] = ("z", null),
        [Activation.Sigmoid] = ("1 / (1 + MathF.Exp(-z))", null),
        [Activation.Tanh] = ("MathF.Tanh(z)", null),
        [Activation.Relu] = ("MathF.Max(z, 0)", null),
        [Activation.LeakyRelu] = ($"MathF.Max(z, {CSharpText.Float((float)LeakyRelu.Leak)} * z)", null),
        [Activation.Elu] = ($"z > 0 ? z : (float)({CSharpText.Double(Elu.Alpha)} * (Math.Exp(z) - 1))", null),
        [Activation.Softplus] = ("(float)(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))))", null),
        [Activation.Silu] = ("z / (1 + MathF.Exp(-z))", null),
        [Activation.Gelu] = ("(float)(z * 0.5 * (1 + Erf(z / Math.Sqrt(2))))", CSharpHelpers.Erf),
        // The numbers themselves, which are then divided up together.
        [Activation.Softmax] = ("z", CSharpHelpers.Softmax),
    };

    /// <summary>f(z), for one number by itself.</summary>
    /// <exception cref="ProblemException">f is none of the built-in ones.</exception>
    internal static string Expression(this CSharpPlace at, Activation f)
    {
        if (!known.TryGetValue(f, out (string Expression, string? Helper) found)) throw Refused.Activation(f, at.Layer, known.Keys);
        if (found.Helper is not null) at.Needs(found.Helper);
        return found.Expression;
    }
}
