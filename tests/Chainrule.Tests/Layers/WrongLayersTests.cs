using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Tests.Layers;

/// <summary>The checks of layers are worth what they reject.</summary>
public class WrongLayersTests
{
    private const int Instances = 20;

    public static TheoryData<string> Twins => [.. WrongLayers.All.Select(twin => twin.ToString())];

    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_kind_of_layer_has_a_wrong_twin() =>
        Assert.Equal(LayerKind.All.Select(kind => kind.Name), WrongLayers.All.Select(twin => twin.Kind.Name).Distinct());

    // Where a mistake is not seen, it is none: the slope of an identity may be left out.
    [Theory, MemberData(nameof(Twins))]
    public void A_wrong_layer_is_rejected_wherever_its_gradients_differ(string name)
    {
        WrongLayer twin = WrongLayers.All.Single(each => each.ToString() == name);
        int rejected = 0;
        foreach (Problem problem in Some(twin.Kind))
        {
            if (Verdicts(problem, twin.Reader).Contains(Verdict.Fail)) rejected++;
            else AssertSame(Numbers(problem, Gradients(problem, null)), Numbers(problem, Gradients(problem, twin.Reader)), problem);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{twin}: {rejected} of {Instances} rejected");
        Assert.True(rejected > 0, $"{twin}: none of {Instances} was rejected");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_reader_that_spoils_nothing_is_not_rejected(string kind)
    {
        foreach (Problem problem in Some(LayerKind.Named(kind)))
            Assert.DoesNotContain(Verdict.Fail, Verdicts(problem, inner => new Faithful(inner)));
    }

    private static IEnumerable<Problem> Some(LayerKind kind) => Enumerable.Range(0, Instances).Select(seed => RandomLayers.Of(kind, seed));

    private static IEnumerable<Verdict> Verdicts(Problem problem, Func<IKernels, IKernels> reader) =>
        GradientCheck.Run(problem, new() { Gradient = each => Gradients(each, reader) }).Checks.Select(check => check.Verdict);

    private static Gradients<F64> Gradients(Problem problem, Func<IKernels, IKernels>? reader)
    {
        Network<F64> network = new(problem.Network);
        Workspace<F64> at = new(network, problem.Batch.Count, reader: reader);
        at.Load(problem.Batch);
        network.Forward(at);
        _ = network.Measure(at);
        network.Backward(at);
        Gradients<F64> gradients = new(network);
        network.Gradients(at, gradients);
        return gradients;
    }

    private static double[] Numbers(Problem problem, Gradients<F64> gradients) => [.. Parameter.All(problem.Network).Select(each => each.In(gradients).Number)];

    // To some roundings: a wrong form of something right is another form.
    private static void AssertSame(double[] right, double[] wrong, Problem problem)
    {
        double size = right.Max(Math.Abs);
        Assert.All(right.Zip(wrong), each => Assert.True(Math.Abs(each.First - each.Second) <= 1e-14 * size, $"not rejected, though {each} of {NetworkFile.Write(problem)}"));
    }

    private sealed class Faithful(IKernels inner) : Wrapper(inner);
}
