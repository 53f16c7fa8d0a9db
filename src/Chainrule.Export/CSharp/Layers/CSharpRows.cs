using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Export.CSharp.Layers;

/// <summary>Layers that act on each row by itself: dense ones, normalisations, the sum of two layers.</summary>
internal static class CSharpRows
{
    internal static CSharpMethod Dense(CSharpPlace at)
    {
        Activation f = ((Dense)at.Spec).Activation;
        return new($"a = {f}(W·x + b)", $$"""
            ReadOnlySpan<float> weights = {{at.Parameter("weights")}}, biases = {{at.Parameter("biases")}};
            for (int j = 0; j < a.Length; j++)
            {
                float z = biases[j];
                for (int k = 0; k < x.Length; k++) z += weights[j * x.Length + k] * x[k];
                a[j] = {{at.Expression(f)}};
            }
            """ + (f.IsElementwise ? "" : "\nSoftmax(a);"), IsByRow: true);
    }

    internal static CSharpMethod Residual(CSharpPlace at) => new(
        "a = x + what an earlier layer handed on", "for (int i = 0; i < a.Length; i++) a[i] = x[i] + from[i];", From: ((Residual)at.Spec).From);

    internal static CSharpMethod LayerNorm(CSharpPlace at) => new("a = gain ⊙ (x − mean)/√(mean of (x − mean)² + ε) + b", $$"""
        ReadOnlySpan<float> gain = {{at.Parameter("gain")}}, biases = {{at.Parameter("biases")}};
        float sum = 0, squares = 0;
        foreach (float each in x) sum += each;
        float mean = sum / x.Length;
        foreach (float each in x) squares += (each - mean) * (each - mean);
        float deviation = MathF.Sqrt(squares / x.Length + {{CSharpText.Float((float)((LayerNorm)at.Spec).Epsilon)}});
        for (int j = 0; j < a.Length; j++) a[j] = gain[j] * ((x[j] - mean) / deviation) + biases[j];
        """, IsByRow: true);

    internal static CSharpMethod RmsNorm(CSharpPlace at) => new("a = gain ⊙ x/√(mean of x² + ε)", $$"""
        ReadOnlySpan<float> gain = {{at.Parameter("gain")}};
        float squares = 0;
        foreach (float each in x) squares += each * each;
        float root = MathF.Sqrt(squares / x.Length + {{CSharpText.Float((float)((RmsNorm)at.Spec).Epsilon)}});
        for (int j = 0; j < a.Length; j++) a[j] = gain[j] * (x[j] / root);
        """, IsByRow: true);
}
