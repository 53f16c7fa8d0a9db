using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>The numbers of a unit: the main one in its circle, another below it, one above the circle and one under it.</summary>
internal sealed record FigureNumbers(Address Main, Address? Inside = null, Address? Above = null, Address? Under = null);

/// <summary>A unit or an input: where its circle stands, which of its column it is, and the numbers it shows.</summary>
internal sealed record FigureNode(double X, double Y, int Unit, FigureNumbers Numbers);

/// <summary>A weight: a line between two circles, and where its number stands if there is room for it.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Weight">The weight, or its gradient.</param>
/// <param name="Number">Its number.</param>
/// <param name="Share">Its size, from 0 to 1 of the largest between the two layers.</param>
/// <param name="Label">Where its number stands; null for no number.</param>
internal sealed record FigureEdge(FigureNode From, FigureNode To, Address Weight, double Number, double Share, FigureLabel? Label);

/// <summary>Where a number stands, how many letters it may have, and whether others stand close by.</summary>
internal sealed record FigureLabel(double X, double Y, int Letters, bool IsTight = false);

/// <summary>The place of units that are left out, and how many there are.</summary>
internal sealed record FigureGap(double X, double Y, int Count);

/// <summary>A layer whose numbers are not drawn one by one: a box with its words in lines, and what is said of its numbers.</summary>
internal sealed record FigureBox(double X, double Y, IReadOnlyList<string> Words, string Note, Address? Number)
{
    /// <summary>Half its width.</summary>
    public const double HalfWidth = 80;

    /// <summary>How many letters a line of words has.</summary>
    public const int Letters = 22;

    /// <summary>The distance of two lines.</summary>
    public const double LineHeight = 16;

    /// <summary>Half its height.</summary>
    public double HalfHeight => (Words.Count + (Number is null ? 1 : 3)) * LineHeight / 2 + 10;
}

/// <summary>A line that is no weight.</summary>
internal sealed record FigureLink(double X1, double Y1, double X2, double Y2);

/// <summary>The line between an output and the loss, and the number that stands on it.</summary>
internal sealed record FigureTarget(double X1, double Y1, double X2, double Y2, FigureLabel Label, Address Number);

/// <summary>
/// A line past some layers: up from the top of one column at X1, along at Top, and down to the top of another at X2. Where it goes on in another part of the drawing it ends at the
/// side, and a word says whither.
/// </summary>
internal sealed record FigureSkip(double X1, double? Y1, double X2, double? Y2, double Top, SkipConnection Of, string Words);

/// <summary>The words above a column.</summary>
internal sealed record FigureTitle(double X, string First, string Second);

/// <summary>What an entry of the legend explains.</summary>
internal enum LegendSample
{
    /// <summary>The drawing as a whole.</summary>
    None,

    /// <summary>A line of a positive number.</summary>
    Raises,

    /// <summary>A line of a negative number.</summary>
    Lowers,
}

/// <summary>A line of the legend.</summary>
internal sealed record LegendEntry(LegendSample Sample, Line Words);
