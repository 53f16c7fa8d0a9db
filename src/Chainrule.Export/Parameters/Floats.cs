using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Export.Parameters;

/// <summary>The numbers of a layer as floats, which is what leaves the house: in another type each of them is rounded to the nearest.</summary>
internal static class Floats
{
    /// <summary>Numbers in the order of their indices; <paramref name="at"/> is their place, for messages.</summary>
    /// <exception cref="ProblemException">One is larger than any float.</exception>
    internal static float[] Of(Tensor tensor, string at)
    {
        float[] numbers = [.. tensor.Numbers().Select(each => (float)each)];
        int wrong = Array.FindIndex(numbers, each => !float.IsFinite(each));
        return wrong < 0 ? numbers : throw new ProblemException($"{at}: number {wrong} is larger than any float, {float.MaxValue:g3}; wanted numbers that a float can hold");
    }

    /// <summary>How many parts each level has.</summary>
    internal static int[] SizesOf(Tensor tensor)
    {
        List<int> sizes = [tensor.Count];
        for (Tensor part = tensor; !part.IsRow; part = part[0]) sizes.Add(part[0].Count);
        return [.. sizes];
    }
}
