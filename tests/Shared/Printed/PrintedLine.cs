using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;
using Chainrule.Numbers;

namespace Chainrule.Testing.Printed;

/// <summary>A right side in numbers, as it stands on a page, and the result that stands after it.</summary>
internal sealed record PrintedLine(string Side, string Result, bool IsApproximate)
{
    private const int Digits = 6;

    // Both are doubles, which come near to a decimal number only.
    private const double Slack = 1e-6;

    /// <summary>All of a story in one of the formats of <see cref="PrintedPage"/>.</summary>
    internal static IEnumerable<PrintedLine> Of(Story story, Notation notation, string format)
    {
        foreach ((Equation told, IReadOnlyList<string> sides) in PrintedPage.Of(story, notation, format))
        {
            if (told.Steps[^1].Right is not Figure) continue;
            for (int i = 0; i < sides.Count - 1; i++)
                if (told.Steps[i].Right is Written { WithNumbers: true }) yield return new(sides[i], sides[^1], told.Steps[^1].Relation == "≈");
        }
    }

    /// <summary>Whether who types in the side gets the result, to one unit in the last of its six digits; where it is said to be approximate, as nearly as rounding explains.</summary>
    internal bool Holds
    {
        get
        {
            Bounded typed = Compute(Side, Calculator.Exact);
            double printed = Compute(Result, Calculator.Exact).Number, unit = printed == 0 ? 0 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(printed))) + 1 - Digits), gap = Math.Abs(typed.Number - printed);
            return gap <= unit * (1 + Slack) || (IsApproximate && gap <= unit + Compute(Side, Calculator.Rounded).Error);
        }
    }

    private static Bounded Compute(string side, Func<string, Bounded> number) => Calculator.Compute(FormulaReader.Read(side, new([]), Calculator.All), number, name => throw new FormatException($"{name} in: {side}"));
}
