using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.Numbers.Lanes;

public class LaneFunctionsTests
{
    // Coprime to 2³², so that the walk meets every exponent, both signs and all kinds of fractions.
    private const uint Stride = 40_009;

    private static readonly float[] Special =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, -1.17549435e-38f, 1f, -1f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 88.72283f, 88.72284f, -87.33655f, -103.97207f, -103.97208f, -103.9721f, 9.01f, 9.02f, 0.70710677f, 0.7071068f,
    ];

    public static TheoryData<int> Widths => Width.Here;

    private static IEnumerable<float> Inputs()
    {
        foreach (float each in Special) yield return each;
        uint stride = SlowTests.Wanted ? 1 : Stride;
        for (ulong bits = 0; bits <= uint.MaxValue; bits += stride) yield return BitConverter.UInt32BitsToSingle((uint)bits);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Exp_is_within_2_units_in_the_last_place(int bits) => Check(bits, new Exp(), 2);

    [Theory, MemberData(nameof(Widths))]
    public void Log_is_within_2_units_in_the_last_place(int bits) => Check(bits, new Log(), 2);

    [Theory, MemberData(nameof(Widths))]
    public void Tanh_is_within_2_units_in_the_last_place_or_3_where_products_are_rounded_before_sums(int bits) =>
        Check(bits, new Tanh(), Fma.IsSupported || AdvSimd.IsSupported ? 2 : 3);

    [Theory, MemberData(nameof(Widths))]
    public void Sigmoid_is_within_2_units_in_the_last_place(int bits) => Check(bits, new Sigmoid(), 2);

    [Theory, MemberData(nameof(Widths))]
    public void Softplus_is_within_3_units_in_the_last_place(int bits) => Check(bits, new Softplus(), 3);

    [Theory, MemberData(nameof(Widths))]
    public void Expm1_is_within_3_units_in_the_last_place(int bits) => Check(bits, new Expm1(), 3);

    [Theory, MemberData(nameof(Widths))]
    public void Log1p_is_within_3_units_in_the_last_place(int bits) => Check(bits, new Log1p(), 3);

    [Theory, MemberData(nameof(Widths))]
    public void Erf_and_its_complements_are_the_rounded_double(int bits)
    {
        Check(bits, new Erf(), 0.51, Special);
        Check(bits, new Erfc(), 0.51, Special);
        Check(bits, new OnePlusErf(), 0.51, Special);
    }

    private static void Check<L>(int bits, L law, double units, IEnumerable<float>? inputs = null) where L : ILaw
    {
        inputs ??= Inputs();
        switch (bits)
        {
            case 512: Check<Lanes512, L>(law, units, inputs); break;
            case 256: Check<Lanes256, L>(law, units, inputs); break;
            case 128: Check<Lanes128, L>(law, units, inputs); break;
            default: Check<Lanes1, L>(law, units, inputs); break;
        }
    }

    private static unsafe void Check<R, L>(L law, double units, IEnumerable<float> inputs) where R : struct, ILanes<R> where L : ILaw
    {
        float* x = stackalloc float[R.Count], y = stackalloc float[R.Count];
        foreach (float[] chunk in inputs.Chunk(R.Count))
        {
            chunk.CopyTo(new Span<float>(x, R.Count));
            R.Store(law.Of(R.Load(x)), y);
            for (int i = 0; i < chunk.Length; i++)
            {
                double error = UnitsInTheLastPlace(y[i], law.Exact(x[i]));
                Assert.True(error <= units, $"{typeof(L).Name}({x[i]:R}) = {y[i]:R}, {error} units from {law.Exact(x[i]):R}");
            }
        }
    }

    private static double UnitsInTheLastPlace(float got, double exact)
    {
        float rounded = (float)exact;
        if (float.IsNaN(rounded) || float.IsInfinity(rounded)) return got.Equals(rounded) ? 0 : double.PositiveInfinity;
        if (rounded == 0 && got == 0) return float.IsNegative(rounded) == float.IsNegative(got) ? 0 : double.PositiveInfinity;
        double size = Math.Abs(rounded), unit = Math.Max(float.Epsilon, (double)MathF.BitIncrement((float)size) - size);
        return Math.Abs(got - exact) / (double.IsInfinity(unit) ? Math.ScaleB(1, 104) : unit);
    }

    private interface ILaw
    {
        R Of<R>(R x) where R : struct, IReal<R>;

        double Exact(double x);
    }

    private readonly struct Exp : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Exp(x);

        public double Exact(double x) => Math.Exp(x);
    }

    private readonly struct Log : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Log(x);

        public double Exact(double x) => Math.Log(x);
    }

    private readonly struct Tanh : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Tanh(x);

        public double Exact(double x) => Math.Tanh(x);
    }

    private readonly struct Sigmoid : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Sigmoid(x);

        public double Exact(double x) => Functions.Sigmoid(x);
    }

    private readonly struct Softplus : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Softplus(x);

        public double Exact(double x) => Functions.Softplus(x);
    }

    private readonly struct Expm1 : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Expm1(x);

        public double Exact(double x) => Functions.Expm1(x);
    }

    private readonly struct Log1p : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Log1p(x);

        public double Exact(double x) => Functions.Log1p(x);
    }

    private readonly struct Erfc : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Erfc(x);

        public double Exact(double x) => Functions.Erfc(x);
    }

    private readonly struct OnePlusErf : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.OnePlusErf(x);

        public double Exact(double x) => Functions.Erfc(-x);
    }

    private readonly struct Erf : ILaw
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Erf(x);

        public double Exact(double x) => Functions.Erf(x);
    }
}
