using Chainrule.Explain.Worksheets;
using Chainrule.Practice.Mistakes;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Matching;

/// <summary>Which mistakes give the numbers that somebody wrote.</summary>
internal static class Matches
{
    // Two mistakes are looked for among those that people make everywhere: some thousand runs of the step.
    private const int MostPaired = 48;

    /// <summary>The mistakes that give all the numbers, the likeliest first; of each mistake and step one.</summary>
    /// <param name="text">The step.</param>
    /// <param name="candidates">What may have happened.</param>
    /// <param name="answers">The numbers, by their place in the step.</param>
    /// <param name="right">The right numbers. The step that is named is the first that goes wrong on the way to the first of the answers.</param>
    public static IReadOnlyList<Candidate> Of(StepText text, StepNumbers right, IEnumerable<Candidate> candidates, IReadOnlyList<(int Index, WrittenNumber Written)> answers) =>
    [
        .. candidates.Where(each => answers.All(answer => Judging.Is(answer.Written, each.Numbers[answer.Index])))
            .Select(each => each with { First = each.Numbers.FirstOther(right, answers[0].Index) })
            .OrderByDescending(each => each.Weight)
            .DistinctBy(each => (string.Join('+', each.Mistakes), text.EntryAt(each.First))),
    ];

    /// <summary>Pairs of mistakes that give all the numbers, of which there are two or more: one alone would be given by too many pairs.</summary>
    public static IReadOnlyList<Candidate> Pairs(StepText text, StepNumbers right, IReadOnlyList<Candidate> candidates, IReadOnlyList<(int Index, WrittenNumber Written)> answers)
    {
        if (answers.Count < 2) return [];
        // Of each mistake the one at most places.
        Candidate[] some = [.. candidates.Where(each => each.Mistakes[0].Often != Often.Derived).GroupBy(each => each.Mistakes[0]).Select(each => each.MaxBy(one => one.Weight)!).OrderByDescending(each => each.Weight).Take(MostPaired)];
        var pairs = new List<Candidate>();
        for (int a = 0; a < some.Length; a++)
            for (int b = a + 1; b < some.Length; b++)
            {
                (Candidate one, Candidate other) = some[a].First <= some[b].First ? (some[a], some[b]) : (some[b], some[a]);
                // Before the later one only the earlier can have gone wrong.
                if (answers.Any(answer => answer.Index < other.First && !Judging.Is(answer.Written, one.Numbers[answer.Index]))) continue;
                if (Candidate.Of(text, right, [one.Mistakes[0], other.Mistakes[0]], one.Spoil.And(other.Spoil), one.Weight * other.Weight) is { } pair) pairs.Add(pair);
            }
        return Of(text, right, pairs, answers);
    }

    /// <summary>The number that tells most of these apart: which to ask for. −1 where none does.</summary>
    public static int MostTelling(StepText text, IReadOnlyList<Candidate> found, IEnumerable<int> known)
    {
        HashSet<int> asked = [.. known];
        double sum = found.Sum(each => each.Weight), best = 1e-9;
        int telling = -1;
        for (int i = 0; i < text.Count; i++)
        {
            if (asked.Contains(i)) continue;
            // How much of a doubt is left, as an entropy: the lower, the more it tells. Numbers are compared to four digits, which is what a learner has.
            double told = -found.GroupBy(each => each.Numbers[i].ToString("e3")).Sum(same => same.Sum(each => each.Weight) / sum * Math.Log(same.Sum(each => each.Weight) / sum));
            if (told > best * (1 + 1e-9)) (best, telling) = (told, i);
        }
        return telling;
    }
}
