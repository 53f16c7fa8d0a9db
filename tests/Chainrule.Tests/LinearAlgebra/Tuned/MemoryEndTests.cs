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
        Kernels<F32> kernels = Width.Of(bits);
        foreach (int n in Sides)
            foreach (int inputs in Sides)
                foreach (int units in Sides)
                    Touch(kernels, n, inputs, units);
    }

    private static void Touch(Kernels<F32> kernels, int n, int inputs, int units)
    {
        List<GuardedFloats> all = [];
        Matrix<F32> A = Rows(n, inputs), dA = Rows(n, inputs), before = Rows(n, inputs), Z = Rows(n, units), next = Rows(n, units), dZ = Rows(n, units), Y = Rows(n, units);
        Matrix<F32> W = Guarded(new Matrix<F32>(units, inputs, kernels.PanelWidth)), dW = Guarded(new Matrix<F32>(units, inputs, kernels.PanelWidth));
        Matrix<F32> b = Rows(1, units), db = Rows(1, units), losses = Rows(n, 1);

        kernels.Affine(A, W, b, Z)();
        kernels.Apply(Softmax, Z, next)();
        kernels.Layer(A, W, b, Z, Sigmoid, next)();
        kernels.Layer(A, W, b, Z, Softmax, next)();
        kernels.Measure(Mse, Z, next, Y, losses)();
        kernels.Measure(CrossEntropy, Z, next, Y, losses)();
        kernels.Start(Mse, next, Y, dZ)(new F32(1));
        kernels.Pull(Softmax, dZ, Z, next, dZ)();
        kernels.Pull(Sigmoid, dZ, Z, next, dZ)();
        kernels.Back(dZ, W, dA)();
        kernels.BackAndPull(dZ, W, dA, Sigmoid, A, A, before)();
        kernels.Outer(dZ, A).Store(dW);
        kernels.Outer(dZ, A).Descend!(W, 0.5);
        kernels.ColumnSum(dZ).Store(db);
        kernels.ColumnSum(dZ).Descend!(b, 0.5);
        foreach (Update update in Update.All) kernels.Move(update, W, dW, States(update, W)).Both(0.5, 1);
        foreach (Update update in Update.All) kernels.Move(update, b, db, States(update, b)).Both(0.5, 1);
        all.ForEach(each => each.Dispose());

        Matrix<F32>[] States(Update update, Matrix<F32> beside) =>
            [.. update.States.Select(_ => Guarded(new Matrix<F32>(beside.Rows, beside.Columns, beside.Storage.PanelWidth)))];

        Matrix<F32> Rows(int rows, int columns) => Guarded(new(rows, columns));

        Matrix<F32> Guarded(Matrix<F32> like)
        {
            all.Add(new(new float[like.Storage.Room]));
            return new(like, (nint)all[^1].First);
        }
    }
}
