using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.Layers;

/// <summary>Every kind of layer there is, through the checks that all laws go through.</summary>
public class LayerCheckTests
{
    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(kind => kind.Name)];

    private static IEnumerable<Problem> Some(string kind, int count = 60) => Enumerable.Range(0, count).Select(seed => RandomLayers.Of(LayerKind.Named(kind), seed));

    [Theory, MemberData(nameof(Kinds))]
    public void Its_gradients_are_those_of_differences_dual_numbers_and_the_graph(string kind)
    {
        foreach (Problem problem in Some(kind))
        {
            GradientReport report = GradientCheck.Run(problem);
            DerivativeCheck? failed = report.Checks.FirstOrDefault(check => check.Verdict == Verdict.Fail);
            Assert.True(failed is null, $"{failed} of {NetworkFile.Write(problem)}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_careful_reader_computes_the_same_bits(string kind)
    {
        foreach (Problem problem in Some(kind))
        {
            F64[] plain = Computed.LossAndGradients<F64>(problem);
            Assert.Equal(plain.Select(each => each.Number), Computed.LossAndGradients<Bounded>(problem).Select(each => each.Number));
            Assert.Equal(plain.Select(each => each.Number), Computed.LossAndGradients<Dual<F64>>(problem).Select(each => each.Number.Number));
            using Tape tape = Tape.Begin();
            Assert.Equal(plain.Select(each => each.Number), Computed.LossAndGradients<Value>(problem).Select(each => each.Data));
        }
    }

    // A float's roundoff for each operation on the way to a number: some thousands of them at most in networks so small, of numbers of order 10.
    [Theory, MemberData(nameof(Kinds))]
    public void Floats_compute_the_same_numbers_rounded(string kind)
    {
        foreach (Problem problem in Some(kind))
        {
            F64[] careful = Computed.LossAndGradients<F64>(problem);
            F32[] floats = Computed.LossAndGradients<F32>(problem);
            double size = careful.Max(each => Math.Abs(each.Number));
            Assert.All(careful.Zip(floats), each => Assert.True(Math.Abs(each.First.Number - each.Second.Number) <= 2e-4 * Math.Max(1, size), $"{each} of {NetworkFile.Write(problem)}"));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_of_it_reads_back_to_the_same_network(string kind)
    {
        foreach (Problem problem in Some(kind))
        {
            string file = NetworkFile.Write(problem);
            Problem again = NetworkFile.Parse(file, "net.json");
            Assert.Equal(problem.Network.Layers, again.Network.Layers);
            Assert.Equal(file, NetworkFile.Write(again));
            Assert.Equal(Computed.LossAndGradients<F64>(problem), Computed.LossAndGradients<F64>(again));
        }
    }

    // What was learned is in the data again: it goes on from there with the same bits.
    [Theory, MemberData(nameof(Kinds))]
    public void A_network_turned_into_data_again_is_the_same(string kind)
    {
        foreach (Problem problem in Some(kind, 10))
        {
            (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(problem);
            network.Backward(at);
            network.Descend(at, 0.1);
            NetworkSpec spec = network.ToSpec();
            Assert.Equal(Computed.Parameters(network), Computed.Parameters(new Network<F64>(spec)));
            Assert.Equal(Computed.LossAndGradients<F64>(new(spec, problem.Batch)), Computed.LossAndGradients<F64>(NetworkFile.Parse(NetworkFile.Write(new(spec, problem.Batch)), "net.json")));
        }
    }
}
