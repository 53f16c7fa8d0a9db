using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// The loss, as the last layer: of each example, and of the batch. A loss that is fused with its activation reads the pre-activations Z and starts the backward pass there. Where an example has
/// positions (a sequence), its loss is the mean over them.
/// </summary>
public sealed class LossLayer
{
    private readonly Loss loss;
    private readonly Quantity z, a;
    private readonly Quantity? parts, row;
    private readonly Places? reshaped;

    internal LossLayer(Plan plan, Loss loss)
    {
        this.loss = loss;
        a = plan.Input();
        CheckEnding(plan.Layers, loss);
        z = plan.Layers[^1].Ending?.Z ?? a;
        Y = plan.Targets(a.Shape);
        if (a.Shape.Rows > 1)
        {
            int positions = a.Shape.Rows;
            parts = plan.Value("part", new Shape(true, [positions, 1]));
            row = plan.Copy("parts", Shape.Units(positions));
            reshaped = new((1, positions), (positions, 1), [.. Enumerable.Range(0, positions)]);
        }
        Examples = plan.LossOf(Shape.Units(1));
        Total = plan.LossOf(new Shape(false, []));
    }

    private static void CheckEnding(IReadOnlyList<ILayer> layers, Loss loss)
    {
        string? last = layers[^1].Ending?.F.Name;
        if (loss.OutputActivation is string wanted && last != wanted)
            throw new ProblemException(
                $"layers[{layers.Count - 1}].activation: the loss {loss} needs the output activation \"{wanted}\", got {(last is null ? "a layer without one" : $"\"{last}\"")}; change the one or the other");
    }

    /// <summary>The targets.</summary>
    public Quantity Y { get; }

    /// <summary>The loss of each example.</summary>
    public Quantity Examples { get; }

    /// <summary>The loss of the batch.</summary>
    public Quantity Total { get; }

    /// <summary>Whether the backward pass starts behind the activation, so that the output has no gradient.</summary>
    internal bool IsFused => loss.IsPaired;

    internal void Forward(IKernels k)
    {
        if (parts is null)
        {
            k.Measure(loss, z, a, Y, Examples);
        }
        else
        {
            k.Measure(loss, z, a, Y, parts);
            k.Gather(row!, parts, reshaped!);
            k.Row(new Mean(), Examples, row!);
        }
        k.Total(Examples, Total);
    }

    internal void Backward(IKernels k) => k.Start(loss, a, Y, IsFused ? z.d : a.d);
}
