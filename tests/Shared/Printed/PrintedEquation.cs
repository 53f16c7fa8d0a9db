using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Numbers;

namespace Chainrule.Testing.Printed;

/// <summary>An equation as it stands in the terminal: what it is about, and its sides with the lines joined again.</summary>
internal sealed record PrintedEquation(Equation Told, string Left, IReadOnlyList<string> Sides)
{
    /// <summary>Whether it is the law of an update for any parameter, whose letters have no numbers here.</summary>
    internal static bool IsLaw(Equation told) => told.Left is Letter { Address.Symbol.Letter: UpdateLaw.Parameter };

    /// <summary>The equations about single numbers, out of the printed lines of a story.</summary>
    internal static IReadOnlyList<PrintedEquation> Of(Story story, Notation notation)
    {
        var printed = new List<(string Left, List<string> Sides)>();
        foreach (StyledLine line in TextRenderer.Render(story, notation).Where(line => line.Pieces.Count >= 3 && line.Pieces[0].Style == Style.Address))
        {
            // The pieces of such a line: margin, "left = " or blanks, right side, and perhaps a note.
            (string lead, string right) = (line.Pieces[1].Text, line.Pieces[2].Text);
            if (lead[0] != ' ') printed.Add((lead.TrimEnd(' ', '=', '≈', '←'), []));
            if (string.IsNullOrWhiteSpace(lead)) printed[^1].Sides[^1] += " " + right;
            else printed[^1].Sides.Add(right);
        }
        Equation[] told = [.. story.Blocks.OfType<Equation>()];
        if (told.Length != printed.Count) throw new FormatException($"{told.Length} equations were told, and {printed.Count} read");
        return [.. told.Zip(printed, (equation, text) => new PrintedEquation(equation, text.Left, text.Sides)).Where(each => each.Told.Left is not WholeLeft && !IsLaw(each.Told))];
    }

    /// <summary>The letters of every number of the recording, in a notation, with its value.</summary>
    internal static Dictionary<string, Bounded> Letters(Recording recording, Notation notation)
    {
        var printer = new TextPrinter(notation);
        return recording.Book.All().DistinctBy(printer.Variable).ToDictionary(printer.Variable, address => (Bounded)recording[address]);
    }

    /// <summary>
    /// Computes left and right sides, as they are printed. A side that leaves terms out has no number of its own and comes back as NaN.
    /// </summary>
    internal IReadOnlyList<Bounded> Compute(Dictionary<string, Bounded> letters, Words names) =>
    [
        .. Sides.Prepend(Left).Select(side =>
            Calculator.Compute(FormulaReader.Read(side, names, Calculator.All), Calculator.Rounded, name => letters[name])),
    ];
}
