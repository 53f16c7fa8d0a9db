using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;

namespace Chainrule.Testing.Printed;

/// <summary>The equations of a story as they stand on a page of one of the formats: right sides on one line each, in the grammar of <see cref="FormulaReader"/>.</summary>
internal static partial class PrintedPage
{
    internal static readonly string[] Formats = ["text", "Markdown", "HTML", "LaTeX"];

    /// <summary>Each equation between numbers with its right sides, those with letters among them as they stand.</summary>
    internal static IReadOnlyList<(Equation Told, IReadOnlyList<string> Sides)> Of(Story story, Notation notation, string format)
    {
        if (format == "text") return [.. PrintedEquation.Of(story, notation).Select(each => (each.Told, each.Sides))];
        List<List<string>> printed = format switch
        {
            "HTML" => Html(HtmlRenderer.Render(story, notation)),
            "Markdown" when notation.IsCode => Code(MarkdownRenderer.Render(story, notation), Fences()),
            "Markdown" => Aligned(MarkdownRenderer.Render(story, notation)),
            _ when notation.IsCode => Code(LatexRenderer.Render(story, notation), Verbatim()),
            _ => Aligned(LatexRenderer.Render(story, notation)),
        };
        Equation[] told = [.. story.Blocks.OfType<Equation>()];
        if (!told.Select(each => each.Steps.Count).SequenceEqual(printed.Select(each => each.Count))) throw new FormatException($"{format}: {told.Length} equations were told, and {printed.Count} read, or not all of their sides");
        return [.. told.Zip(printed, (equation, sides) => (equation, (IReadOnlyList<string>)sides)).Where(each => each.equation.Left is not WholeLeft && !PrintedEquation.IsLaw(each.equation))];
    }

    private static List<List<string>> Html(string page) =>
    [
        .. page.Split("<div class=\"equation\"").Skip(1).Select(equation => RightSides().Matches(equation).Select(side =>
            string.Concat(XElement.Parse($"<side>{side.Groups[1].Value}</side>").Nodes().Where(node => node is not XElement { Name.LocalName: "span" }).Select(Linear.OfMathMl)).Trim()).ToList()),
    ];

    private static List<List<string>> Aligned(string page)
    {
        var all = new List<List<string>>();
        foreach (Match block in Alignments().Matches(page))
        {
            List<string> sides = [];
            foreach (string row in block.Groups[1].Value.Split(" \\\\\n").Select(row => Asides().Replace(row, "").Trim()))
            {
                string right = row[(row.IndexOf('&', StringComparison.Ordinal) + 1)..];
                if (right.StartsWith(@"\quad {}", StringComparison.Ordinal)) sides[^1] += " " + right[@"\quad {}".Length..];
                else if (right.Trim().Length > 0) sides.Add(Relation().Replace(right, "").Trim());
            }
            all.Add(sides);
        }
        return [.. all.Select(sides => sides.Select(side => HasLetters(side) ? side : Linear.OfLatex(side)).ToList())];
    }

    // A letter of a notation has an index or a layer; what functions are made of has none.
    private static bool HasLetters(string latex) => latex.Contains('_') || LatexLetters().IsMatch(latex);

    private static List<List<string>> Code(string page, Regex blocks)
    {
        var all = new List<List<string>>();
        foreach (string block in blocks.Matches(page).Select(match => match.Groups[1].Value))
        {
            List<string> sides = [];
            foreach (string line in block.Split('\n').Select(line => Comment().Replace(line, "").TrimEnd()).Where(line => line.Length > 0))
            {
                Match lead = CodeLead().Match(line);
                if (lead.Success) sides.Add(line[lead.Length..]);
                else if (sides.Count > 0) sides[^1] += " " + line.Trim();
            }
            // What begins with a bracket is a matrix, and what has no sign of equality no equation.
            if (sides.Count > 0 && !sides[0].StartsWith('[')) all.Add(sides);
        }
        return all;
    }

    [GeneratedRegex(@"^\s*(=|\\approx|\\leftarrow)")]
    private static partial Regex Relation();

    [GeneratedRegex("<div class=\"relation\">.*?</div><div class=\"right\">(.*?)</div>\n", RegexOptions.Singleline)]
    private static partial Regex RightSides();

    [GeneratedRegex(@"\\begin\{align(?:ed|\*)\}(.*?)\\end\{align", RegexOptions.Singleline)]
    private static partial Regex Alignments();

    [GeneratedRegex(@"\\quad\\text\{\(.*\)\}|\\remark\{.*\}| \\address\{.*\}")]
    private static partial Regex Asides();

    [GeneratedRegex(@"\\(frac\{\\partial|eta|alpha|delta|mathcal|mathbf|boldsymbol)|(?<![a-zA-Z0-9\\])[a-df-zA-Z](?![a-zA-Z])")]
    private static partial Regex LatexLetters();

    [GeneratedRegex("\n```python\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\\begin\{verbatim\}\n(.*?)\n\\end", RegexOptions.Singleline)]
    private static partial Regex Verbatim();

    [GeneratedRegex(@"\s*#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^[^=≈]*[=≈] ")]
    private static partial Regex CodeLead();
}
