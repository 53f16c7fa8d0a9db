using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Stories;

/// <summary>
/// A story, free of any format and notation: blocks in their order. A renderer turns it into text, Markdown, HTML or LaTeX. It holds formulas
/// and addresses, not their letters, so that every format and notation tells the same story.
/// </summary>
/// <param name="Title">The title.</param>
/// <param name="Recording">The step that is told.</param>
/// <param name="Blocks">The blocks.</param>
internal sealed record Story(string Title, Recording Recording, IReadOnlyList<Block> Blocks)
{
    /// <summary>How the reader asks further, or null where nobody does.</summary>
    public IAsking? Asking { get; init; }
}

/// <summary>A piece of a story.</summary>
internal abstract record Block;

/// <summary>A heading, level 1 for a section and 2 below it.</summary>
internal sealed record Heading(int Level, Line Text) : Block;

/// <summary>A sentence or a few.</summary>
internal sealed record Paragraph(Line Text) : Block
{
    /// <summary>Whether it is an aside that may be set smaller or in a muted colour.</summary>
    public bool IsNote { get; init; }
}

/// <summary>
/// One number and how it comes about: left = first right side = second … An equation has the number's address, which readers can ask about.
/// </summary>
/// <param name="Address">The number explained, or null for an equation about no single number.</param>
/// <param name="Left">The left side.</param>
/// <param name="Steps">The right sides, one below the other.</param>
internal sealed record Equation(Address? Address, Mathematics Left, IReadOnlyList<Step> Steps) : Block;

/// <summary>A right side of an equation: = (or ≈) some mathematics, and a word on it.</summary>
internal sealed record Step(Mathematics Right, string? Note = null)
{
    /// <summary>The sign between left and right.</summary>
    public string Relation { get; init; } = "=";
}

/// <summary>The numbers of a matrix or vector, named, with its shape.</summary>
/// <param name="Symbol">What it is.</param>
/// <param name="Layer">Its layer, or 0.</param>
/// <param name="Rows">The numbers, as the engine has them: an example a row, W to × from. A notation may lay them the other way.</param>
internal sealed record MatrixBlock(Symbol Symbol, int Layer, double[][] Rows) : Block
{
    /// <summary>A word on what it is.</summary>
    public string? Note { get; init; }

    /// <summary>Where it is only a part of what has more than two axes: the address of each number. Such a part lies the same way in every notation.</summary>
    public Address[][]? Addresses { get; init; }

    /// <summary>The indices that all numbers of the part have in common, as strings.</summary>
    public IReadOnlyList<string> Common => Addresses is null ? [] : [.. Addresses[0][0].Written.SkipLast(2).Select(each => each.ToString())];
}

/// <summary>Lines of characters that are shown as they stand: a small drawing, in ASCII so that every format can show it.</summary>
internal sealed record Sketch(IReadOnlyList<string> Lines) : Block;

/// <summary>The loss before the first step of a training and after each one.</summary>
internal sealed record Curve(IReadOnlyList<double> Losses) : Block;

/// <summary>A table.</summary>
internal sealed record Table(IReadOnlyList<Line> Header, IReadOnlyList<IReadOnlyList<Line>> Rows) : Block;

/// <summary>The network drawn with the numbers of a pass, as far as they fit.</summary>
internal sealed record Drawing(Pass Pass) : Block;

/// <summary>A way through the network.</summary>
internal enum Pass
{
    /// <summary>From the inputs to the loss.</summary>
    Forward,

    /// <summary>From the loss to every parameter.</summary>
    Backward,
}

/// <summary>A command to type.</summary>
internal sealed record Command(string Text) : Block;

/// <summary>Running text with mathematics in it.</summary>
internal sealed record Line(IReadOnlyList<Run> Runs)
{
    /// <summary>A line of plain words.</summary>
    public static implicit operator Line(string words) => new([new Words(words)]);

    /// <summary>Words and mathematics in turn: <c>Line.Of("The weight ", Letter(w), " rises.")</c>.</summary>
    public static Line Of(params ReadOnlySpan<object> pieces)
    {
        var runs = new List<Run>();
        foreach (object piece in pieces)
            runs.Add(piece switch
            {
                string words => new Words(words),
                Mathematics mathematics => new Formulated(mathematics),
                Address address => new Formulated(new Letter(address)),
                double number => new Formulated(new Figure(number)),
                _ => throw new ArgumentException($"A line has words and mathematics, not {piece.GetType().Name}.", nameof(pieces)),
            });
        return new(runs);
    }
}

/// <summary>A piece of a line.</summary>
internal abstract record Run;

/// <summary>Plain words.</summary>
internal sealed record Words(string Text) : Run;

/// <summary>Mathematics among words.</summary>
internal sealed record Formulated(Mathematics Mathematics) : Run;

/// <summary>Something that a notation writes.</summary>
internal abstract record Mathematics;

/// <summary>The letters of one number.</summary>
internal sealed record Letter(Address Address) : Mathematics;

/// <summary>The letter of a whole matrix or vector; the layer as a number, or l, l + 1, L.</summary>
internal sealed record WholeMatrix(Symbol Symbol, string Layer) : Mathematics;

/// <summary>A number, rounded for reading.</summary>
internal sealed record Figure(double Number) : Mathematics
{
    /// <summary>To how many significant digits.</summary>
    public int Digits { get; init; } = Notations.Rounding.Digits;
}

/// <summary>A line to write a number on.</summary>
internal sealed record Blank : Mathematics;

/// <summary>A number in a table, which is where it stands if no equation explains it.</summary>
internal sealed record Found(Address Address, double Number) : Mathematics;

/// <summary>A formula, with letters or with numbers put in.</summary>
internal sealed record Written(Formula Formula, bool WithNumbers = false) : Mathematics;

/// <summary>f′(z), the slope of an activation at the z of one unit.</summary>
internal sealed record Slope(Address Z, string Function) : Mathematics;

/// <summary>The sign of a product entry by entry.</summary>
internal sealed record EntryTimes : Mathematics;

/// <summary>∂L/∂a · f′(z): the gradient from above, times the local derivative.</summary>
internal sealed record UpstreamLocal(Address Upstream, Address Z, string Function) : Mathematics;

/// <summary>The left side of an equation between matrices; see <see cref="Whole"/>.</summary>
internal sealed record WholeLeft(MatrixEquation Equation, int? Layer) : Mathematics;

/// <summary>The right side of an equation between matrices: with the letter l where <paramref name="Layer"/> is null, else for that layer.</summary>
/// <param name="Equation">The equation.</param>
/// <param name="Layer">The layer, or null for the general form.</param>
/// <param name="Function">The name of the layer's activation; null for the letter σ of the general form.</param>
internal sealed record Whole(MatrixEquation Equation, int? Layer = null, string? Function = null) : Mathematics;
