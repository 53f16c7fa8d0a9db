using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

/// <summary>No kernel touches a float beyond its matrices: a single one would end the whole test run, loudly.</summary>
[Collection(nameof(Width))]
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
        // A and C are rows with nothing behind the last, W and dW panels with nothing behind the last.
        int units = Panels.RoomFor(n);
        using GuardedFloats a = new(new float[m * k]), at = new(new float[k * m]), w = new(new float[units * k]), c = new(new float[m * units]), row = new(new float[units]);
        Operand A = new(a.First, k, 1);
        Strips W = Strips.InPanels(w.First, k), C = Strips.Rows(c.First, units);
        new Product<R, Added>((m, n, k), A, PanelSource.Of(W), Strips.Rows(row.First, 0), C, default).Run();
        new Product<R, Descended>((k, n, m), new(at.First, m, 1), PanelSource.Of(C), W, W, default).Run();

        int inputs = Panels.RoomFor(k);
        using GuardedFloats dz = new(new float[m * n]), turned = new(new float[units * k]), da = new(new float[m * inputs]);
        new Product<R, Stored>((m, k, n), new(dz.First, n, 1), PanelSource.Turned(turned.First, k), default, Strips.Rows(da.First, inputs), default).Run();

        int whole = (m * n + R.Count - 1) / R.Count * R.Count;
        using GuardedFloats z = new(new float[whole]), losses = new(new float[m]);
        if (n % R.Count == 0) Columns.Sum<R, Descended>(dz.First, m, n, n, default, row.First);
        Laws<R>.Apply(Activation.Named("sigmoid"), z.First, z.First, whole);
        Laws<R>.Pull(Activation.Named("tanh"), z.First, z.First, z.First, z.First, whole);
        Rows rows = new(m, n, n);
        Laws<R>.ApplyToRows(Activation.Named("softmax"), dz.First, dz.First, rows);
        Laws<R>.PullRows(Activation.Named("softmax"), dz.First, dz.First, dz.First, dz.First, rows);
        Laws<R>.Measure(Loss.Named("mse"), dz.First, dz.First, dz.First, losses.First, rows, new(m, 1, 1));
        Laws<R>.Start(Loss.Named("mse"), dz.First, dz.First, 1, dz.First, rows);
    }
}
