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
        plan.X = plan.Add("x", input, Role.Given);
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
        plan.FindWeights();
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
        foreach (KinkOf kinks in layer.Kinks ?? throw new ProblemException($"{At}: the layer's kinks are null, wanted a list; [] for none"))
            if (kinks is null || !Owns(kinks.Of)) throw new ProblemException($"{At}: the layer has kinks of a quantity that is not of its plan");
    }

    /// <summary>Whether the quantity is one of this plan's.</summary>
    internal bool Owns(Quantity? quantity) => quantity is not null && quantity.Index < quantities.Count && quantities[quantity.Index] == quantity;

    private void FindWeights()
    {
        var survey = new Survey();
        foreach (ILayer layer in layers)
        {
            layer.Forward(survey);
            layer.Backward(survey);
        }
        foreach (Quantity each in Parameters) each.IsWeights = survey.Weights.Contains(each);
    }

    // Which parameters are the weights of a product: kernels may want those to lie another way.
    private sealed class Survey() : Wrapper(null)
    {
        internal HashSet<Quantity> Weights { get; } = [];

        public override void Affine(Quantity X, Quantity W, Quantity b, Quantity Z) => Weights.Add(W);

        public override void Back(Quantity Z, Quantity W, Quantity X) => Weights.Add(W);

        public override void Keep(Quantity W, Quantity Z, Quantity X) => Weights.Add(W);
    }
}
