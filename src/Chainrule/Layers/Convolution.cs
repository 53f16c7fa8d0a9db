using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A convolution of pictures: z[to,r,c] = b[to] + Σ w[to,from,i,j]·x[from, r·stride + i − padding, c·stride + j − padding], and a = f(z). The same few weights meet every window of the picture.
/// (LeCun et al. 1989, 1998.) It is a dense layer over windows: the windows are copied side by side, and then Z = C·Wᵀ + b.
/// </summary>
/// <param name="Activation">f, which acts on each number by itself.</param>
/// <param name="Kernels">w: for each channel that goes out and each that comes in, rows of weights.</param>
/// <param name="Biases">b, one for each channel that goes out.</param>
/// <param name="Stride">How far the window moves on.</param>
/// <param name="Padding">How wide the border of zeros around the picture is.</param>
public sealed record Convolution(Activation Activation, Tensor Kernels, NumberRow Biases, int Stride = 1, int Padding = 0) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "convolution", ["activation", "kernels", "biases", "stride", "padding"],
        read => new Convolution(read.Activation("activation"), read.Tensor("kernels"), read.Row("biases"), read.Whole("stride", 1), read.Whole("padding", 0)),
        Samples.Image, (random, x) =>
        {
            int to = Samples.From(random, 1, 3), rows = Samples.From(random, 1, 3), columns = Samples.From(random, 1, 3);
            Shape kernels = new(false, [to, x.Sizes[0], rows, columns]);
            return new Convolution(
                Samples.Elementwise(random), Tensor.Of(kernels, _ => Samples.Number(random)), Samples.Row(random, to), Samples.From(random, 1, 2), random.Below(Math.Max(rows, columns)));
        });

    /// <summary>f.</summary>
    public Activation Activation { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Activation)); } = Chainrule.Numbers.Given.NotNull(Activation);

    /// <summary>w: for each channel that goes out and each that comes in, rows of weights.</summary>
    public Tensor Kernels { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Kernels)); } = Chainrule.Numbers.Given.NotNull(Kernels);

    /// <summary>b, one for each channel that goes out.</summary>
    public NumberRow Biases { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Biases)); } = Chainrule.Numbers.Given.NotNull(Biases);

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override string Words => $"{Kernels.Count} × convolution {Activation}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields =>
        [("activation", Activation), ("kernels", Kernels), ("biases", (Tensor)Biases), ("stride", Stride), ("padding", Padding)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        if (Kernels.Depth != 4) throw new ProblemException($"{plan.At}.kernels: got {Kernels.Depth} levels of lists, wanted 4: for each channel that goes out, for each that comes in, rows of weights");
        if (!Activation.IsElementwise) throw new ProblemException($"{plan.At}.activation: got \"{Activation}\", wanted one that acts on each number by itself, such as \"relu\"");
        Quantity x = plan.Input();
        int to = Kernels.Count, rows = Kernels[0][0].Count, columns = Kernels[0][0][0].Count;
        if (rows == 0 || columns == 0) throw new ProblemException($"{plan.At}.kernels: empty; wanted at least one weight for each channel that comes in");
        var windows = new Windows(plan, x, rows, columns, Stride, Padding);
        Shape output = Shape.Image(to, windows.Rows, windows.Columns);
        return new Placed(
            Activation, x, windows,
            // In memory a row of weights lies as a window does.
            plan.Parameter("W", new Shape(false, [to, windows.Channels, rows, columns], 2, 3, 1), Kernels, "kernels", $"channels that come in: {windows.Channels}, and all kernels alike"),
            plan.Parameter("b", Shape.Vector(to), Biases, "biases", "one for each channel that goes out", isBias: true),
            plan.Value("z", output), plan.Value("a", output));
    }

    private sealed record Placed(Activation F, Quantity X, Windows Windows, Quantity W, Quantity B, Quantity Z, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public (Activation F, Quantity Z)? Ending => (F, Z);

        public IReadOnlyList<KinkOf> Kinks => F.Kinks.Count > 0 ? [new(F.Name, Z, F.Kinks)] : [];

        private Quantity C => Windows.Copies;

        public void Forward(IKernels k)
        {
            k.Gather(C, X, Windows.Places);        // C = the windows of X
            k.Affine(C, W, B, Z);                  // Z = C·Wᵀ + b
            k.Apply(F, Z, A);                      // A = f(Z)
        }

        public void Backward(IKernels k)
        {
            k.Pull(F, A, Z);                       // undoes A = f(Z)
            k.Keep(W, Z, C);                       // undoes Z = C·Wᵀ + b, for W: the sum over all windows, since all share the weights
            k.Keep(B, Z);                          //                      for b
            k.Back(Z, W, C);                       //                      for C
            k.Scatter(X.d, C.d, Windows.Places);   // undoes C = the windows of X: a pixel adds up what comes back from all windows it is in
        }
    }
}
