using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// A story as a LaTeX document for plain pdflatex. It needs only what every installation has: amsmath, amssymb, geometry, xcolor, booktabs.
/// </summary>
internal sealed class LatexRenderer : StoryRenderer
{
    // In digits of 11 pt on a line of 16 cm, less the room for the address at the right.
    private const double LineWidth = 66;

    private const int CodeWidth = 84;

    private LatexRenderer(Story story, Notation notation) : base(story, notation.IsCode ? new TextPrinter(notation) : new LatexPrinter(notation)) { }

    /// <summary>The story as one .tex file.</summary>
    public static string Render(Story story, Notation notation)
    {
        var renderer = new LatexRenderer(story, notation);
        renderer.AddBlocks();
        string body = renderer.Page.ToString(), title = LatexText.Escape(story.Title);
        return Preamble
            .Replace("%CHARACTERS%\n", LatexText.Declarations(title + body), StringComparison.Ordinal)
            .Replace("%TITLE%", title, StringComparison.Ordinal)
            + body + "\n\\end{document}\n";
    }

    private const string Preamble = """
        \documentclass[11pt,a4paper,fleqn]{article}
        \usepackage[utf8]{inputenc}
        \usepackage[T1]{fontenc}
        \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
        \usepackage{amsmath,amssymb}
        \usepackage[margin=2.5cm]{geometry}
        \usepackage{xcolor}
        \usepackage{booktabs}
        \definecolor{muted}{gray}{0.4}
        \definecolor{raises}{HTML}{1F5FA8}
        \definecolor{lowers}{HTML}{B3460B}
        % The address of a number, beside its equation.
        \newcommand{\address}[1]{\tag*{\normalfont\footnotesize\color{muted}\texttt{#1}}}
        \newcommand{\remark}[1]{\quad\text{\small\color{muted}(#1)}}
        \allowdisplaybreaks
        \setlength{\mathindent}{1.5em}
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{0.5\baselineskip plus 2pt}
        \setcounter{secnumdepth}{0}
        \emergencystretch=2em
        %CHARACTERS%
        \begin{document}
        \abovedisplayskip=2pt plus 2pt \belowdisplayskip=5pt plus 3pt \abovedisplayshortskip=\abovedisplayskip \belowdisplayshortskip=\belowdisplayskip
        \topsep=0pt \partopsep=0pt

        {\LARGE\bfseries %TITLE%\par}

        """;

    /// <inheritdoc/>
    protected override void AddHeading(int level, string text) => Page.Append($"\n\\{(level == 2 ? "section" : "subsection")}{{{text}}}\n");

    /// <inheritdoc/>
    protected override void AddParagraph(string text, bool isNote) =>
        Page.Append(isNote ? $"\n{{\\small\\color{{muted}}{text}\\par}}\n" : $"\n{text}\n");

    /// <inheritdoc/>
    protected override void AddEquation(Equation equation)
    {
        if (IsCode)
        {
            IEnumerable<string> comment = equation.Address is { } number ? [$"# {Printer.Notation.Typed(number)}"] : [];
            AddVerbatim(comment.Concat(CodeLines.Of(equation, Printer, CodeWidth)));
            return;
        }
        string tag = equation.Address is { } address ? $" \\address{{{LatexText.Escape(Printer.Notation.Typed(address))}}}" : "";
        string[] rows = [.. LatexEquation.Rows(equation, Printer, LineWidth, Remark)];
        rows[0] += tag;
        Page.Append($"\\begin{{align*}}\n  {string.Join(" \\\\\n  ", rows)}\n\\end{{align*}}\n");
    }

    /// <inheritdoc/>
    protected override void AddMatrix(MatrixView matrix)
    {
        if (IsCode) AddVerbatim(CodeLines.Of(matrix, Printer));
        else Page.Append($"\\begin{{equation*}}\n  {LatexEquation.Matrix(matrix, Printer, Remark)}\n\\end{{equation*}}\n");
    }

    /// <inheritdoc/>
    protected override void AddTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        string Row(IReadOnlyList<string> cells) => $"  {string.Join(" & ", cells)} \\\\\n";
        Page.Append($"\n\\begin{{center}}\\small\n\\begin{{tabular}}{{{new string('r', header.Count)}}}\n  \\toprule\n{Row(header)}  \\midrule\n");
        foreach (IReadOnlyList<string> row in rows) Page.Append(Row(row));
        Page.Append("  \\bottomrule\n\\end{tabular}\n\\end{center}\n");
    }

    /// <inheritdoc/>
    protected override void AddDrawing(Pass pass) => Page.Append('\n').Append(NetworkPicture.Draw(new NetworkDrawing(Story.Recording, pass), Printer, Inline, Text));

    /// <inheritdoc/>
    protected override void AddCommand(string text) => Page.Append($"\n\\quad\\texttt{{{Escape(text)}}}\n");

    /// <inheritdoc/>
    protected override void AddSketch(IReadOnlyList<string> lines) => Page.Append($"\n{{\\footnotesize\\begin{{verbatim}}\n{string.Join('\n', lines)}\n\\end{{verbatim}}}}\n");

    /// <inheritdoc/>
    protected override string Escape(string words) => LatexText.Escape(words);

    /// <inheritdoc/>
    protected override string Inline(string mathematics) => IsCode ? $"\\texttt{{{LatexText.Escape(mathematics)}}}" : $"${mathematics}$";

    private static string Remark(string note) => $"\\remark{{{LatexText.Escape(note)}}}";

    private void AddVerbatim(IEnumerable<string> lines) =>
        Page.Append($"\n{{\\small\n\\begin{{verbatim}}\n{string.Join('\n', lines)}\n\\end{{verbatim}}\n}}\n");
}
