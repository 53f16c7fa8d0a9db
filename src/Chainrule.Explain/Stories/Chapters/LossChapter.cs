using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>The loss: one number for how wrong the outputs are.</summary>
internal static class LossChapter
{
    public static void Tell(Telling telling)
    {
        Loss loss = telling.Network.Loss;
        telling.Heading(1, "Loss: how wrong the outputs are");
        telling.Say("The loss is one number that is small when the outputs are near the targets; it is written ", new Address(Symbol.L), $". Learning means making it smaller. Here it is {loss}: {loss.Words}.");
        Quantity? part = telling.Plan.Find("part", 0);
        Address whole = telling.Book.ExampleLoss(Telling.ToldExample), told = part is null ? whole : telling.Book.At(part, Form.Number, Telling.ToldExample * part.Shape.Rows, 0);
        if (loss.IsPaired)
        {
            telling.Say($"From the outputs of a {loss.OutputActivation}, {loss} is:");
            Textbook(telling, told);
            telling.Say("Written with the z from which those outputs came, exp and ln cancel, and nothing can overflow. That form is what is computed:");
        }
        telling.Explain(told);
        if (part is not null)
        {
            telling.Say($"That was position 0. The loss of an example is the mean over its {part.Shape.Rows} positions:");
            telling.Explain(whole);
        }
        if (telling.Book.HasExampleIndex) OfBatch(telling);
        telling.GoDeeper(loss.IsPaired ? Passage.SteepLoss : Passage.Loss);
    }

    private static void OfBatch(Telling telling)
    {
        telling.Say(telling.Network.Reduction == Reduction.Mean
            ? $"The loss of the batch is the mean over its {telling.Recording.Problem.Batch.Count} examples."
            : $"The loss of the batch is the sum over its {telling.Recording.Problem.Batch.Count} examples.");
        telling.Explain(new Address(Symbol.L));
    }

    /// <summary>The textbook's form, run over recording values like every law, and compared with the engine's number where it is finite.</summary>
    private static void Textbook(Telling telling, Address told)
    {
        using Tape tape = Tape.Begin();
        var addresses = new Dictionary<Value, Address>();
        Value[] Row(Quantity quantity) => [.. Enumerable.Range(0, quantity.Shape.Columns).Select(j =>
        {
            Address address = telling.Book.At(quantity, Form.Number, Telling.ToldExample, j);
            Value value = telling.Recording[address];
            addresses[value] = address;
            return value;
        })];
        Value sum = telling.Network.Loss.Textbook<Value>(Row(telling.Plan.Layers[^1].Output), Row(telling.Plan.Loss.Y));
        Formula formula = new FormulaBuilder(v => addresses.TryGetValue(v, out Address a) ? a : null).Of(sum)!.Shortened(4);
        var steps = new List<Step> { new(new Written(formula)) };
        if (double.IsFinite(sum.Data)) steps.AddRange(Equations.PutIn([formula], sum.Data));
        else steps[0] = steps[0] with { Note = "not computable here: an output was rounded to 0 or 1" };
        telling.Blocks.Add(new Equation(null, new Letter(told), steps));
    }
}
