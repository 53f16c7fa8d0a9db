using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes where a number goes several ways, and where parameters move by gradient descent.</summary>
internal static class StepMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("skip-forgotten", "a", Often.Usual, "What the earlier layer handed on was not added.", "A residual connection adds: a = x + what skipped.", In.Deep,
            text => Sums(text).Select(each => Spoil.Instead(each, k => k.Row(new Same(), each.Into, each.Of[0])))),
        new("skipped-layers-forgotten", "a", Often.Seldom, "Only what skipped was handed on; the layers in between were not added.", "A residual connection adds: a = x + what skipped.", In.Deep,
            text => Sums(text).Select(each => Spoil.Instead(each, k => k.Row(new Same(), each.Into, each.Of[1])))),
        new("way-overwritten", "dA", Often.Usual, "Of several ways back only one was counted: = in place of += where a number is used twice.", "A number that goes several ways adds up what comes back along each.", In.Graphs,
            text => Shared(text).SelectMany(ways => ways.Select(kept => ways.Where(each => each != kept).Aggregate(Spoil.Nothing, (spoil, each) => spoil.And(Spoil.Instead(each, _ => { }))))))
        { IsEither = true },
        new("gradient-ascent", "new", Often.Usual, "The gradient was added: the step went uphill.", "θ − η·∂L/∂θ: a step makes the loss smaller.", In.Learning,
            text => [new Spoil { Rate = -text.Problem.LearningRate }]),
        new("rate-left-out", "new", Often.Usual, "The learning rate was left out of the step.", "θ − η·∂L/∂θ.", In.Learning,
            text => text.Problem.LearningRate == 1 ? [] : [new Spoil { Rate = 1 }]),
        new("rate-twice", "new", Often.Sometimes, "The learning rate was multiplied in twice.", "θ − η·∂L/∂θ has one η.", In.Learning,
            text => [new Spoil { Rate = text.Problem.LearningRate * text.Problem.LearningRate }]),
        new("rate-divides", "new", Often.Seldom, "The gradient was divided by the learning rate.", "A smaller rate makes a smaller step.", In.Learning,
            text => [new Spoil { Rate = 1 / text.Problem.LearningRate }]),
        new("step-over-examples", "new", Often.Sometimes, "The step was divided by the number of examples once more.", "The 1/n stands in the loss, and nowhere else.", In.Learning,
            text => text.Examples == 1 ? [] : [new Spoil { Rate = text.Problem.LearningRate / text.Examples }]),
        new("step-of-the-sum", "new", Often.Sometimes, "The step was multiplied by the number of examples: the rate was applied to the sum of the gradients.", "The loss is a mean over the examples, and so is its gradient.", In.Learning,
            text => text.Examples == 1 || text.Problem.Network.Reduction == Networks.Reduction.Sum ? [] : [new Spoil { Rate = text.Problem.LearningRate * text.Examples }]),
        new("step-twice", "new", Often.Seldom, "The step was made twice.", "One step moves each parameter once.", In.Learning,
            text => [new Spoil { Rate = 2 * text.Problem.LearningRate }]),
        new("step-for-parameter", "new", Often.Sometimes, "The step itself was written, without the parameter that it moves.", "The new parameter is the old one less η·∂L/∂θ.", In.Learning,
            text => Moved(text).Select(each => Spoil.After(new(each, Form.Updated), (at, numbers) => In.Fill(numbers, (j, k) => numbers[j, k] - text.Plan.Initial(each)!.Numbers().ElementAt(Index(each, j, k)))))),
        new("biases-not-updated", "new", Often.Usual, "The biases were not updated.", "Biases are parameters, too: b − η·db.", In.Learning,
            text => text.Problem.UpdateBiases ? [new Spoil { UpdateBiases = false }] : []),
        new("biases-updated", "new", Often.Sometimes, "The biases were updated, which this problem leaves as they are.", "The problem says that biases are not learned.", In.Example,
            text => text.Problem.UpdateBiases ? [] : [new Spoil { UpdateBiases = true }]),
    ];

    private static IEnumerable<Call> Sums(StepText text) => text.Forward.Where(each => each.Verb == Verb.Row && each.Law is Plus);

    // Gradients that several verbs write.
    private static IEnumerable<Call[]> Shared(StepText text) =>
        text.Backward.Where(each => each.Into.Of.Role == Role.Value).GroupBy(each => each.Into).Where(ways => ways.Count() > 1).Select(ways => ways.ToArray());

    private static IEnumerable<Quantity> Moved(StepText text) => text.Plan.Parameters.Where(each => text.Problem.UpdateBiases || !each.IsBias);

    // The place of a cell in the order of indices, in which initial numbers stand.
    private static int Index(Quantity parameter, int row, int column)
    {
        int[] index = parameter.Shape.IndexOf(row, column);
        int at = 0;
        for (int axis = 0; axis < index.Length; axis++) at = at * parameter.Shape.Sizes[axis] + index[axis];
        return at;
    }
}
