using Chainrule.Explain.Addresses;
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
        int example = Math.Max(q.Address.Example, 0), row = example * q.Quantity!.Shape.Rows + q.Quantity.Shape.Place(q.Address.Indices.AsSpan()).Row;
        int column = q.Quantity.Shape.Place(q.Address.Indices.AsSpan()).Column;
        Quantity output = q.Book.Plan.Layers[^1].Output, targets = q.Book.Plan.Loss.Y;
        Address a = q.Book.At(output, Form.Number, row, column), y = q.Book.At(targets, Form.Number, row, column);
        double off = q.Recording[a] - q.Recording[y];
        string key = $"loss:{q.Network.Loss}";
        return q.Network.Loss.Name switch
        {
            "half-sse" => Reason.Of(key, Passage.Loss, "Where did the ½ go? The slope of a square d² is 2·d, and ½·2 = 1. The ½ stands in the loss for just that: what is left is output minus target."),
            "sse" => Reason.Of(key, Passage.Loss, "Where does the 2 come from? The slope of a square d² is 2·d, with d the output minus the target, and this loss has no ½ before its squares that would cancel the 2."),
            "mse" => Reason.Of(key, Passage.Loss, "Where does the 2 come from? The slope of a square d² is 2·d, with d the output minus the target. A mean of squares has no ½ that would cancel the 2."),
            "huber" when Math.Abs(off) <= Huber.Delta => Reason.Of($"{key}:near", Passage.Loss, a, $" is no farther than {Huber.Delta} from its target. There the loss is half a square, and where the ½ went is soon said: the slope of d² is 2·d, and ½·2 = 1. What is left is output minus target."),
            "huber" => Reason.Of($"{key}:far", Passage.Loss, a, $" is farther than {Huber.Delta} from its target. There the loss is a straight line, whose slope is {Huber.Delta} above the target and −{Huber.Delta} below, however far away. So no single example pulls harder than that."),
            "binary-cross-entropy" => Reason.Of(key, Passage.SteepLoss, "Why ", a, " minus ", y, "? By itself the loss has the slope (p − y)/(p·(1 − p)) at an output p with the target y, and the sigmoid has the slope p·(1 − p) there. Multiplied, p·(1 − p) cancels, and p − y is left. So an output that is wrong gets a large gradient even where the sigmoid is flat."),
            "softmax-cross-entropy" => Reason.Of(key, Passage.Classes, "Why ", a, " minus ", y, "? By itself the loss has the slope −y/p at an output p with the target y. ", q.Base, " moves its own output p by p·(1 − p), and each other output q by −q·p. Multiplied, every denominator cancels: −y·(1 − p) from its own output, and its target times p from each other one. Together that is p times the sum of all targets, minus y. The targets add up to ", Targets(q, row), ", so p − y is left."),
            _ => null,
        };
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
