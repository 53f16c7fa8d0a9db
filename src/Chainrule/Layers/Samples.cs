using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>Small random numbers and shapes for random layers, short enough to be copied by hand.</summary>
internal static class Samples
{
    // Adding 0 turns −0 into 0, which nobody writes.
    internal static double Number(RandomSource random) => Math.Round(random.Uniform(-1, 1), 2) + 0.0;

    internal static NumberRow Row(RandomSource random, int count) => NumberRow.Of([.. Enumerable.Range(0, count).Select(_ => Number(random))]);

    internal static NumberTable Table(RandomSource random, int rows, int columns) => NumberTable.Of([.. Enumerable.Range(0, rows).Select(_ => Row(random, columns))]);

    /// <summary>Around 1, as a gain is.</summary>
    internal static NumberRow Gain(RandomSource random, int count) => NumberRow.Of([.. Enumerable.Range(0, count).Select(_ => 1 + Number(random) / 2)]);

    internal static Activation Elementwise(RandomSource random)
    {
        Activation[] all = [.. Activation.All.Where(each => each.IsElementwise)];
        return all[random.Below(all.Length)];
    }

    internal static int From(RandomSource random, int low, int high) => low + random.Below(high - low + 1);

    /// <summary>Units, or positions with numbers each.</summary>
    internal static Shape Rows(RandomSource random) => random.Below(2) == 0 ? Shape.Units(From(random, 2, 5)) : Sequence(random);

    internal static Shape Sequence(RandomSource random) => Shape.Sequence(From(random, 2, 4), From(random, 2, 4));

    internal static Shape Image(RandomSource random) => Shape.Image(From(random, 1, 2), From(random, 3, 5), From(random, 3, 5));
}
