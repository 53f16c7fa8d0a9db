using Chainrule.Layers;

namespace Chainrule.Export.CSharp.Layers;

/// <summary>Layers over positions, position after position.</summary>
internal static class CSharpSequences
{
    internal static CSharpMethod Embedding(CSharpPlace at)
    {
        var layer = (Embedding)at.Spec;
        (int count, int width) = (layer.Table.Count, layer.Table[0].Count);
        return new("a = the row of the table that each whole number names", $$"""
            ReadOnlySpan<float> table = {{at.Parameter("table")}};
            for (int p = 0; p < x.Length; p++)
            {
                if (!(x[p] >= 0 && x[p] < {{count}} && x[p] == MathF.Floor(x[p]))) throw new ArgumentException($"got {x[p]}, wanted a whole number from 0 to {{count - 1}}", nameof(x));
                table.Slice((int)x[p] * {{width}}, {{width}}).CopyTo(a.Slice(p * {{width}}));
            }
            """);
    }

    internal static CSharpMethod Positions(CSharpPlace at) => new("a = x + the row of the table for each position", $$"""
        ReadOnlySpan<float> table = {{at.Parameter("table")}};
        for (int i = 0; i < a.Length; i++) a[i] = x[i] + table[i];
        """);

    internal static CSharpMethod Attention(CSharpPlace at)
    {
        var layer = (Attention)at.Spec;
        int positions = at.Input.Rows, channels = layer.Query.Weights.Count, d = channels / layer.Heads, room = positions * channels;
        at.Needs(CSharpHelpers.Softmax);
        at.Needs(Affine);
        return new($"{layer.Words}: s = q·k/√d, p = softmax(s), o = Σ p·v, a = Wo·o + bo", $$"""
            Span<float> q = room.Slice(0, {{room}}), k = room.Slice({{room}}, {{room}}), v = room.Slice({{2 * room}}, {{room}}), o = room.Slice({{3 * room}}, {{room}}), p = room.Slice({{4 * room}}, {{positions}});
            Affine({{positions}}, x, {{at.Parameter("queryWeights")}}, {{at.Parameter("queryBiases")}}, q);
            Affine({{positions}}, x, {{at.Parameter("keyWeights")}}, {{at.Parameter("keyBiases")}}, k);
            Affine({{positions}}, x, {{at.Parameter("valueWeights")}}, {{at.Parameter("valueBiases")}}, v);
            o.Clear();
            for (int head = 0; head < {{layer.Heads}}; head++)
                for (int i = 0; i < {{positions}}; i++)
                {
                    Span<float> seen = p.Slice(0, {{(layer.IsCausal ? "i + 1" : $"{positions}")}});
                    for (int j = 0; j < seen.Length; j++)
                    {
                        float s = 0;
                        for (int c = head * {{d}}; c < head * {{d}} + {{d}}; c++) s += q[i * {{channels}} + c] * k[j * {{channels}} + c];
                        seen[j] = s / {{CSharpText.Float(MathF.Sqrt(d))}};
                    }
                    Softmax(seen);
                    for (int j = 0; j < seen.Length; j++)
                        for (int c = head * {{d}}; c < head * {{d}} + {{d}}; c++) o[i * {{channels}} + c] += seen[j] * v[j * {{channels}} + c];
                }
            Affine({{positions}}, o, {{at.Parameter("outputWeights")}}, {{at.Parameter("outputBiases")}}, a);
            """, Room: 4 * room + positions);
    }

    private const string Affine = """
        // z = W·x + b, at each position.
        private static void Affine(int positions, ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> z)
        {
            int inputs = x.Length / positions;
            for (int p = 0; p < positions; p++)
                for (int j = 0; j < biases.Length; j++)
                {
                    float sum = biases[j];
                    for (int k = 0; k < inputs; k++) sum += weights[j * inputs + k] * x[p * inputs + k];
                    z[p * biases.Length + j] = sum;
                }
        }
        """;
}
