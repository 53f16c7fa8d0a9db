using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>What can go wrong with any number of any layer, those of users too: a sign, a factor, a transpose, a term. They speak where no mistake of a kind does.</summary>
internal static class DerivedMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("sign", "any", Often.Derived, "The sign is wrong.", "Follow the signs of the formula, one by one.", In.Graphs,
            text => Lists(text).Select(each => Spoil.Each(each, number => -number)))
        { IsEither = true },
        new("factor-two", "any", Often.Derived, "There is a factor 2 too many.", "Compare with the formula: each factor stands in it once.", In.Graphs,
            text => Lists(text).Select(each => Spoil.Each(each, number => 2 * number)))
        { IsEither = true },
        new("factor-half", "any", Often.Derived, "There is a factor ½ too many, or a 2 is missing.", "Compare with the formula: each factor stands in it once.", In.Graphs,
            text => Lists(text).Select(each => Spoil.Each(each, number => 0.5 * number)))
        { IsEither = true },
        new("transposed", "any", Often.Derived, "Rows and columns are mixed up.", "A gradient has the shape of what it is the gradient of, place by place.", In.Matrices,
            text => Lists(text).Where(each => !each.Quantity.Shape.IsPerExample && In.IsSquare(each.Quantity)).Select(each => Spoil.After(each, (_, numbers) => In.Transpose(numbers))))
        { IsEither = true },
        new("term-missing", "any", Often.Derived, "One of the parts that add up is missing.", "A number that goes several ways adds up what comes back along each.", In.Graphs,
            text => text.Backward.GroupBy(each => each.Into).Where(parts => parts.Count() > 1).SelectMany(parts => parts.Select(each => Spoil.Instead(each, _ => { }))))
        { IsEither = true },
    ];

    private static IEnumerable<Entry> Lists(StepText text) => text.Entries.Where(each => each.Form is Form.Number or Form.Gradient);
}
