using Chainrule.Rules;

namespace Chainrule.Layers;

// How a plan is made: layer after layer, and what the engine relies on is checked of each, since a layer may come from anywhere.
public sealed partial class Plan
{
    /// <summary>Places these layers, and the loss as the last one.</summary>
    internal static Plan Of(IReadOnlyList<LayerSpec> specs, Shape input, Loss loss, bool isTraining)
    {
        if (!input.IsPerExample || input.Sizes.Length == 0)
            throw new ProblemException($"input: got {(input.IsPerExample ? "a shape without sizes" : $"{input} for all examples together")}, wanted the sizes of one example's input, such as Shape.Units(2)");
        var plan = new Plan(isTraining, specs.Count);
        plan.X = plan.Inputs(input);
        plan.outputs.Add(plan.X);
        foreach (LayerSpec spec in specs)
        {
            ILayer layer = spec.Place(plan) ?? throw new ProblemException($"{plan.At}: the layer was placed and gave back null, wanted what it is when placed");
            plan.CheckEnds(layer);
            plan.layers.Add(layer);
            plan.outputs.Add(layer.Output);
        }
        plan.Layer = 0;
        plan.Loss = new LossLayer(plan, loss);
        plan.isSettled = true;
        plan.Look();
        return plan;
    }

    /// <summary>The same layers, placed to predict with the parameters of this plan.</summary>
    internal Plan ToPredict(IReadOnlyList<LayerSpec> specs, Loss loss)
    {
        Plan other = Of(specs, X.Shape, loss, isTraining: false);
        Quantity[] mine = [.. Parameters], others = [.. other.Parameters];
        if (!mine.Select(Told).SequenceEqual(others.Select(Told)) || !other.Loss.Y.Shape.Equals(Loss.Y.Shape) || other.WholeBelow(other.X) != WholeBelow(X))
            throw new ProblemException("layers: placed to predict they have other parameters, inputs or outputs than placed to be trained; whatever Plan.IsTraining says, a layer must declare the same ones");
        for (int i = 0; i < mine.Length; i++) others[i].IsWeights = mine[i].IsWeights;
        return other;

        static (string, int, Shape) Told(Quantity each) => (each.Letter, each.Layer, each.Shape);
    }

    // A layer may come from anywhere: what the engine reads of it must be of this plan.
    private void CheckEnds(ILayer layer)
    {
        if (!Owns(layer.Output) || !layer.Output.Shape.IsPerExample || layer.Output.Shape.Sizes.Length == 0 || layer.Output.Role == Role.Parameter)
            throw new ProblemException($"{At}: the layer hands on {(layer.Output is null ? "null" : layer.Output)}, wanted a quantity of its plan that each example has, with at least one axis");
        if (layer.Ending is { } ending && (ending.F is null || !Owns(ending.Z))) throw new ProblemException($"{At}: the layer ends with an activation or a quantity that is not of its plan");
        if (Letters.WrongName(layer.Ending is { F: { } f } ? f.Name : "none", "activation", "leaky-relu") is { } wrong) throw new ProblemException($"{At}: {wrong}");
        foreach (KinkOf kinks in layer.Kinks ?? throw new ProblemException($"{At}: the layer's kinks are null, wanted a list; [] for none"))
            if (kinks is null || !Owns(kinks.Of)) throw new ProblemException($"{At}: the layer has kinks of a quantity that is not of its plan");
    }

    /// <summary>Whether the quantity is one of this plan's.</summary>
    internal bool Owns(Quantity? quantity) => quantity is not null && quantity.Index < quantities.Count && quantities[quantity.Index] == quantity;

    private void Look()
    {
        var survey = new Survey(this);
        survey.Read();
        foreach (Quantity each in Parameters) each.IsWeights = survey.Weights.Contains(each);
        Gap = survey.Gap();
    }

    /// <summary>What the layers' text leaves out, as a message, or null. It is refused where the text is bound, after what is wrong with a verb by itself.</summary>
    internal string? Gap { get; private set; }
}
