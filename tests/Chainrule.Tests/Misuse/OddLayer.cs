using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Misuse;

/// <summary>A layer that declares z, a (units as they come in), W (units × units), b, v (a row for all) and says what a test wants it to say.</summary>
internal sealed record OddLayer : LayerSpec
{
    private const int Units = 3;

    /// <summary>One that leaves nothing out: all that it computes is 0.</summary>
    internal static OddLayer Whole { get; } = new() { Forward = Fill, Backward = Keep };

    internal static void Fill(Quantities all, IKernels k)
    {
        foreach (Quantity each in (Quantity[])[all.Z, all.A, all.V]) k.Row(new Zeros(), each);
    }

    internal static void Keep(Quantities all, IKernels k)
    {
        k.Keep(all.W, all.A, all.X);
        k.Keep(all.B, all.A);
    }

    private readonly struct Zeros : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T> => into.Fill(0.0);
    }

    internal Action<Quantities, IKernels> Forward { get; init; } = static (_, _) => { };

    internal Action<Quantities, IKernels> Backward { get; init; } = static (_, _) => { };

    internal Func<Plan, Quantities, ILayer?>? Placing { get; init; }

    public override LayerKind Described => Flatten.OfKind;

    public override IReadOnlyList<(string Key, object Value)> Fields => [];

    public override ILayer Place(Plan plan)
    {
        Quantities all = new(
            plan, plan.Input(),
            plan.Parameter("W", Shape.Matrix(Units, Units), Tensor.Of(Shape.Matrix(Units, Units), _ => 1), "w", "3 × 3"),
            plan.Parameter("b", Shape.Vector(Units), Tensor.Of(Shape.Vector(Units), _ => 1), "b", "3"),
            plan.Value("z", Shape.Units(Units)), plan.Value("a", Shape.Units(Units)), plan.Value("v", Shape.Vector(Units)));
        return Placing is null ? new Placed(this, all, all.A) : Placing(plan, all)!;
    }

    /// <summary>A network of this layer alone.</summary>
    internal NetworkSpec Network() => new([this], Loss.Named("half-sse"), input: Shape.Units(Units));

    /// <summary>What is said when it is bound to floats.</summary>
    internal string Refusal() => Assert.Throws<ProblemException>(() => new Workspace<F32>(new(Network()), 4)).Message;

    internal sealed record Quantities(Plan Plan, Quantity X, Quantity W, Quantity B, Quantity Z, Quantity A, Quantity V);

    internal sealed record Placed(OddLayer Layer, Quantities All, Quantity Output) : ILayer
    {
        public void Forward(IKernels k) => Layer.Forward(All, k);

        public void Backward(IKernels k) => Layer.Backward(All, k);
    }
}
