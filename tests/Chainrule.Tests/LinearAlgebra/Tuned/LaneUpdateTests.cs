using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

[Collection(nameof(Width))]
public class LaneUpdateTests
{
    public static TheoryData<int, string> Updates => [.. from bits in Width.Here.Select(row => row.Data) from update in Update.All select (bits, update.Name)];

    private static readonly int[] Sides = [1, 2, 3, 5, 16, 17, 33, 70];

    // The laws are written without fused products, and quotient and root are rounded once by every processor: not a bit may differ.
    [Theory, MemberData(nameof(Updates))]
    public void An_update_over_lanes_is_the_update_over_floats(int bits, string name)
    {
        Kernels<F32> kernels = Width.Of(bits), plainKernels = new PlainKernels<F32>();
        Update update = Update.Named(name);
        Random random = new(1);
        foreach (int units in Sides)
            foreach (int inputs in Sides)
                foreach (int panel in new[] { 0, kernels.PanelWidth })
                {
                    Matrix<F32> plain = Numbers(), tuned = plain.Copy(), gradient = Numbers();
                    Matrix<F32>[] plainStates = [.. update.States.Select(_ => new Matrix<F32>(units, inputs, panel))], tunedStates = [.. plainStates.Select(each => each.Copy())];
                    Action<F32, int> slow = plainKernels.Move(update, plain, gradient, plainStates).Both, fast = kernels.Move(update, tuned, gradient, tunedStates).Both;
                    for (int t = 1; t <= 3; t++)
                    {
                        slow(0.25f, t);
                        fast(0.25f, t);
                        foreach (ref F32 each in gradient.Cells) each = random.NextDouble() * 2 - 1;
                    }
                    Assert.Equal(plain.Cells.ToArray(), tuned.Cells.ToArray());
                    for (int s = 0; s < plainStates.Length; s++) Assert.Equal(plainStates[s].Cells.ToArray(), tunedStates[s].Cells.ToArray());

                    Matrix<F32> Numbers()
                    {
                        Matrix<F32> matrix = new(units, inputs, panel);
                        foreach (ref F32 each in matrix.Cells) each = random.NextDouble() * 2 - 1;
                        return matrix;
                    }
                }
    }
}
