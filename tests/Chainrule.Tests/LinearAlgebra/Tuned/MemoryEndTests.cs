using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

/// <summary>No kernel touches a float beyond its matrices: a single one would end the whole test run, loudly.</summary>
[Collection(nameof(Width))]
public unsafe class MemoryEndTests
{
    private static readonly int[] Sides = [1, 2, 3, 4, 7, 9, 15, 16, 17, 33];

    private static readonly Activation Sigmoid = Activation.Named("sigmoid"), Softmax = Activation.Named("softmax");

    private static readonly Loss Mse = Loss.Named("mse"), CrossEntropy = Loss.Named("softmax-cross-entropy");

    public static TheoryData<int> Widths => Width.Here;

    [Theory, MemberData(nameof(Widths))]
    public void Kernels_stay_within_their_matrices(int bits)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are guarded by way of Linux's mmap and mprotect.");
        using Width width = Width.Force(bits);
        foreach (int n in Sides)
            foreach (int inputs in Sides)
                foreach (int units in Sides)
                    Touch(n, inputs, units);
    }

    private static void Touch(int n, int inputs, int units)
    {
        List<GuardedFloats> all = [];
        Matrix<F32> A = Rows(n, inputs), dA = Rows(n, inputs), before = Rows(n, inputs), Z = Rows(n, units), next = Rows(n, units), dZ = Rows(n, units), Y = Rows(n, units);
        Matrix<F32> W = Guarded(Matrix<F32>.ForWeights(units, inputs)), dW = Guarded(Matrix<F32>.ForWeights(units, inputs));
        Matrix<F32> b = Rows(1, units), db = Rows(1, units), losses = Rows(n, 1);
        Descend<F32> descend = new(0.5);

        Kernels.Affine(A, W, b, Z);
        Kernels.Apply(Softmax, Z, next);
        Kernels.Layer(A, W, b, Z, Sigmoid, next);
        Kernels.Layer(A, W, b, Z, Softmax, next);
        Kernels.Measure(Mse, Z, next, Y, losses);
        Kernels.Measure(CrossEntropy, Z, next, Y, losses);
        Kernels.Start(Mse, next, Y, new F32(1), dZ);
        Kernels.Pull(Softmax, dZ, Z, next, dZ);
        Kernels.Pull(Sigmoid, dZ, Z, next, dZ);
        Kernels.Back(dZ, W, dA);
        Kernels.BackAndPull(dZ, W, dA, Sigmoid, A, A, before);
        Kernels.Outer(dZ, A, new Store<F32>(), dW);
        Kernels.Outer(dZ, A, descend, W);
        Kernels.ColumnSum(dZ, new Store<F32>(), db);
        Kernels.ColumnSum(dZ, descend, b);
        Kernels.Move(W, dW, descend);
        Kernels.Move(b, db, descend);
        all.ForEach(each => each.Dispose());

        Matrix<F32> Rows(int rows, int columns) => Guarded(new(rows, columns));

        Matrix<F32> Guarded(Matrix<F32> like)
        {
            all.Add(new(new float[like.Storage.Room]));
            return new(like, (nint)all[^1].First);
        }
    }
}
