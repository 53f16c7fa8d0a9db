using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

/// <summary>No kernel touches a float beyond its matrices: a single one would end the whole test run, loudly.</summary>
public unsafe class MemoryEndTests
{
    private static readonly int[] Sides = [1, 2, 3, 7, 15, 16, 17, 33];

    public static TheoryData<int> Widths => Width.Here;

    [Theory, MemberData(nameof(Widths))]
    public void Kernels_stay_within_their_matrices(int bits)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are guarded by way of Linux's mmap and mprotect.");
        foreach (int m in Sides)
            foreach (int n in Sides)
                foreach (int k in Sides)
                    switch (bits)
                    {
                        case 512: Touch<Lanes512>(m, n, k); break;
                        case 256: Touch<Lanes256>(m, n, k); break;
                        case 128: Touch<Lanes128>(m, n, k); break;
                        default: Touch<Lanes1>(m, n, k); break;
                    }
    }

    private static void Touch<R>(int m, int n, int k) where R : unmanaged, ILanes<R>
    {
        using GuardedFloats a = new(new float[m * k]), b = new(new float[k * n]), c = new(new float[m * n]), row = new(new float[n]), losses = new(new float[m]);
        Layout A = new(a.First, k, 1), At = new(a.First, 1, m), B = new(b.First, n, 1), Bt = new(b.First, 1, k), C = new(c.First, n, 1);
        Product<R, AddOld<R>>.Run((m, n, k), A, Bt, new(row.First, 0, 1), C, default);
        Product<R, Store<R>>.Run((m, n, k), A, B, default, C, default);
        Product<R, Descend<R>>.Run((m, n, k), At, B, C, C, default);
        new Dots<R>((m, n, k), a.First, b.First, row.First, c.First).Run();
        Columns.Sum<R, Descend<R>>(c.First, m, n, default, row.First);
        Laws<R>.Apply(Activation.Named("sigmoid"), c.First, c.First, m * n);
        Laws<R>.Pull(Activation.Named("tanh"), c.First, c.First, c.First, c.First, m * n);
        Laws<R>.ApplyToRows(Activation.Named("softmax"), c.First, c.First, m, n);
        Laws<R>.Measure(Loss.Named("mse"), c.First, c.First, c.First, losses.First, m, n);
        Laws<R>.Start(Loss.Named("mse"), c.First, c.First, 1, c.First, m, n);
    }
}
