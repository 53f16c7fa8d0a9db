using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Worksheets;
using Chainrule.Networks;
using Chainrule.Practice.Matching;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice;

/// <summary>What is to be said of an answer.</summary>
public enum Verdict
{
    /// <summary>It is the number, within what its digits imply.</summary>
    Right,

    /// <summary>It is another number.</summary>
    Wrong,

    /// <summary>It may be the number; with fewer than three significant digits that cannot be told.</summary>
    MoreDigits,
}

/// <summary>
/// Whether a number that somebody computed by hand is right, and if it is not, which known mistakes give it: each of them is made, one after the other, in a run of the real step, and its number
/// compared. That a mistake gives a number is a fact; that it was the one which was made is a guess.
/// </summary>
/// <example><code>
/// Diagnosis found = Diagnosis.Of(problem, "dW1[0,0]", "0.003188");
/// Console.WriteLine(found.Findings[0].Explanation);
/// </code></example>
public sealed class Diagnosis
{
    private Diagnosis(StepText text, IReadOnlyList<(int Index, WrittenNumber Written)> answers, StepNumbers right)
    {
        Address = text.Addresses[answers[0].Index].ToString();
        Answer = answers[0].Written.Text;
        Expected = right[answers[0].Index];
        Verdict = answers.Select(each => Judging.Is(each.Written, text, right, each.Index) ? Verdict.Right : Judging.MayBe(each.Written, right[each.Index]) ? Verdict.MoreDigits : Verdict.Wrong)
            .MaxBy(verdict => verdict switch { Verdict.Right => 0, Verdict.MoreDigits => 1, _ => 2 });
    }

    /// <summary>The number that was asked for.</summary>
    public string Address { get; }

    /// <summary>What was written for it.</summary>
    public string Answer { get; }

    /// <summary>What it is.</summary>
    public double Expected { get; }

    /// <summary>Whether the answer is right; of several answers, whether all are.</summary>
    public Verdict Verdict { get; }

    /// <summary>The mistakes that give the answer, the likeliest first; none where it is right, or no known mistake gives it.</summary>
    public IReadOnlyList<Finding> Findings { get; private init; } = [];

    /// <summary>Whether the answer has so few digits that no mistake could be told from another.</summary>
    public bool IsCoarse { get; private init; }

    /// <summary>Where several mistakes give the answer: the number that would tell most of them apart. Else null.</summary>
    public string? Ask { get; private init; }

    /// <summary>Diagnoses a number.</summary>
    /// <param name="problem">The network, its examples, and how to take a step.</param>
    /// <param name="address">The number, such as <c>dW1[0,0]</c>, or <c>newL</c> for the loss after the step.</param>
    /// <param name="answer">What was computed, as it was written: how many digits it has says how exactly it is meant.</param>
    /// <exception cref="ProblemException">There is no such number, it is given, the answer is no number, or the step has more numbers than anybody computes by hand.</exception>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static Diagnosis Of(Problem problem, string address, string answer) => Of(problem, [(address, answer)]);

    /// <summary>Diagnoses several numbers together: a mistake has to give all of them. Where no single one does, two together are looked for.</summary>
    /// <inheritdoc cref="Of(Problem, string, string)"/>
    public static Diagnosis Of(Problem problem, IReadOnlyList<(string Address, string Answer)> answers) => Of(problem, answers, Notation.Nielsen);

    internal static Diagnosis Of(Problem problem, IReadOnlyList<(string Address, string Answer)> answers, Notation notation)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0) throw new ArgumentException("got no answer, wanted at least one address with its answer", nameof(answers));
        var text = new StepText(problem);
        return Of(text, [.. answers.Select(each => (Computed(text, notation.Read(each.Address, text.Book)), WrittenNumber.Parse(each.Answer)))], Finite(text));
    }

    /// <summary>The right numbers.</summary>
    /// <exception cref="ProblemException">Numbers overflow.</exception>
    internal static StepNumbers Finite(StepText text)
    {
        StepNumbers right = SpoiledStep.Run(text, Spoil.Nothing);
        for (int i = 0; i < text.Count; i++)
            if (!double.IsFinite(right[i]) && text.Addresses[i].Symbol != Symbol.NewL) throw new ProblemException($"{text.Addresses[i]} is too large to compute with; make weights, inputs, targets or learning rate smaller");
        return right;
    }

    private static int Computed(StepText text, Address address) => text.IndexOf(address) is >= 0 and int index
        ? index
        : throw new ProblemException($"{address} is given, there is nothing to compute; wanted a number that is, such as {text.Addresses[0]}");

    private static Diagnosis Of(StepText text, (int Index, WrittenNumber Written)[] answers, StepNumbers right)
    {
        var plain = new Diagnosis(text, answers, right);
        if (plain.Verdict != Verdict.Wrong) return plain;
        IReadOnlyList<Candidate> candidates = Candidate.All(text, right), found = Matches.Of(text, right, candidates, answers);
        if (found.Count == 0) found = Matches.Pairs(text, right, candidates, answers);
        int telling = found.Count > 1 ? Matches.MostTelling(text, found, answers.Select(each => each.Index)) : -1;
        return new(text, answers, right)
        {
            Findings = [.. found.Select(each => Found(text, right, each))],
            IsCoarse = found.Count == 0 && answers.Any(each => each.Written.Digits < Judging.FewestDigits),
            Ask = telling < 0 ? null : text.Addresses[telling].ToString(),
        };
    }

    internal static Finding Found(StepText text, StepNumbers right, Candidate candidate) =>
        new(candidate.Mistakes, text.EntryAt(candidate.First).ToString(), text.Addresses[candidate.First].ToString(), right[candidate.First], candidate.Numbers[candidate.First]);
}
