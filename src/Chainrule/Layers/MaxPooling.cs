using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Layers;

/// <summary>
/// Max-pooling of pictures: a[channel,r,c] = the largest number of the window at r, c. The gradient goes to that one alone; where several are the largest, to the last of them. (LeCun et al. 1998 averaged;
/// the maximum: Riesenhuber and Poggio 1999.)
/// </summary>
/// <param name="Size">How many rows and columns a window has.</param>
/// <param name="Stride">How far it moves on; 0 for its size, so that windows lie side by side.</param>
public sealed record MaxPooling(int Size, int Stride = 0) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "max-pooling", ["size", "stride"],
        read => new MaxPooling(read.Whole("size"), read.Whole("stride", 0)),
        Samples.Image, (random, _) => new MaxPooling(Samples.From(random, 1, 3), random.Below(3)));

    /// <summary>How far a window moves on.</summary>
    public int Stride { get; init; } = Stride == 0 ? Size : Stride;

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override string Words => $"max-pooling {Size} × {Size}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("size", Size), ("stride", Stride)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        if (Size < 1) throw new Rules.ProblemException($"{plan.At}.size: got {Size}, wanted at least 1");
        Quantity x = plan.Input();
        var windows = new Windows(plan, x, Size, Size, Stride, padding: 0);
        return new Placed(x, windows, plan.Value("a", Shape.Image(windows.Channels, windows.Rows, windows.Columns)));
    }

    private sealed record Placed(Quantity X, Windows Windows, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public IReadOnlyList<KinkOf> Kinks => [new("max-pooling", Windows.Copies, [0], Ties: Windows.Channels)];

        private Quantity C => Windows.Copies;

        public void Forward(IKernels k)
        {
            k.Gather(C, X, Windows.Places);        // C = the windows of X
            k.Row(new Largest(), A, C);            // a = max of each channel of a window
        }

        public void Backward(IKernels k)
        {
            k.Row(new LargestBack(), C.d, A.d, C); // undoes a = max
            k.Scatter(X.d, C.d, Windows.Places);   // undoes C = the windows of X
        }
    }

    // a[channel] = max(… max(max(c₀, c₁), c₂) …), the channels lying side by side.
    private readonly struct Largest : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> c = of[0];
            for (int channel = 0; channel < into.Length; channel++)
            {
                T largest = c[channel];
                for (int j = channel + into.Length; j < c.Length; j += into.Length) largest = T.Max(largest, c[j]);
                into[channel] = largest;
            }
        }
    }

    // Step by step back through the maxima: of max(m, c) the gradient goes to m where m > c, else to c. So a number gets it if none after it is larger or equal and none before is larger.
    private readonly struct LargestBack : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> da = of[0], c = of[1];
            int channels = da.Length;
            for (int j = 0; j < into.Length; j++)
            {
                T share = da[j % channels];
                if (j >= channels)
                {
                    T before = c[j % channels];
                    for (int i = j % channels + channels; i < j; i += channels) before = T.Max(before, c[i]);
                    share *= (T)1.0 - T.Step(before - c[j]);
                }
                for (int i = j + channels; i < into.Length; i += channels) share *= T.Step(c[j] - c[i]);
                into[j] = share;
            }
        }
    }
}
