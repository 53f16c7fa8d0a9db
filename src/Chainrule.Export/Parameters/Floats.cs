using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Export.Parameters;

/// <summary>The numbers of a layer as floats, which is what leaves the house: in another type each of them is rounded to the nearest.</summary>
internal static class Floats
{
    /// <summary>The numbers of a layer with this key, in the order of their indices, and how many parts each level has.</summary>
    /// <exception cref="ProblemException">One is larger than any float.</exception>
    internal static (float[] Numbers, int[] Sizes) Of(LayerSpec layer, int l, string key)
    {
        var tensor = (Tensor)layer.Fields.Single(field => field.Key == key).Value;
        float[] numbers = [.. tensor.Numbers().Select(each => (float)each)];
        int wrong = Array.FindIndex(numbers, each => !float.IsFinite(each));
        return wrong < 0 ? (numbers, tensor.Sizes) : throw new ProblemException($"layers[{l - 1}].{key}: number {wrong} is larger than any float, {float.MaxValue:g3}; wanted numbers that a float can hold");
    }
}
