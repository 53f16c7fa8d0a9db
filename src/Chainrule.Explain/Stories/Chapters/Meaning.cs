using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>What a number is, in a sentence.</summary>
internal static class Meaning
{
    public static Line Of(Recording recording, Address a) => Line.Of(a, $" is {(a.Layer == 0 ? OfNoLayer(recording, a) : IsOfUnits(recording, a) ? OfUnit(recording, a) : OfKind(recording, a))}");

    private static string Example(Address a) => a.Example >= 0 ? $", in example {a.Example}" : "";

    private static string Index(Address a) => string.Join(",", a.Indices);

    private static string OfNoLayer(Recording recording, Address a)
    {
        if (a.Symbol == Symbol.Eta) return "the learning rate. It was given.";
        if (a.Symbol == Symbol.L) return a.Example >= 0 ? $"the loss of example {a.Example}." : "the loss: how wrong the outputs are, as one number.";
        if (a.Symbol == Symbol.NewL) return "the loss of the same examples after the step: forward again with the new parameters.";
        if (a.Symbol == Symbol.X) return $"input {Index(a)}{Example(a)}. It was given.";
        if (a.Symbol == Symbol.Y) return $"the target of output {Index(a)}{Example(a)}. It was given.";
        if (a.Symbol == Symbol.T) return "the number of the step: this is the first.";
        if (a.Symbol.Letter == "part") return $"the loss at position {a.Indices[0]}{Example(a)}.";
        Update update = recording.Problem.Update;
        return $"a setting of the update {update}{(UpdateTellers.For(update).WordsForSetting(a.Symbol.Name) is { } words ? $": {words}" : "")}. It was given.";
    }

    // Weights with two indices, numbers with one: what the words below are right for.
    private static bool IsOfUnits(Recording recording, Address a) =>
        recording.Problem.Network.Layers[a.Layer - 1] is Dense && a.Indices.Length == (a.Symbol.Base == Symbol.W ? 2 : 1);

    private static string Kept(Recording recording, Address a, string of)
    {
        Update update = recording.Problem.Update;
        return $"what the update {update} keeps beside {of}: {UpdateTellers.For(update).WordsFor(a.Symbol.State) ?? a.Symbol.State}. It was 0 before this first step.";
    }

    private static string OfUnit(Recording recording, Address a)
    {
        string ofUnit = $"of unit {a.Indices[^1]} in layer {a.Layer}{Example(a)}", from = a.Layer == 1 ? "input" : "unit";
        string words = a.Symbol.Letter switch
        {
            "W" => $"the weight of layer {a.Layer} to unit {a.Indices[0]} from {from} {a.Indices[1]}",
            "b" => $"the bias {ofUnit}",
            "z" => $"the weighted sum {ofUnit}",
            _ => $"the activation {ofUnit}",
        };
        return (a.Symbol.Form, a.Symbol.Letter) switch
        {
            (Form.Gradient, _) => $"how fast the loss grows with {words}.",
            (Form.Updated, _) => $"{words}, after the update.",
            (Form.State, _) => Kept(recording, a, words),
            (_, "z") => $"{words}: inputs times weights, plus the bias.",
            (_, "a") => $"{words}: what the unit hands on.",
            _ => $"{words}. It was given.",
        };
    }

    private static string OfKind(Recording recording, Address a)
    {
        LayerSpec layer = recording.Problem.Network.Layers[a.Layer - 1];
        string of = $"{a.Symbol.Letter}{(a.Indices.IsEmpty ? "" : $"[{Index(a)}]")} of layer {a.Layer} ({layer.Words}){Example(a)}";
        string words = LayerTellers.Of(layer.Described)?.WordsFor(a.Symbol.Letter) is { } known ? $"{of}: {known}" : of;
        return a.Symbol.Form switch
        {
            Form.Gradient => $"how fast the loss grows with {words}.",
            Form.Updated => $"{words}, after the update.",
            Form.State => Kept(recording, a, words),
            _ => a.IsGiven ? $"{words}. It was given." : $"{words}.",
        };
    }
}
