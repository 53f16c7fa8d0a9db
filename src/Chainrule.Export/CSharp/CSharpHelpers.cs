namespace Chainrule.Export.CSharp;

/// <summary>Functions that some networks need, as text.</summary>
internal static class CSharpHelpers
{
    internal const string Softmax = """
        // p = exp(z)/Σ exp(z), with the largest z taken off, so that nothing overflows.
        private static void Softmax(Span<float> z)
        {
            float largest = float.NegativeInfinity, sum = 0;
            foreach (float each in z) largest = MathF.Max(largest, each);
            foreach (ref float each in z)
            {
                each = MathF.Exp(each - largest);
                sum += each;
            }
            foreach (ref float each in z) each /= sum;
        }
        """;

    internal const string Erf = """
        // The error function: its series up to 2, then Laplace's continued fraction (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
        private static double Erf(double x)
        {
            double size = Math.Abs(x);
            if (size >= 6) return Math.Sign(x);
            if (size <= 2)
            {
                double term = x, sum = x;
                for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++) sum += term *= 2 * x * x / (2 * n + 1);
                return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
            }
            double fraction = size;
            for (int k = 66; k >= 1; k--) fraction = size + 0.5 * k / fraction;
            return Math.Sign(x) * (1 - Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction);
        }
        """;

    internal const string Unpacked = """
        // Floats, little-endian, in base64.
        private static float[] Unpacked(int count, ReadOnlySpan<byte> base64)
        {
            var bytes = new byte[4 * count];
            System.Buffers.Text.Base64.DecodeFromUtf8(base64, bytes, out _, out _);
            var numbers = new float[count];
            for (int i = 0; i < count; i++) numbers[i] = System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i));
            return numbers;
        }
        """;
}
