using Chainrule.Export.Parameters;
using Chainrule.Rules;
using Chainrule.Rules.Activations;

namespace Chainrule.Export.Onnx.Layers;

/// <summary>Each activation in the operations of ONNX.</summary>
internal static class OnnxActivations
{
    private static readonly Dictionary<Activation, Func<OnnxPlace, string, string>> known = new()
    {
        [Activation.Identity] = (_, z) => z,
        [Activation.Sigmoid] = (at, z) => at.Node("Sigmoid", "a", [z]),
        [Activation.Tanh] = (at, z) => at.Node("Tanh", "a", [z]),
        [Activation.Relu] = (at, z) => at.Node("Relu", "a", [z]),
        [Activation.LeakyRelu] = (at, z) => at.Node("LeakyRelu", "a", [z], ("alpha", (float)LeakyRelu.Leak)),
        [Activation.Elu] = (at, z) => at.Node("Elu", "a", [z], ("alpha", (float)Elu.Alpha)),
        [Activation.Softplus] = (at, z) => at.Node("Softplus", "a", [z]),
        [Activation.Silu] = (at, z) => at.Node("Mul", "a", [z, at.Node("Sigmoid", "a.sigmoid", [z])]),
        [Activation.Gelu] = Gelu,
        [Activation.Softmax] = (at, z) => at.Node("Softmax", "a", [z], ("axis", -1L)),
    };

    /// <summary>a = f(z), added to the graph.</summary>
    /// <exception cref="ProblemException">f is none of the built-in ones.</exception>
    internal static string Apply(this OnnxPlace at, Activation f, string z) =>
        known.TryGetValue(f, out Func<OnnxPlace, string, string>? add) ? add(at, z) : throw Refused.Activation(f, at.Layer, known.Keys);

    // z·½(1 + erf(z/√2)); an operation of its own only came later.
    private static string Gelu(OnnxPlace at, string z)
    {
        string erf = at.Node("Erf", "a.erf", [at.Node("Div", "a.scaled", [z, at.Constant("root", Math.Sqrt(2))])]);
        string normal = at.Node("Mul", "a.normal", [at.Node("Add", "a.sum", [erf, at.Constant("one", 1)]), at.Constant("half", 0.5)]);
        return at.Node("Mul", "a", [z, normal]);
    }
}
