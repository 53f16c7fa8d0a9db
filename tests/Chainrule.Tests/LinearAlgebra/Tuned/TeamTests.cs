using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

[Collection(nameof(Width))]
public class TeamTests
{
    private static readonly Activation Tanh = Activation.Named("tanh");

    private static Matrix<F32> Numbers(Random random, int rows, int columns) => Filled(random, new(rows, columns));

    private static Matrix<F32> Weights(Random random, int units, int inputs) => Filled(random, new(units, inputs, Widths.Widest.PanelWidth));

    private static Matrix<F32> Filled(Random random, Matrix<F32> matrix)
    {
        foreach (ref F32 cell in matrix.Cells) cell = random.NextDouble() * 2 - 1;
        return matrix;
    }

    // All three products, large enough for several threads, one of them with few examples.
    private static F32[] Products(int threads)
    {
        int before = Parallelism.Threads;
        Parallelism.Threads = threads;
        try
        {
            Random random = new(1);
            Kernels<F32> kernels = Widths.Widest;
            Matrix<F32> A = Numbers(random, 70, 301), W = Weights(random, 150, 301), b = Numbers(random, 1, 150), Z = new(70, 150), dA = new(70, 301), next = new(70, 150), pulled = new(70, 301);
            Matrix<F32> one = Numbers(random, 3, 3001), wide = Weights(random, 151, 3001), few = new(3, 151);
            kernels.Affine(A, W, b, Z)();
            kernels.Back(Z, W, dA)();
            kernels.Layer(A, W, b, Z, Tanh, next)();
            kernels.BackAndPull(Z, W, dA, Tanh, A, A, pulled)();
            kernels.Outer(Z, A).Descend!(W, 0.1);
            kernels.Affine(one, wide, Numbers(random, 1, 151), few)();
            return [.. Z.Cells.ToArray(), .. next.Cells.ToArray(), .. pulled.Cells.ToArray(), .. dA.Cells.ToArray(), .. W.Cells.ToArray(), .. few.Cells.ToArray()];
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_again_and_again()
    {
        F32[] alone = Products(1);
        for (int run = 0; run < 4; run++)
            foreach (int threads in new[] { 1, 2, 3 }) Assert.Equal(alone, Products(threads));
    }

    [Fact]
    public async Task Callers_at_the_same_time_do_not_disturb_each_other()
    {
        F32[] alone = Products(1);
        Task<F32[]>[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => Products(2)))];
        foreach (F32[] each in await Task.WhenAll(callers)) Assert.Equal(alone, each);
    }

    // Long enough pauses that the helpers fall asleep in between.
    [Fact]
    public void A_team_that_sleeps_wakes_up()
    {
        F32[] alone = Products(1);
        for (int run = 0; run < 3; run++)
        {
            Thread.Sleep(5);
            Assert.Equal(alone, Products(3));
        }
    }

    [Fact]
    public void There_is_at_least_one_thread() => Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);
}
