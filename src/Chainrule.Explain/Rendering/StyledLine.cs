namespace Chainrule.Explain.Rendering;

/// <summary>What a piece of a line is, for whoever gives it a colour.</summary>
internal enum Style
{
    /// <summary>Running text.</summary>
    Plain,

    /// <summary>The title or a heading.</summary>
    Heading,

    /// <summary>The address of a number.</summary>
    Address,

    /// <summary>Mathematics.</summary>
    Formula,

    /// <summary>The value of a number.</summary>
    Value,

    /// <summary>An aside.</summary>
    Muted,

    /// <summary>A command to type.</summary>
    Command,
}

/// <summary>A piece of a line in one style.</summary>
internal readonly record struct StyledText(string Text, Style Style);

/// <summary>A line of text for the terminal.</summary>
internal sealed record StyledLine(IReadOnlyList<StyledText> Pieces)
{
    /// <summary>A line in one style.</summary>
    public StyledLine(string text, Style style = Style.Plain) : this([new StyledText(text, style)]) { }

    /// <summary>The line without styles, and without blanks at its end.</summary>
    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text)).TrimEnd();
}
