using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Activations;

namespace Chainrule.Tests.Rules;

/// <summary>For every activation a twin with the same values and a wrong slope, each a mistake that is really made.</summary>
public static class WrongActivations
{
    public static IReadOnlyList<Activation> All { get; } =
    [
        new Elementwise<SlopeOfItself<Identity, ZForOne>>(),
        new Elementwise<SlopeOfItself<Sigmoid, ZInsteadOfA>>(),
        new Elementwise<SlopeOfItself<Tanh, NotSquared>>(),
        new Elementwise<SlopeOfItself<Relu, WrongSide>>(),
        new Elementwise<SlopeOfItself<LeakyRelu, TenTimesTheLeak>>(),
        new Elementwise<SlopeOfItself<Elu, NoExponential>>(),
        new Elementwise<SlopeOfItself<Softplus, TanhForSigmoid>>(),
        new Elementwise<SlopeOfItself<Silu, NoProductRule>>(),
        new Elementwise<SlopeOfItself<Gelu, NoDensity>>(),
        new SoftmaxDiagonal(),
    ];

    private interface ISlope
    {
        static abstract T Of<T>(T z, T a) where T : struct, IReal<T>;
    }

    private readonly struct SlopeOfItself<F, S> : IActivation where F : struct, IActivation where S : struct, ISlope
    {
        public static string Name => F.Name;

        public static T Value<T>(T z) where T : struct, IReal<T> => F.Value(z);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => S.Of(z, a);

        public static ReadOnlySpan<double> Kinks => F.Kinks;
    }

    private readonly struct ZForOne : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => z;
    }

    private readonly struct ZInsteadOfA : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => z * ((T)1.0 - z);
    }

    private readonly struct NotSquared : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => (T)1.0 - a;
    }

    private readonly struct WrongSide : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => T.Step(-z);
    }

    private readonly struct TenTimesTheLeak : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => T.Step(z) + (T)0.1 * ((T)1.0 - T.Step(z));
    }

    private readonly struct NoExponential : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => T.Step(z) + ((T)1.0 - T.Step(z)) * (T)Elu.Alpha;
    }

    private readonly struct TanhForSigmoid : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => T.Tanh(z);
    }

    private readonly struct NoProductRule : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => T.Sigmoid(z);
    }

    private readonly struct NoDensity : ISlope
    {
        public static T Of<T>(T z, T a) where T : struct, IReal<T> => (T)0.5 * ((T)1.0 + T.Erf(z / T.Sqrt(2.0)));
    }

    private sealed class SoftmaxDiagonal : Activation
    {
        public override string Name => "softmax";

        public override bool IsElementwise => false;

        public override void Apply<T>(ReadOnlySpan<T> z, Span<T> a) => T.Softmax(z, a);

        public override void Pull<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz)
        {
            for (int j = 0; j < a.Length; j++) dz[j] = da[j] * (a[j] * ((T)1.0 - a[j]));
        }
    }
}
