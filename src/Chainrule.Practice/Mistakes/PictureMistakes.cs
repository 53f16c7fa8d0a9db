using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in convolutions and in pooling.</summary>
internal static class PictureMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("kernel-turned", "z", Often.Usual, "The kernel was turned by 180°.", "Here, as in most programs, a convolution lays the kernel on the window as it stands.", In.Matrices,
            text => Kernels(text).Select(w => Spoil.Reads(Way.Forward, w, W => Turn(w, W)))),
        new("kernel-transposed", "z", Often.Seldom, "Rows and columns of the kernel were mixed up.", "w[i,j] meets the pixel i rows down and j columns to the right.", In.Matrices,
            text => Kernels(text).Where(w => w.Shape.Sizes[2] == w.Shape.Sizes[3]).Select(w => Spoil.Reads(Way.Forward, w, W => Permute(w, W, index => [index[0], index[1], index[3], index[2]])))),
        new("kernel-turned-back", "dA", Often.Usual, "On the way back the kernel lies turned by 180° over the windows.", "Each weight sends its gradient back to the pixel that it met.", In.Matrices,
            text => Kernels(text).Where(w => text.All(Verb.Back).Any(each => each.Of[1].Of == w)).Select(w => Spoil.Reads(Way.Backward, w, W => Turn(w, W)))),
        new("kernel-gradient-turned", "dW", Often.Sometimes, "The gradient of the kernel is turned by 180°.", "dW has the shape of W, place by place.", In.Matrices,
            text => Kernels(text).Select(w => Spoil.After(In.Gradient(w), (_, dW) => Turn(w, dW)))),
        new("window-off-by-one", "z", Often.Usual, "The windows stand one pixel too far: the border of zeros is off by one.", "The first window begins as far outside of the picture as the border is wide.", In.Matrices,
            text => Shifted(text, 1).Concat(Shifted(text, -1)))
        { IsEither = true },
        new("window-heard-once", "dA", Often.Usual, "A pixel was given the gradient of only one of its windows: = in place of +=.", "A pixel that lies in several windows adds up what comes back from each.", In.Matrices,
            text => text.All(Verb.Scatter).Where(each => each.Of[0].Of.IsCopy).SelectMany(each => (bool[])[true, false], (each, last) => Spoil.Instead(each, k => k.Scatter(each.Into, each.Of[0], Once((Places)each.Law!, last)))))
        { IsEither = true },
        new("pooling-to-all", "dA", Often.Usual, "All numbers of a window were given the gradient.", "Only the largest one decides, so only it has a slope.", In.Matrices,
            text => Pooled(text, text.Backward).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = of[0][j % of[0].Length]; }, 1), each.Into, each.Of[0])))),
        new("pooling-shared-back", "dA", Often.Sometimes, "The gradient was shared out evenly in the window, as by averages.", "Only the largest one decides, so only it has a slope.", In.Matrices,
            text => Pooled(text, text.Backward).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = of[0][j % of[0].Length] * of[0].Length / into.Length; }, 1), each.Into, each.Of[0])))),
        new("pooling-averaged", "a", Often.Sometimes, "The window was averaged; max-pooling takes its largest number.", "What comes out of a window is one of its numbers.", In.Matrices,
            text => Pooled(text, text.Forward).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int c = 0; c < into.Length; c++) into[c] = of[0].Where((_, j) => j % into.Length == c).Average(); }, 1), each.Into, each.Of)))),
        new("pooling-smallest", "a", Often.Seldom, "The smallest number of the window was taken.", "max-pooling takes the largest.", In.Matrices,
            text => Pooled(text, text.Forward).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int c = 0; c < into.Length; c++) into[c] = of[0].Where((_, j) => j % into.Length == c).Min(); }, 1), each.Into, each.Of)))),
    ];

    private static IEnumerable<Quantity> Kernels(StepText text) => text.All(Verb.Affine).Select(each => each.Of[1].Of).Where(each => each.Shape.Sizes.Length == 4 && each.Shape.Sizes[2] * each.Shape.Sizes[3] > 1);

    private static IEnumerable<Call> Pooled(StepText text, IReadOnlyList<Call> pass) => pass.Where(each => each.Verb == Verb.Row && text.Spec(each) is MaxPooling);

    private static void Turn(Quantity kernel, Matrix<F64> W) => Permute(kernel, W, index => [index[0], index[1], kernel.Shape.Sizes[2] - 1 - index[2], kernel.Shape.Sizes[3] - 1 - index[3]]);

    private static void Permute(Quantity kernel, Matrix<F64> W, Func<int[], int[]> other)
    {
        Matrix<F64> before = W.Copy();
        foreach (int[] index in kernel.Shape.Indices())
        {
            ((int row, int column), (int otherRow, int otherColumn)) = (kernel.Shape.Place(index), kernel.Shape.Place(other(index)));
            W[row, column] = before[otherRow, otherColumn];
        }
    }

    private static Places Once(Places places, bool last)
    {
        var seen = new HashSet<int>();
        int[] cells = [.. places.Cells];
        for (int i = 0; i < cells.Length; i++)
        {
            int at = last ? cells.Length - 1 - i : i;
            if (!seen.Add(cells[at])) cells[at] = -1;
        }
        return new(places.Target, places.Source, cells);
    }

    // Both ways go over the same windows.
    private static IEnumerable<Spoil> Shifted(StepText text, int shift) =>
        from each in text.All(Verb.Gather)
        where each.Into.Of.IsCopy && text.Spec(each) is Convolution
        let places = Shifted((Convolution)text.Spec(each)!, (Places)each.Law!, each.Of[0].Of.Shape, shift)
        select text.All(Verb.Scatter).Where(back => back.Of[0].Of == each.Into.Of).Aggregate(
            Spoil.Instead(each, k => k.Gather(each.Into, each.Of[0], places)), (spoil, back) => spoil.And(Spoil.Instead(back, k => k.Scatter(back.Into, back.Of[0], places))));

    // The channels of a pixel lie side by side, in the picture and in a window.
    private static Places Shifted(Convolution convolution, Places places, Shape picture, int shift)
    {
        int channels = picture.Sizes[0], height = picture.Sizes[1], width = picture.Sizes[2], rows = convolution.Kernels[0][0].Count, columns = convolution.Kernels[0][0][0].Count;
        int across = (width + 2 * convolution.Padding - columns) / convolution.Stride + 1;
        var cells = new int[places.Cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            int window = i / (rows * columns * channels), inside = i / channels % (rows * columns);
            int row = window / across * convolution.Stride - convolution.Padding + inside / columns + shift, column = window % across * convolution.Stride - convolution.Padding + inside % columns + shift;
            cells[i] = row >= 0 && row < height && column >= 0 && column < width ? (row * width + column) * channels + i % channels : -1;
        }
        return new(places.Target, places.Source, cells);
    }
}
