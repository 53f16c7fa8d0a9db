namespace Chainrule.Lessons.Outputs;

/// <summary>Something a cell has to show, as a value: whoever shows it (a terminal, a notebook, a page) picks the face it can draw.</summary>
public abstract record CellOutput
{
    /// <summary>The plain face, which every place can show; lines are separated by <c>\n</c>, with none at the end.</summary>
    public abstract string Text { get; }
}

/// <summary>What a cell wrote to the console.</summary>
/// <param name="Written">The text as it was written, line ends included.</param>
public sealed record TextOutput(string Written) : CellOutput
{
    /// <inheritdoc/>
    public override string Text => Written.EndsWith('\n') ? Written[..^1] : Written;
}

/// <summary>A picture.</summary>
/// <param name="Svg">An svg element that stands by itself.</param>
/// <param name="Plain">The same drawn with characters.</param>
public sealed record PictureOutput(string Svg, string Plain) : CellOutput
{
    /// <inheritdoc/>
    public override string Text => Plain;
}

/// <summary>A formula or a matrix.</summary>
/// <param name="Latex">As LaTeX, without the dollars around it.</param>
/// <param name="MathMl">As a MathML element.</param>
/// <param name="Plain">With characters.</param>
public sealed record FormulaOutput(string Latex, string MathMl, string Plain) : CellOutput
{
    /// <inheritdoc/>
    public override string Text => Plain;
}

/// <summary>A derivation: words and equations in turn.</summary>
/// <param name="Markdown">As Markdown with LaTeX between dollars, as notebooks read it.</param>
/// <param name="Html">As an HTML fragment with MathML.</param>
/// <param name="Plain">For the terminal.</param>
public sealed record DerivationOutput(string Markdown, string Html, string Plain) : CellOutput
{
    /// <inheritdoc/>
    public override string Text => Plain;
}
