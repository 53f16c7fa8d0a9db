using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Practice.Matching;

namespace Chainrule.Practice;

/// <summary>Says of answers first what is right, and then the one thing that is wrong.</summary>
internal static class DiagnosisTeller
{
    private const int MostTerms = 5, MostTold = 3, MostListed = 12;

    /// <summary>The diagnosis of a number.</summary>
    public static Story Tell(Diagnosis diagnosis, Recording recording, IAsking? asking = null)
    {
        var blocks = new List<Block>();
        Address asked = recording.Book.Parse(diagnosis.Address);
        if (diagnosis.Verdict == Verdict.Right) Say(blocks, $"{diagnosis.Answer} is right: ", asked, " is ", Beside(diagnosis), ".");
        else if (diagnosis.Verdict == Verdict.MoreDigits) Say(blocks, $"More digits, please: {diagnosis.Answer} may be right, and with fewer than {Judging.FewestDigits} significant digits that cannot be told.");
        else TellWrong(blocks, diagnosis, recording, asked, asking);
        return new Story($"Your {diagnosis.Address}", recording, blocks) { Asking = asking };
    }

    private static void TellWrong(List<Block> blocks, Diagnosis diagnosis, Recording recording, Address asked, IAsking? asking)
    {
        if (diagnosis.Findings.Count == 0)
        {
            Say(blocks, asked, $" is not {diagnosis.Answer}, but ", Beside(diagnosis), ".");
            Say(blocks, diagnosis.IsCoarse ? $"With fewer than {Judging.FewestDigits} significant digits no mistake can be told from another: write more of them." : "No known mistake gives this number.");
            if (asked.Symbol != Symbol.NewL) blocks.Add(Equations.Of(recording, asked, MostTerms));
            if (asking is not null) blocks.AddRange(asking.Why(asked));
            return;
        }
        Finding[] told = [.. diagnosis.Findings.Take(MostTold)];
        bool isOne = diagnosis.Findings.Count == 1;
        Say(blocks, asked, $" is not {diagnosis.Answer}, but ", Beside(diagnosis), isOne ? ". One known mistake gives your number:" : $". {diagnosis.Findings.Count} known mistakes give your number; the likeliest first:");
        foreach (Finding each in told) TellFinding(blocks, each, recording, withEquation: each == told[0]);
        if (diagnosis.Ask is { } ask) Say(blocks, "Tell me your ", recording.Book.Parse(ask), " as well: it tells most of them apart.");
    }

    // As many digits as were written, or the two could look alike.
    private static Figure Beside(Diagnosis diagnosis) => new(diagnosis.Expected) { Digits = Math.Clamp(Explain.Worksheets.WrittenNumber.Parse(diagnosis.Answer).Digits, Rounding.Digits, 15) };

    // A mistake leaves all before it as it is.
    private static void TellFinding(List<Block> blocks, Finding finding, Recording recording, bool withEquation)
    {
        Address first = recording.Book.Parse(finding.First);
        blocks.Add(new Heading(2, $"In {finding.Step}: {string.Join(" and ", finding.Mistakes)}"));
        Say(blocks, $"All that is computed before {finding.Step} is right then. {string.Join(" And: ", finding.Mistakes.Select(each => each.Wrong))} ", first, " becomes ", finding.Wrong, ", and it is ", finding.Right, withEquation && first.Symbol != Symbol.NewL ? ":" : ".");
        if (withEquation && first.Symbol != Symbol.NewL) blocks.Add(Equations.Of(recording, first, MostTerms));
        Say(blocks, $"{string.Join(" ", finding.Mistakes.Select(each => each.Seen))} (Lesson {finding.Mistakes[0].Lesson.Split('-')[0].TrimStart('0')}.)");
    }

    /// <summary>A marked sheet.</summary>
    public static Story Tell(Marking marking, Recording recording, IAsking? asking = null)
    {
        var blocks = new List<Block>();
        Say(blocks, $"{marking.Earned} of {marking.Answers.Count} answers earn their mark.");
        blocks.Add(new Explain.Stories.Table(["step", "marks", "of"], [.. marking.Steps.Select(each => (IReadOnlyList<Line>)[each.Step, $"{each.Earned}", $"{each.Of}"])]));
        List(blocks, marking, Mark.Right, "Right");
        List(blocks, marking, Mark.Follows, "Right as a step, from your own earlier numbers");
        List(blocks, marking, Mark.Trivial, "No mark, since a wrong number before left nothing to compute: they are 0");
        List(blocks, marking, Mark.MoreDigits, $"More digits, please: fewer than {Judging.FewestDigits} cannot tell");
        List(blocks, marking, Mark.Missing, "Without an answer");
        foreach (string each in marking.Unreadable) Say(blocks, $"Could not be read: {each.TrimEnd('.')}");
        if (marking.FirstWrong is not { } wrong) return new Story("Your sheet", recording, blocks) { Asking = asking };
        blocks.Add(new Heading(1, $"The first wrong number: {wrong.Address}"));
        bool isOwn = wrong.Expected != wrong.Right;
        Say(blocks, $"You wrote {wrong.Written!.Text}; it is ", wrong.Right, isOwn ? ", and from your own numbers before it " : "", isOwn ? (object)wrong.Expected : "", ".");
        if (marking.Findings.Count == 0) Say(blocks, "No known mistake gives this number.");
        foreach (Finding each in marking.Findings.Take(MostTold)) TellFinding(blocks, each, recording, withEquation: !isOwn && each == marking.Findings[0]);
        Address[] after = [.. marking.Answers.Where(each => each.Mark == Mark.Wrong && each != wrong).Select(each => each.Address)];
        if (after.Length > 0) Say(blocks, $"Wrong after it, and not only because of it: {Listed(after)}.");
        if (asking is not null && wrong.Address.Symbol != Symbol.NewL) blocks.AddRange(asking.Why(wrong.Address));
        return new Story("Your sheet", recording, blocks) { Asking = asking };
    }

    private static void List(List<Block> blocks, Marking marking, Mark mark, string words)
    {
        Address[] all = [.. marking.Answers.Where(each => each.Mark == mark).Select(each => each.Address)];
        if (all.Length > 0) Say(blocks, $"{words}: {Listed(all)}.");
    }

    private static string Listed(Address[] addresses) => string.Join(", ", addresses.Take(MostListed)) + (addresses.Length > MostListed ? $" and {addresses.Length - MostListed} more" : "");

    private static void Say(List<Block> blocks, params ReadOnlySpan<object> pieces) => blocks.Add(new Paragraph(Line.Of(pieces)));
}
