using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Numbers;

namespace Chainrule.Explain.Worksheets;

/// <summary>What an answer is.</summary>
internal enum Judgement
{
    /// <summary>The number, as exactly as it was written.</summary>
    Right,

    /// <summary>Another number.</summary>
    Wrong,

    /// <summary>It may be meant right, but so few digits cannot tell.</summary>
    TooFewDigits,
}

/// <summary>An answer beside the number of the engine.</summary>
internal sealed record CheckedAnswer(Address Address, WrittenNumber Written, double Number, Judgement Judgement);

/// <summary>
/// Answers compared with the engine's numbers. An answer is right when it is the number rounded to the digits that were written, or one unit more or less in the last of them, since who
/// computes by hand rounds on the way: with u for one unit of the last digit, |answer − number| ≤ u/2 + u. It needs two significant digits for that, or else any 0.1 would do for 0.08; one that is the
/// number itself needs no more than it has. Beyond twelve digits nothing is asked: sums in another order differ there.
/// </summary>
/// <param name="Recording">The step.</param>
/// <param name="Checked">The answers, in the order in which one computes them (<see cref="Worksheet.InOrder"/>), and so before all that follows from them.</param>
/// <param name="Empty">The numbers whose lines were left empty.</param>
/// <param name="Others">How many computed numbers of the step are not in the file.</param>
internal sealed record AnswerCheck(Recording Recording, IReadOnlyList<CheckedAnswer> Checked, IReadOnlyList<Address> Empty, int Others)
{
    private const int FewestDigits = 2, MostDigits = 12;

    /// <summary>The first wrong number: what is wrong after it may follow from it.</summary>
    public CheckedAnswer? FirstWrong => Checked.FirstOrDefault(each => each.Judgement == Judgement.Wrong);

    /// <summary>Whether every answer that was written is right.</summary>
    public bool Passed => Checked.All(each => each.Judgement == Judgement.Right);

    /// <summary>Compares answers with the numbers of a step.</summary>
    public static AnswerCheck Of(Recording recording, IReadOnlyDictionary<Address, WrittenNumber?> answers)
    {
        Address[] order = [.. Worksheet.InOrder(recording.Book, Excerpt.Of(recording.Book)), new(Symbol.NewL)];
        return new(recording,
            [.. order.Where(each => answers.GetValueOrDefault(each) is not null).Select(each => new CheckedAnswer(each, answers[each]!, recording[each], Judge(recording, each, answers[each]!)))],
            [.. order.Where(each => answers.TryGetValue(each, out WrittenNumber? written) && written is null)],
            order.Count(each => !answers.ContainsKey(each) && Worksheet.IsComputed(recording, each)));
    }

    private static Judgement Judge(Recording recording, Address address, WrittenNumber written) =>
        Judge(written, recording[address], recording.RoundingOf(address));

    /// <summary>The law, for a number that is known to within <paramref name="rounding"/>.</summary>
    public static Judgement Judge(WrittenNumber written, double number, double rounding)
    {
        double off = Math.Abs(written.Number - number), finest = Math.Abs(number) * Math.Pow(10, -MostDigits), unit = Math.Max(written.Unit, finest);
        if (off <= Math.Max(rounding, finest)) return Judgement.Right;
        // A hair for the rounding of the unit itself.
        if (off > 1.5 * unit * (1 + 1e-9) || number == 0) return Judgement.Wrong;
        return written.Digits >= FewestDigits ? Judgement.Right : Judgement.TooFewDigits;
    }
}
