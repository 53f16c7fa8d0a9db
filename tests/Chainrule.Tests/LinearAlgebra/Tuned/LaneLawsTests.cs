using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

/// <summary>Every law there is, read by lanes, against the same law read by floats.</summary>
[Collection(nameof(Width))]
public class LaneLawsTests
{
    // exp, tanh and σ of the lanes are off by up to 2 units in the last place (4 roundoffs), softplus by 3, where the floats' are off by half; a law takes
    // at most two of them and a handful of products, and a softmax adds up as many as there are units.
    private const double Roundoff = 1.0 / (1 << 24), Law = 24 * Roundoff;

    private static double Tolerance(int units, double size) => (Law + 4 * units * Roundoff) * size;

    public static TheoryData<int, string> Activations =>
        [.. from bits in Width.Here.Select(row => row.Data) from f in Activation.All select (bits, f.Name)];

    public static TheoryData<int, string> Losses =>
        [.. from bits in Width.Here.Select(row => row.Data) from loss in Loss.All select (bits, loss.Name)];

    private static Matrix<F32> Numbers(Random random, int rows, int columns, double size)
    {
        Matrix<F32> matrix = new(rows, columns);
        foreach (ref F32 cell in matrix.Cells) cell = (random.NextDouble() * 2 - 1) * size;
        return matrix;
    }

    private static readonly int[] ExampleCounts = [1, 2, 5, 16, 17, 33], UnitCounts = [1, 2, 3, 4, 7, 10, 16, 21];

    private static IEnumerable<(int Examples, int Units)> Shapes => from n in ExampleCounts from units in UnitCounts select (n, units);

    private static void AssertNear(Matrix<F32> plain, Matrix<F32> tuned, int units, double size)
    {
        for (int i = 0; i < plain.Cells.Length; i++)
            Assert.True(Math.Abs(plain.Cells[i].Number - tuned.Cells[i].Number) <= Tolerance(units, Math.Max(size, Math.Abs(plain.Cells[i].Number))),
                $"{tuned.Cells[i]}, wanted {plain.Cells[i]}");
    }

    [Theory, MemberData(nameof(Activations))]
    public void An_activation_over_lanes_is_the_activation_over_floats(int bits, string name)
    {
        Kernels<F32> kernels = Width.Of(bits);
        Activation f = Activation.Named(name);
        Random random = new(1);
        foreach ((int n, int units) in Shapes)
        {
            Matrix<F32> Z = Numbers(random, n, units, 4), dA = Numbers(random, n, units, 1);
            Matrix<F32> plainA = new(n, units), tunedA = new(n, units), plainDZ = new(n, units), tunedDZ = new(n, units);
            Plain.Apply(f, Z, plainA);
            kernels.Apply(f, Z, tunedA)();
            AssertNear(plainA, tunedA, units, 1);
            Plain.Pull(f, dA, Z, plainA, plainDZ);
            kernels.Pull(f, dA, Z, plainA, tunedDZ)();
            AssertNear(plainDZ, tunedDZ, units, f.IsElementwise ? 4 : units);
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void A_loss_over_lanes_is_the_loss_over_floats(int bits, string name)
    {
        Kernels<F32> kernels = Width.Of(bits);
        Loss loss = Loss.Named(name);
        // Not the identity: a loss that read z where it is handed a would go unnoticed.
        Activation output = Activation.Named(loss.OutputActivation ?? "tanh");
        Random random = new(2);
        foreach ((int n, int units) in Shapes)
        {
            Matrix<F32> Z = Numbers(random, n, units, 4), A = new(n, units), Y = Numbers(random, n, units, 1);
            foreach (ref F32 y in Y.Cells) y = Math.Abs(y.Number);
            Plain.Apply(output, Z, A);
            Matrix<F32> plain = new(n, 1), tuned = new(n, 1), plainStart = new(n, units), tunedStart = new(n, units);
            Plain.Measure(loss, Z, A, Y, plain);
            kernels.Measure(loss, Z, A, Y, tuned)();
            AssertNear(plain, tuned, units, 25 * units);
            Plain.Start(loss, A, Y, new F32(0.25f), plainStart);
            kernels.Start(loss, A, Y, tunedStart)(new F32(0.25f));
            AssertNear(plainStart, tunedStart, units, 1);
        }
    }

    [Theory, MemberData(nameof(Activations))]
    public void What_is_not_a_number_stays_so(int bits, string name)
    {
        Kernels<F32> kernels = Width.Of(bits);
        Activation f = Activation.Named(name);
        Matrix<F32> Z = Matrix<F32>.From([[float.NaN, 1], [2, 3], [float.PositiveInfinity, -0.0], [float.NegativeInfinity, 1e-45]]), plain = new(4, 2), tuned = new(4, 2);
        Plain.Apply(f, Z, plain);
        kernels.Apply(f, Z, tuned)();
        Assert.Equal(plain.Cells.ToArray().Select(each => float.IsNaN(each)), tuned.Cells.ToArray().Select(each => float.IsNaN(each)));
        Assert.Equal(plain.Cells.ToArray().Select(each => float.IsInfinity(each)), tuned.Cells.ToArray().Select(each => float.IsInfinity(each)));
    }
}
