using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing;

namespace Chainrule.Tests.Own;

/// <summary>What a layer of one's own leaves out is told with its layer and quantity, where a workspace is made: before anybody trains, checks or explains.</summary>
public class GapTests
{
    [Fact]
    public void A_whole_layer_passes() => Assert.True(GradientCheck.Run(new OwnScale([2, -0.5]).Problem()).Passed);

    [Fact]
    public void A_parameter_whose_gradient_nobody_writes_is_named() =>
        Refused("layers[0]: nobody writes dg1, the gradient of the parameter g1; wanted a line in Backward that keeps it", new([2, -0.5]) { Backward = (all, k) => k.Row(new OwnScale.Product(), all.X.d, all.A.d, all.G) });

    [Fact]
    public void An_input_whose_gradient_nobody_writes_is_named()
    {
        OwnScale layer = new([2, -0.5]) { Backward = (all, k) => k.KeepProducts(all.G, all.A, all.X) };
        // Of what was given nobody wants one.
        Assert.True(GradientCheck.Run(layer.Problem()).Passed);
        NetworkSpec second = new([new Dense(Activation.Tanh, [[0.5, -1], [1, 2]], [0.25, 0]), layer], Loss.Named("half-sse"));
        Assert.StartsWith("layers[1]: Forward reads a1, and nobody there writes dA1, so that nothing before it would learn",
            Assert.Throws<ProblemException>(() => GradientCheck.Run(new(second, new([[0.5, 2]], [[1, 0]])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_read_and_that_nobody_writes_is_named() =>
        Refused("layers[0]: Backward reads dH1, and nobody writes it; wanted a line before that does", new([2, -0.5])
        {
            Spare = "h",
            Forward = (all, k) => { k.Row(new OwnScale.Product(), all.Spare!, all.X, all.G); k.Apply(Activation.Tanh, all.Spare!, all.A); },
            Backward = (all, k) => { k.KeepProducts(all.G, all.Spare!, all.X); k.Row(new OwnScale.Product(), all.X.d, all.A.d, all.G); },
        });

    [Fact]
    public void A_value_that_nobody_writes_is_named()
    {
        Refused("layers[0]: nobody writes h1; wanted a line in Forward", new([2, -0.5]) { Spare = "h" });
        Refused("layers[0]: nobody writes a1, which the layer hands on", new([2, -0.5]) { Forward = (_, _) => { } });
    }

    [Fact]
    public void A_value_that_is_read_before_it_is_written_is_named() => Refused("layers[0]: h1 is read before it is written", new([2, -0.5])
    {
        Spare = "h",
        Forward = (all, k) => { k.Apply(Activation.Tanh, all.Spare!, all.A); k.Row(new OwnScale.Product(), all.Spare!, all.X, all.G); },
    });

    [Fact]
    public void A_law_that_cannot_be_run_is_named_with_what_it_writes()
    {
        Refused("layers[0]: the law Third, which writes a1, reads or writes past the end of a row: it is given rows of 2 and 2 numbers", new([2, -0.5]) { Law = new Third() });
        Refused("layers[0]: the law PastTheEnd, which writes a1, reads or writes past the end of a row", new([2, -0.5]) { Law = new PastTheEnd() });
        Refused("layers[0]: the law Half, which writes a1, leaves number 1 of 2 unwritten", new([2, -0.5]) { Law = new Half() });
        Refused("layers[0]: the law OfDefault, which writes a1, computes with default, in which no number is; begin a sum with T s = 0.0", new([2, -0.5]) { Law = new OfDefault() });
        Dense dense = new(new Elementwise<Default>(), [[0.5, -1]], [0.25]);
        Assert.StartsWith("layers[0]: the activation default, which writes a1, leaves number 0 of 1 unwritten, or gives default for it",
            Assert.Throws<ProblemException>(() => new Workspace<F32>(new(new NetworkSpec([dense], Loss.Named("half-sse"))), 1)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, OwnScale layer)
    {
        NetworkSpec network = layer.Problem().Network;
        Assert.StartsWith(message, Assert.Throws<ProblemException>(() => new Workspace<F32>(new(network), 1)).Message, StringComparison.Ordinal);
    }

    private readonly struct Third : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            for (int j = 0; j < into.Length; j++) into[j] = of[2][j];
        }
    }

    private readonly struct PastTheEnd : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            for (int j = 0; j < into.Length; j++) into[j] = of[0][j + 1];
        }
    }

    private readonly struct Half : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T> => into[0] = of[0][0];
    }

    private readonly struct OfDefault : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            T s = default;
            foreach (T each in of[0]) s += each;
            into.Fill(s);
        }
    }

    private readonly struct Default : IActivation
    {
        public static string Name => "default";

        public static T Value<T>(T z) where T : struct, IReal<T> => default;

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => 0.0;
    }
}
