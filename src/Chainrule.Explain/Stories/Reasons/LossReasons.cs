using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Losses;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why the backward pass starts with what it starts: the factors in front of the square, output minus target, and 1/n.</summary>
internal static class LossReasons
{
    public static IEnumerable<Reason> Of(Question q)
    {
        if (q.Address == new Address(Symbol.L) && q.MeanOver > 1)
            yield return Reason.Of("mean", Passage.Batch, $"Why 1/n? With it, L is the loss of an average example, and its gradients are those of an average example. So one learning rate does for any number of examples. The factor stands in the loss, here 1/{q.MeanOver}, and nowhere else: the chain rule carries it into every gradient.");
        if (!q.IsStart) yield break;
        if (Start(q) is { } start) yield return start;
        if (Means(q) is { Length: > 0 } means)
            yield return Reason.Of("share", Passage.Batch, $"What stands in front is {means}. It comes with L, and goes on from here into every gradient below.");
    }

    private static Reason? Start(Question q)
    {
        (int row, int column) = q.Book.PlaceOf(q.Address) is { } place ? (place.Row, place.Column) : default;
        Address a = q.Book.At(q.Book.Plan.Layers[^1].Output, Form.Number, row, column), y = q.Book.At(q.Book.Plan.Loss.Y, Form.Number, row, column);
        Loss loss = q.Network.Loss;
        string key = $"loss:{loss}";
        Written Law(Func<Value, Value, Value> law) => Told(q, law, a, y);
        Written square = Law((p, t) => Sse.Term(p, t)), slope = Law((p, t) => Sse.Slope(p, t)), difference = Law((p, t) => HalfSse.Slope(p, t)), half = new(new Constant(0.5));
        if (loss == Loss.HalfSse)
            return Reason.Of(key, Passage.Loss, "Where did the ", half, " go? The slope of the square ", square, " is ", slope, ", and half of that is ", difference, ". The ", half, " stands in the loss for just that.");
        if (loss == Loss.Sse || loss == Loss.Mse)
            return Reason.Of(key, Passage.Loss, "Where does the 2 come from? The slope of the square ", square, " is ", slope, $". In {loss} no ", half, " stands before the squares that would cancel it.");
        if (loss == Loss.Huber && Math.Abs(q.Recording[a] - q.Recording[y]) <= Huber.Delta)
            return Reason.Of($"{key}:near", Passage.Loss, a, $" is no farther than {Huber.Delta} from its target, and there {loss} is half a square. The slope of the square ", square, " is ", slope, ", and half of that is ", difference, ".");
        if (loss == Loss.Huber)
            return Reason.Of($"{key}:far", Passage.Loss, a, $" is farther than {Huber.Delta} from its target, and there {loss} is a straight line. Its slope is ", Huber.Slope<F64>(q.Recording[a], q.Recording[y]).Number, ", however far away: no single example pulls harder than that.");
        if (loss == Loss.BinaryCrossEntropy)
            return Reason.Of(key, Passage.SteepLoss, "Why ", difference, "? By itself the loss has the slope ", Law((p, t) => BinaryCrossEntropy.Slope(p, t)), ", and the sigmoid has the slope ", Law((p, _) => p * (1.0 - p)), ". Multiplied, the denominator cancels, and ", difference, " is left. So an output that is wrong gets a large gradient even where the sigmoid is flat.");
        return loss == Loss.SoftmaxCrossEntropy ? OfSoftmax(q, key, row, column, a, y, Law) : null;
    }

    private static Reason OfSoftmax(Question q, string key, int row, int column, Address a, Address y, Func<Func<Value, Value, Value>, Written> law)
    {
        int columns = q.Book.Plan.Loss.Y.Shape.Columns, next = (column + 1) % columns;
        Address other = q.Book.At(q.Book.Plan.Layers[^1].Output, Form.Number, row, next), target = q.Book.At(q.Book.Plan.Loss.Y, Form.Number, row, next);
        Written difference = law((p, t) => SoftmaxCrossEntropy.LogitSlope(p, t));
        object[] others = columns == 1 ? [] :
        [
            " But ", q.Base, " moves every other output too, ", other, " by ", Told(q, (p, o) => -(p * o), a, other), ", and through it the loss by ", Told(q, (p, t) => p * t, a, target), columns > 2 ? "; the same for each of the others." : ".",
        ];
        return Reason.Of(key, Passage.Classes,
            ["Why ", difference, "? By itself the loss has the slope ", law((p, t) => SoftmaxCrossEntropy.Slope(p, t)), " at ", a, ". ", q.Base, " moves ", a, " by ", law((p, _) => p * (1.0 - p)), ". Multiplied, the denominator cancels: ", law((p, t) => -(t * (1.0 - p))), ".", .. others,
                " Added up, that is ", a, " times the sum of all targets, minus ", y, ". The targets add up to ", Targets(q, row), ", so ", difference, " is left."]);
    }

    /// <summary>A law with the letters of two numbers, read off its graph.</summary>
    private static Written Told(Question q, Func<Value, Value, Value> law, Address first, Address second)
    {
        using Tape tape = Tape.Begin();
        Value one = q.Recording[first], two = q.Recording[second];
        return new(new FormulaBuilder(v => v == one ? first : v == two ? second : null).Of(law(one, two))!);
    }

    private static double Targets(Question q, int row)
    {
        Quantity targets = q.Book.Plan.Loss.Y;
        return Enumerable.Range(0, targets.Shape.Columns).Sum(j => q.Recording[q.Book.At(targets, Form.Number, row, j)]);
    }

    private static string Means(Question q)
    {
        Shape output = q.Book.Plan.Loss.Y.Shape;
        var means = new List<string>();
        if (q.MeanOver > 1) means.Add($"the 1/{q.MeanOver} of the mean over {q.MeanOver} examples");
        if (output.Rows > 1) means.Add($"the 1/{output.Rows} of the mean over {output.Rows} positions");
        if (q.Network.Loss.IsMeanOverOutputs && output.Columns > 1) means.Add($"the 1/{output.Columns} of the mean over {output.Columns} outputs");
        return string.Join(" and ", means);
    }
}
