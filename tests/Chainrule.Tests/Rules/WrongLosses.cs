using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Losses;

namespace Chainrule.Tests.Rules;

/// <summary>For every loss a twin with the same values and a wrong slope; for a fused pair one in each of its two forms.</summary>
public static class WrongLosses
{
    public static IReadOnlyList<Loss> All { get; } =
    [
        new Twin(Loss.Named("half-sse"), start: new TermLoss<Sse>()),
        new Twin(Loss.Named("sse"), start: new TermLoss<HalfSse>()),
        new Twin(Loss.Named("mse"), start: new TermLoss<Sse>()),
        new Twin(Loss.Named("huber"), start: new TermLoss<MeanHalfSse>()),
        new Twin(Loss.Named("hinge"), start: new TermLoss<NoMargin>()),
        new Twin(Loss.Named("binary-cross-entropy"), textbookStart: new TermLoss<OppositeSign<BinaryCrossEntropy>>()),
        new Twin(Loss.Named("binary-cross-entropy"), start: new TermLoss<SlopeByOutput<BinaryCrossEntropy>>()),
        new Twin(Loss.Named("softmax-cross-entropy"), textbookStart: new TermLoss<OppositeSign<SoftmaxCrossEntropy>>()),
        new Twin(Loss.Named("softmax-cross-entropy"), start: new TermLoss<SlopeByOutput<SoftmaxCrossEntropy>>()),
    ];

    // The clipping left out: the gradient of a mean of half squares.
    private readonly struct MeanHalfSse : ILoss
    {
        public static string Name => "mean-half-sse";

        public static bool IsMeanOverOutputs => true;

        public static T Term<T>(T a, T y) where T : struct, IReal<T> => HalfSse.Term(a, y);

        public static T Slope<T>(T a, T y) where T : struct, IReal<T> => HalfSse.Slope(a, y);
    }

    // The perceptron's: outputs count only on the wrong side of 0.
    private readonly struct NoMargin : ILoss
    {
        public static string Name => "hinge";

        public static bool IsMeanOverOutputs => true;

        public static T Term<T>(T a, T y) where T : struct, IReal<T> => T.Max(-y * a, 0.0);

        public static T Slope<T>(T a, T y) where T : struct, IReal<T> => -y * T.Step(-y * a);
    }

    private readonly struct OppositeSign<L> : ILoss where L : struct, ILoss
    {
        public static string Name => L.Name;

        public static T Term<T>(T a, T y) where T : struct, IReal<T> => L.Term(a, y);

        public static T Slope<T>(T a, T y) where T : struct, IReal<T> => -L.Slope(a, y);
    }

    // ∂ℓ/∂a where ∂ℓ/∂z is wanted: the slope of the output activation was forgotten.
    private readonly struct SlopeByOutput<L> : ILoss where L : struct, ILoss
    {
        public static string Name => L.Name;

        public static T Term<T>(T a, T y) where T : struct, IReal<T> => L.Term(a, y);

        public static T Slope<T>(T a, T y) where T : struct, IReal<T> => L.Slope(a, y);
    }

    private sealed class Twin(Loss right, Loss? start = null, Loss? textbookStart = null) : Loss
    {
        public override string Name => right.Name;

        public override bool IsMeanOverOutputs => right.IsMeanOverOutputs;

        public override string? OutputActivation => right.OutputActivation;

        public override IReadOnlyList<double> Kinks => right.Kinks;

        public override T OfExample<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y) => right.OfExample(z, a, y);

        public override T Textbook<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y) => right.Textbook(a, y);

        public override void Start<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> gradient) =>
            (start ?? right).Start(a, y, share, gradient);

        public override void Slopes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> gradient) => (start ?? right).Slopes(a, y, share, gradient);

        // An unpaired loss has one form, so its mistake is in both.
        public override void TextbookStart<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> da) =>
            (textbookStart ?? (right.IsPaired ? right : start) ?? right).TextbookStart(a, y, share, da);

        public override string? WrongTargets(ReadOnlySpan<double> y) => right.WrongTargets(y);
    }
}
