using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;

namespace Chainrule.Explain.Worksheets;

/// <summary>Says of answers whether they are right, and of the first wrong one what it should be and why.</summary>
internal static class AnswersTeller
{
    private const int MostTerms = 5, MostListed = 12;

    /// <summary>What came out, as a story.</summary>
    /// <param name="check">The answers.</param>
    /// <param name="asking">How the reader asks further, or null where nobody does.</param>
    public static Story Tell(AnswerCheck check, IAsking? asking = null)
    {
        var blocks = new List<Block>();
        if (check.FirstWrong is { } wrong) TellWrong(blocks, check, wrong, asking);
        else if (check.Passed) blocks.Add(Say(check.Checked.Count == 1 ? "The answer is right." : $"All {check.Checked.Count} answers are right."));
        else blocks.Add(Say("No answer is wrong."));
        TellCoarse(blocks, check);
        if (check.Empty.Count > 0) blocks.Add(Say($"Without an answer: {Listed(check.Empty)}."));
        if (check.Others > 0) blocks.Add(new Paragraph($"The step has {check.Others} more computed number{(check.Others == 1 ? "" : "s")}, which the file does not name.") { IsNote = true });
        blocks.Add(new Paragraph("The rule: an answer is right when it is the number rounded to the digits that you wrote, give or take one in the last digit, since you may have rounded on the way. It takes two digits or more, unless it is the number itself.") { IsNote = true });
        return new Story("Your answers", check.Recording, blocks) { Asking = asking };
    }

    private static void TellWrong(List<Block> blocks, AnswerCheck check, CheckedAnswer wrong, IAsking? asking)
    {
        int before = check.Checked.TakeWhile(each => each != wrong).Count(each => each.Judgement == Judgement.Right);
        blocks.Add(new Heading(1, $"The first wrong number: {wrong.Address}"));
        if (before > 0) blocks.Add(Say(before == 1 ? "The answer before it is right." : $"The {before} answers before it are right."));
        blocks.Add(new Paragraph(Meaning.Of(check.Recording, wrong.Address)));
        blocks.Add(new Paragraph(Line.Of($"You wrote {wrong.Written.Text}; it is ", wrong.Number, ":")));
        blocks.Add(Equations.Of(check.Recording, wrong.Address, MostTerms));
        // A diagnosis, which mistake gives the number that was written, belongs here: it has the step, the wrong answer, and all the others.
        Address[] after = [.. check.Checked.Where(each => each.Judgement == Judgement.Wrong && each != wrong).Select(each => each.Address)];
        if (after.Length > 0) blocks.Add(Say($"Wrong after it: {Listed(after)}. That may follow from it: mend this one first, and compute again what was computed from it."));
        if (asking is not null) blocks.AddRange(asking.Why(wrong.Address));
    }

    private static void TellCoarse(List<Block> blocks, AnswerCheck check)
    {
        Address[] coarse = [.. check.Checked.Where(each => each.Judgement == Judgement.TooFewDigits).Select(each => each.Address)];
        if (coarse.Length > 0) blocks.Add(Say($"Too few digits to tell: {Listed(coarse)}. Write two or more that are not zeros at the front."));
    }

    private static Paragraph Say(string words) => new(words);

    private static string Listed(IReadOnlyList<Address> addresses) =>
        string.Join(", ", addresses.Take(MostListed)) + (addresses.Count > MostListed ? $" and {addresses.Count - MostListed} more" : "");
}
