using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using CsCheck;

namespace Chainrule.Tests.Networks;

public class NetworkProperties
{
    // So what a bound, a dual number or a graph says is about the very numbers that are trained.
    [Fact]
    public void Every_careful_reader_computes_the_same_bits() => RandomProblems.Any().Holds(problem =>
    {
        F64[] plain = Computed.LossAndGradients<F64>(problem);
        Assert.Equal(plain.Select(each => each.Number), Computed.LossAndGradients<Bounded>(problem).Select(each => each.Number));
        Assert.Equal(plain.Select(each => each.Number), Computed.LossAndGradients<Dual<F64>>(problem).Select(each => each.Number.Number));
        using Tape tape = Tape.Begin();
        Assert.Equal(plain.Select(each => each.Number), Computed.LossAndGradients<Value>(problem).Select(each => each.Data));
    }, times: 200);

    [Fact]
    public void The_order_of_the_examples_does_not_matter() => RandomProblems.Any(fewest: 2).Holds(problem =>
    {
        Problem turned = problem.With(problem.Batch.Examples(Enumerable.Range(0, problem.Batch.Count).Reverse()));
        Computed.AssertEqual(Computed.LossAndGradients<Bounded>(problem), Computed.LossAndGradients<Bounded>(turned));
    }, times: 200);

    [Fact]
    public void A_batch_is_the_weighted_mean_or_the_sum_of_its_parts() => Gen.Select(RandomProblems.Any(fewest: 2), Gen.Int[1, 4]).Holds((problem, cut) =>
    {
        int n = problem.Batch.Count, first = Math.Min(cut, n - 1);
        Bounded[] one = Part(0, first), other = Part(first, n - first);
        bool mean = problem.Network.Reduction == Reduction.Mean;
        Bounded share = mean ? (Bounded)first / n : 1.0, rest = mean ? (Bounded)(n - first) / n : 1.0;
        Computed.AssertEqual(Computed.LossAndGradients<Bounded>(problem), one.Zip(other, (a, b) => share * a + rest * b));

        Bounded[] Part(int from, int count) =>
            Computed.LossAndGradients<Bounded>(problem.With(problem.Batch.Examples(Enumerable.Range(from, count))));
    }, times: 200);

    // A power of two is exact: not a bit may differ.
    [Fact]
    public void Twice_the_loss_has_twice_the_gradient() => RandomProblems.Problem(Gen.Const(Loss.Named("half-sse"))).Holds(problem =>
    {
        F64[] half = Computed.LossAndGradients<F64>(problem), whole = Computed.LossAndGradients<F64>(problem.With(Loss.Named("sse")));
        Assert.Equal(half.Select(each => 2 * each.Number), whole.Select(each => each.Number));
    }, times: 100);

    [Fact]
    public void A_step_without_stored_gradients_has_the_bits_of_one_with_them() => Gen.Select(RandomProblems.Any(), Gen.Bool).Holds((problem, updateBiases) =>
    {
        AssertSameStep<F64>(problem, updateBiases);
        AssertSameStep<F32>(problem, updateBiases);
    }, times: 200);

    private static void AssertSameStep<T>(Problem problem, bool updateBiases) where T : struct, IReal<T>
    {
        (Network<T> network, Workspace<T> at) = Computed.Forward<T>(problem);
        network.Backward(at);
        Gradients<T> gradients = new(network);
        network.Gradients(at, gradients);
        Network<T> stored = network.Copy();
        T[] before = Computed.Parameters(network);
        stored.Descend(gradients, problem.LearningRate, updateBiases);
        network.Descend(at, problem.LearningRate, updateBiases);
        Assert.Equal(Computed.Parameters(stored), Computed.Parameters(network));
        if (!updateBiases) Assert.Equal(before[^network.Outputs..], Computed.Parameters(network)[^network.Outputs..]);
    }

    private static readonly Gen<Loss> Pairs = Gen.OneOf(Loss.All.Where(loss => loss.IsPaired).ToArray());

    [Fact]
    public void A_fused_pair_is_the_unfused_one_where_that_is_finite() => RandomProblems.Problem(Pairs).Holds(problem =>
    {
        (Network<Bounded> network, Workspace<Bounded> at) = Computed.Forward<Bounded>(problem);
        network.Backward(at);
        int L = network.Depth;
        Loss loss = problem.Network.Loss;
        for (int e = 0; e < at.Examples; e++)
        {
            Bounded[] da = new Bounded[network.Outputs], dz = new Bounded[network.Outputs];
            Bounded share = problem.Network.Reduction == Reduction.Mean ? Share.Of<Bounded>(at.Examples) : 1.0;
            loss.TextbookStart<Bounded>(at.A[L].Row(e), at.Y.Row(e), share, da);
            problem.Network.Dense(L).Activation.Pull<Bounded>(da, at.Z[L].Row(e), at.A[L].Row(e), dz);
            Bounded textbook = loss.Textbook<Bounded>(at.A[L].Row(e), at.Y.Row(e));
            if (da.Append(textbook).Any(each => !double.IsFinite(each.Number))) continue;
            Computed.AssertEqual([textbook, .. dz], [at.ExampleLoss[e, 0], .. at.dZ[L].Row(e)]);
        }
    }, times: 200);

    // p ⊙ (da − ⟨da, p⟩) against the matrix it comes from, ∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ − pⱼ).
    [Fact]
    public void Softmax_with_mse_goes_through_the_whole_Jacobian() => RandomProblems.Problem(Gen.Const(Loss.Named("mse"))).Holds(problem =>
    {
        Dense last = problem.Network.Dense(problem.Network.Layers.Count) with { Activation = Activation.Named("softmax") };
        Problem softmax = new(new NetworkSpec([.. problem.Network.Layers.SkipLast(1), last], problem.Network.Loss), problem.Batch);
        (Network<Bounded> network, Workspace<Bounded> at) = Computed.Forward<Bounded>(softmax);
        network.Backward(at);
        int L = network.Depth;
        for (int e = 0; e < at.Examples; e++)
        {
            Bounded[] p = at.A[L].Row(e).ToArray(), da = at.dA[L].Row(e).ToArray();
            IEnumerable<Bounded> dz = p.Select((_, j) => p.Select((pi, i) => da[i] * (pi * ((i == j ? 1.0 : 0.0) - p[j])))
                .Aggregate((Bounded)0.0, (sum, each) => sum + each));
            Computed.AssertEqual(dz, at.dZ[L].Row(e).ToArray());
        }
    }, times: 100);
}
