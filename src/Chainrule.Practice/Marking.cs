using Chainrule.Explain.Addresses;
using Chainrule.Explain.Worksheets;
using Chainrule.Networks;
using Chainrule.Practice.Matching;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice;

/// <summary>What an answer of a sheet is worth.</summary>
internal enum Mark
{
    /// <summary>The right number.</summary>
    Right,

    /// <summary>What follows from the learner's own earlier numbers: the step is right.</summary>
    Follows,

    /// <summary>It follows, and there was nothing left to compute: an earlier wrong number made it 0. No mark.</summary>
    Trivial,

    /// <summary>Another number.</summary>
    Wrong,

    /// <summary>So few digits that it cannot be told.</summary>
    MoreDigits,

    /// <summary>No answer.</summary>
    Missing,
}

/// <summary>An answer with its mark.</summary>
/// <param name="Address">The number.</param>
/// <param name="Written">What was written; null where nothing was.</param>
/// <param name="Right">What it is.</param>
/// <param name="Expected">What follows from the learner's own earlier numbers.</param>
/// <param name="Mark">What it is worth.</param>
internal sealed record MarkedAnswer(Address Address, WrittenNumber? Written, double Right, double Expected, Mark Mark)
{
    /// <summary>Whether it earns a mark.</summary>
    public bool IsEarned => Mark is Mark.Right or Mark.Follows;
}

/// <summary>
/// A whole sheet of answers, with errors carried forward: each answer is compared with the right number, and with what follows from the learner's own numbers before it, for which the step is run
/// again from them. So one mistake costs one mark.
/// </summary>
/// <param name="Text">The step.</param>
/// <param name="Answers">The answers, in the order in which one computes them.</param>
/// <param name="Unreadable">What is wrong with rows that could not be read; they stop nothing.</param>
/// <param name="Findings">Which mistakes give the wrong numbers of the first step that is wrong; the likeliest first.</param>
internal sealed record Marking(StepText Text, IReadOnlyList<MarkedAnswer> Answers, IReadOnlyList<string> Unreadable, IReadOnlyList<Finding> Findings)
{
    /// <summary>The first wrong answer.</summary>
    public MarkedAnswer? FirstWrong => Answers.FirstOrDefault(each => each.Mark == Mark.Wrong);

    /// <summary>How many marks were earned.</summary>
    public int Earned => Answers.Count(each => each.IsEarned);

    /// <summary>Whether every answer is right.</summary>
    public bool Passed => Unreadable.Count == 0 && Answers.All(each => each.Mark == Mark.Right);

    /// <summary>The answers step by step: the list they belong to, and how many of how many earned a mark.</summary>
    public IEnumerable<(string Step, int Earned, int Of)> Steps => Answers.GroupBy(each => Text.EntryAt(Text.IndexOf(each.Address))).Select(step => (step.Key.ToString(), step.Count(each => each.IsEarned), step.Count()));

    /// <summary>Marks the rows of a file.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rows">The rows, not yet read.</param>
    /// <param name="read">Reads an address.</param>
    /// <exception cref="ProblemException">No row has an answer that can be read, or numbers of the problem overflow.</exception>
    public static Marking Of(Problem problem, IEnumerable<AnswerRow> rows, Func<string, AddressBook, Address> read)
    {
        var text = new StepText(problem);
        StepNumbers right = Diagnosis.Finite(text);
        (Dictionary<Address, WrittenNumber?> answers, List<string> unreadable) = Read(text, rows, address => read(address, text.Book));
        if (answers.Values.All(each => each is null)) throw new ProblemException($"there is no answer to mark{(unreadable.Count > 0 ? $": {unreadable[0]}" : "; write your numbers beside the addresses")}");
        var own = new Dictionary<Address, double>();
        var marked = new List<MarkedAnswer>();
        IReadOnlyList<Finding>? findings = null;
        // Numbers of one list do not follow from each other.
        foreach (IGrouping<Entry, KeyValuePair<Address, WrittenNumber?>> step in answers.OrderBy(each => text.IndexOf(each.Key)).GroupBy(each => text.EntryAt(text.IndexOf(each.Key))))
        {
            StepNumbers expected = own.Count == 0 ? right : SpoiledStep.Run(text, Spoil.Nothing, own);
            MarkedAnswer[] of = [.. step.Select(each => MarkOne(text, each.Key, each.Value, right, expected))];
            marked.AddRange(of);
            MarkedAnswer[] wrong = [.. of.Where(each => each.Mark == Mark.Wrong)];
            if (wrong.Length > 0) findings ??= Find(text, expected, own, wrong);
            foreach (MarkedAnswer each in of)
                if (each.Written is { } written && !Judging.Is(written, each.Expected)) own[each.Address] = written.Number;
        }
        return new(text, marked, unreadable, findings ?? []);
    }

    private static (Dictionary<Address, WrittenNumber?>, List<string>) Read(StepText text, IEnumerable<AnswerRow> rows, Func<string, Address> read)
    {
        var answers = new Dictionary<Address, WrittenNumber?>();
        var unreadable = new List<string>();
        foreach (AnswerRow row in rows)
            try
            {
                Explain.Worksheets.Answers.Add(answers, row, address => read(address) is var found && text.IndexOf(found) >= 0 ? found : throw new ProblemException($"{found} is given, there is nothing to compute"), text.Book);
            }
            catch (ProblemException problem)
            {
                unreadable.Add(problem.Message);
            }
        return (answers, unreadable);
    }

    private static MarkedAnswer MarkOne(StepText text, Address address, WrittenNumber? written, StepNumbers right, StepNumbers expected)
    {
        double number = right[text.IndexOf(address)], follows = expected[text.IndexOf(address)];
        Mark mark = written is null ? Mark.Missing
            : follows == 0 && number != 0 && written.Number == 0 ? Mark.Trivial
            : Judging.Is(written, text, right, text.IndexOf(address)) ? Mark.Right
            : Judging.Follows(written, follows) && follows != number ? Mark.Follows
            : Judging.MayBe(written, number) || Judging.MayBe(written, follows) ? Mark.MoreDigits
            : Mark.Wrong;
        return new(address, written, number, follows, mark);
    }

    private static Finding[] Find(StepText text, StepNumbers expected, IReadOnlyDictionary<Address, double> own, MarkedAnswer[] wrong)
    {
        IReadOnlyList<Candidate> candidates = Candidate.All(text, expected, own);
        (int Index, WrittenNumber Written)[] all = [.. wrong.Select(each => (text.IndexOf(each.Address), each.Written!))];
        IReadOnlyList<Candidate> found = Matches.Of(text, expected, candidates, all);
        // One slip among several answers of a list.
        if (found.Count == 0) found = Matches.Of(text, expected, candidates, all[..1]);
        return [.. found.Select(each => Diagnosis.Found(text, expected, each))];
    }
}
