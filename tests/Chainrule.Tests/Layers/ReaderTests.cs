using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.Layers;

/// <summary>Who reads the layers, and who looks on, changes no bit; who adds up over several machines is a witness of some lines.</summary>
[Collection(nameof(Width))]
public class ReaderTests
{
    public static TheoryData<string, int> KindsAndWidths
    {
        get
        {
            TheoryData<string, int> all = [];
            foreach (LayerKind kind in LayerKind.All)
                foreach ((int bits, bool isHere, _) in Widths)
                    if (isHere) all.Add(kind.Name, bits);
            return all;
        }
    }

    private static IReadOnlyList<(int Bits, bool IsHere, Kernels<F32> Kernels)> Widths => Chainrule.LinearAlgebra.Tuned.Widths.All;

    // Where somebody looks on nothing is held back: a product and the law after it are two orders.
    [Theory, MemberData(nameof(KindsAndWidths))]
    public void Verbs_that_were_fused_have_the_bits_of_those_that_were_not(string kind, int bits)
    {
        foreach (Problem problem in Some(kind))
        {
            Network<F32> network = new(problem.Network, null, Width.Of(bits));
            Assert.Equal(LossAndGradients(network, problem, null), LossAndGradients(network, problem, new Onlooker()));
        }
    }

    [Fact]
    public void A_parameter_that_is_used_twice_gets_the_sum_of_both_gradients()
    {
        foreach (Problem problem in Enumerable.Range(0, 20).Select(seed => TiedProblem(seed, forgetful: false)))
        {
            Assert.DoesNotContain(GradientCheck.Run(problem).Checks, check => check.Verdict == Verdict.Fail);
            Network<F64> at = Stepped(problem, (network, workspace) => network.Descend(workspace, 0.1));
            Network<F64> stored = Stepped(problem, (network, workspace) =>
            {
                Gradients<F64> gradients = new(network);
                network.Gradients(workspace, gradients);
                network.Descend(gradients, 0.1);
            });
            Assert.Equal(Computed.Parameters(stored), Computed.Parameters(at));
        }
    }

    [Fact]
    public void And_is_rejected_where_one_of_them_is_forgotten() =>
        Assert.All(Enumerable.Range(0, 20), seed => Assert.Contains(GradientCheck.Run(TiedProblem(seed, forgetful: true)).Checks, check => check.Verdict == Verdict.Fail));

    [Theory, InlineData(Reduction.Sum), InlineData(Reduction.Mean)]
    public void Machines_that_add_up_their_gradients_take_the_step_of_one(Reduction reduction)
    {
        foreach (LayerKind kind in LayerKind.All)
        {
            foreach (int seed in Enumerable.Range(0, 5))
            {
                Problem whole = RandomLayers.Of(kind, seed);
                whole = new(new NetworkSpec(whole.Network.Layers, whole.Network.Loss, reduction, whole.Network.Input), whole.Batch);
                int count = whole.Batch.Count;
                if (count < 2) continue;
                Bounded[] expected = Computed.Parameters(Stepped<Bounded>(whole, null, whole.Batch));
                // The last machine has the rest of the examples.
                Batch[] parts = [Part(whole.Batch, 0, 1), Part(whole.Batch, 1, count - 1)];
                using Machines machines = new(parts.Length);
                var moved = new Bounded[parts.Length][];
                Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = parts.Length }, machine =>
                {
                    double share = reduction == Reduction.Mean ? (double)parts[machine].Count / count : 1;
                    moved[machine] = Computed.Parameters(Stepped(whole, new Shared(machines, machine, share), parts[machine]));
                });
                Computed.AssertEqual(expected, moved[0]);
                Assert.Equal(moved[0], moved[1]);
            }
        }
    }

    private static IEnumerable<Problem> Some(string kind) => Enumerable.Range(0, 10).Select(seed => RandomLayers.Of(LayerKind.Named(kind), seed));

    private static Batch Part(Batch batch, int first, int count) =>
        new(NumberTable.Of([.. batch.X.Skip(first).Take(count)]), NumberTable.Of([.. batch.Y.Skip(first).Take(count)]));

    private static F32[] LossAndGradients(Network<F32> network, Problem problem, IWitness<F32>? witness)
    {
        Workspace<F32> at = new(network, problem.Batch.Count, witness);
        at.Load(problem.Batch);
        network.Forward(at);
        F32 loss = network.Measure(at);
        network.Backward(at);
        return [loss, .. Computed.Gradients(network, at)];
    }

    private static Network<F64> Stepped(Problem problem, Action<Network<F64>, Workspace<F64>> step)
    {
        (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(problem);
        network.Backward(at);
        step(network, at);
        return network;
    }

    private static Network<T> Stepped<T>(Problem problem, IWitness<T>? witness, Batch batch) where T : struct, IReal<T>
    {
        Network<T> network = new(problem.Network);
        Workspace<T> at = new(network, batch.Count, witness);
        at.Load(batch);
        network.Forward(at);
        network.Backward(at);
        network.Descend(at, 0.25);
        return network;
    }

    private static Problem TiedProblem(int seed, bool forgetful)
    {
        var random = new RandomSource(seed);
        NetworkSpec network = new([new Tied(Samples.Table(random, 3, 3), Samples.Row(random, 3), forgetful), new Dense(Activation.Tanh, Samples.Table(random, 2, 3), Samples.Row(random, 2))], Loss.Named("half-sse"), input: Shape.Units(3));
        return new(network, new(Samples.Table(random, 2, 3), Samples.Table(random, 2, 2)));
    }

    private sealed class Onlooker : IWitness<F32>
    {
        public void Wrote(Quantity quantity, Written what, Matrix<F32> numbers)
        {
        }
    }

    // The sum over several machines, which are threads here: what a network between computers would do in its place.
    private sealed class Shared(Machines machines, int rank, double share) : IWitness<Bounded>
    {
        public void Wrote(Quantity quantity, Written what, Matrix<Bounded> numbers)
        {
            if (quantity.Role == Role.Parameter && what == Written.Gradient) machines.AddUp(rank, numbers, share);
        }
    }

    private sealed class Machines(int count) : IDisposable
    {
        private readonly Barrier all = new(count);
        private readonly Bounded[][] handed = new Bounded[count][];

        public void Dispose() => all.Dispose();

        internal void AddUp(int rank, Matrix<Bounded> numbers, Bounded share)
        {
            handed[rank] = [.. numbers.Cells.ToArray().Select(each => share * each)];
            all.SignalAndWait();
            int i = 0;
            foreach (ref Bounded cell in numbers.Cells)
            {
                cell = handed.Select(each => each[i]).Aggregate((sum, each) => sum + each);
                i++;
            }
            all.SignalAndWait();
        }
    }

    /// <summary>Z = X·Wᵀ + b, A = Z·Wᵀ + b: the same parameters twice.</summary>
    private sealed record Tied(NumberTable Weights, NumberRow Biases, bool IsForgetful) : LayerSpec
    {
        public override LayerKind Described => Dense.OfKind;

        public override IReadOnlyList<(string Key, object Value)> Fields => [];

        public override ILayer Place(Plan plan)
        {
            int units = Biases.Count;
            return new Placed(
                plan.Input(), plan.Parameter("W", Shape.Matrix(units, units), Weights, "weights", ""), plan.Parameter("b", Shape.Vector(units), Biases, "biases", "", isBias: true),
                plan.Value("z", Shape.Units(units)), plan.Value("a", Shape.Units(units)), IsForgetful);
        }

        private sealed record Placed(Quantity X, Quantity W, Quantity B, Quantity Z, Quantity A, bool IsForgetful) : ILayer
        {
            public Quantity Output => A;

            public void Forward(IKernels k)
            {
                k.Affine(X, W, B, Z);
                k.Affine(Z, W, B, A);
            }

            public void Backward(IKernels k)
            {
                k.Keep(W, A, Z);
                k.Keep(B, A);
                k.Back(A, W, Z);
                if (!IsForgetful) k.Keep(W, Z, X);
                k.Keep(B, Z);
                k.Back(Z, W, X);
            }
        }
    }
}
