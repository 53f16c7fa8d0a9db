namespace Chainrule.Explain.Notations;

/// <summary>
/// How a notation writes one symbol, before any text format decides how a superscript looks: a letter with indices above and below it, or a piece
/// of code.
/// </summary>
/// <param name="Letter">The letter or the code.</param>
/// <param name="Above">What stands above right, such as the layer; empty for nothing.</param>
/// <param name="Below">What stands below right, one entry an index; empty for nothing.</param>
internal sealed record Glyph(string Letter, string Above = "", IReadOnlyList<string>? Below = null)
{
    /// <summary>The indices below.</summary>
    public IReadOnlyList<string> Indices => Below ?? [];

    /// <summary>Whether it is a matrix or vector as a whole, to be set in an upright or bold face where a format has one.</summary>
    public bool IsMatrix { get; init; }

    /// <summary>The loss L where the symbol means ∂L/∂ of the glyph's own letter; null where it does not.</summary>
    public Glyph? DerivativeOf { get; init; }

    /// <summary>The letter of what an update keeps beside the glyph's own number, such as m; null where the number itself is meant.</summary>
    public string? State { get; init; }

    /// <summary>Whether it is the number after the update.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether it is code, to be set in a fixed-width face and left as it is.</summary>
    public bool IsCode { get; init; }
}
