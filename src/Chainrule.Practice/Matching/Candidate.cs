using Chainrule.Explain.Addresses;
using Chainrule.Practice.Mistakes;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice.Matching;

/// <summary>A mistake, or two, made at certain places, with all numbers that come of it.</summary>
/// <param name="Mistakes">The mistake; of two the one that comes first in the step first.</param>
/// <param name="Spoil">What it spoils.</param>
/// <param name="Numbers">The numbers of the step.</param>
/// <param name="First">Which of them is the first that differs from the right one.</param>
/// <param name="Weight">How likely it is, compared with others, before anybody has seen a number.</param>
internal sealed record Candidate(IReadOnlyList<Mistake> Mistakes, Spoil Spoil, StepNumbers Numbers, int First, double Weight)
{
    // A guess, not a measurement: usual ones are some three times as frequent as those that happen sometimes, and so on.
    private static double WeightOf(Often often) => often switch { Often.Usual => 1, Often.Sometimes => 0.3, Often.Seldom => 0.1, _ => 0.01 };

    // Who errs once out of ignorance errs everywhere; a slip happens at one place.
    private const double AtOnePlace = 0.5;

    /// <summary>Every known mistake at every place of a step where it changes a number, and at all of its places at once.</summary>
    /// <param name="text">The step.</param>
    /// <param name="right">Its right numbers, as they follow from the learner's.</param>
    /// <param name="own">Numbers of the learner's from which the others follow; null for none.</param>
    public static IReadOnlyList<Candidate> All(StepText text, StepNumbers right, IReadOnlyDictionary<Address, double>? own = null)
    {
        var all = new List<Candidate>();
        foreach (Mistake mistake in Catalogue.All)
        {
            Spoil[] places = [.. mistake.Places(text)];
            double weight = WeightOf(mistake.Often), ofOne = places.Length > 1 ? AtOnePlace * weight : weight;
            all.AddRange(places.Select(each => Of(text, right, [mistake], each, ofOne, own)).OfType<Candidate>());
            if (places.Length > 1 && !mistake.IsEither && Of(text, right, [mistake], places.Aggregate((one, other) => one.And(other)), weight, own) is { } everywhere) all.Add(everywhere);
        }
        return all;
    }

    /// <summary>The mistakes made together; null where that cannot be, or changes nothing.</summary>
    public static Candidate? Of(StepText text, StepNumbers right, IReadOnlyList<Mistake> mistakes, Spoil spoil, double weight, IReadOnlyDictionary<Address, double>? own = null)
    {
        StepNumbers numbers;
        try
        {
            numbers = SpoiledStep.Run(text, spoil, own);
        }
        catch (ProblemException)
        {
            // The reader of layers refuses verbs that do not fit to this network: so it cannot be made here.
            return null;
        }
        int first = numbers.FirstOther(right);
        // Whoever asks about a number asks about one of those that came out wrong. So a mistake that changes few numbers is the likelier one where it changes this one.
        return first < 0 ? null : new(mistakes, spoil, numbers, first, weight / numbers.Others(right));
    }
}
