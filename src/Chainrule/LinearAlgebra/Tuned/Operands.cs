using System.Runtime.CompilerServices;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>A matrix of which single floats are taken: where it begins, and how far apart its rows and its columns are.</summary>
internal readonly unsafe struct Operand(float* first, nint down, nint across)
{
    internal readonly float* First = first;
    internal readonly nint Down = down, Across = across;
}

/// <summary>A matrix that is taken panel by panel: rows of a matrix as they lie, panels, or one and the same row for all.</summary>
internal readonly unsafe struct Strips
{
    private const nint OfThePanel = -1;

    private readonly float* first;
    private readonly nint apart, row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strips(float* first, nint apart, nint row)
    {
        this.first = first;
        (this.apart, this.row) = (apart, row);
    }

    /// <summary>Rows so far apart; 0 for one row that stands for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Strips Rows(float* first, nint stride) => new(first, 1, stride);

    /// <summary>Panels of so many rows, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Strips InPanels(float* first, int rows) => new(first, rows, OfThePanel);

    /// <summary>Where the panel is that begins at this column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* At(int column) => first + column * apart;

    /// <summary>How far apart its rows are, if it is so wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal nint RowOf(int width) => row == OfThePanel ? width : row;
}

/// <summary>Where the panels of B come from: they lie there, or they are made of the weights' panels by turning round.</summary>
internal readonly unsafe struct PanelSource
{
    private readonly Strips strips;
    private readonly float* weights, square;
    private readonly int inputs, widest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PanelSource(Strips strips, float* weights, int inputs, int widest, float* square)
    {
        (this.strips, this.inputs, this.widest) = (strips, inputs, widest);
        this.weights = weights;
        this.square = square;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PanelSource Of(Strips strips) => new(strips, null, 0, 0, null);

    /// <summary>B = W, a row for each unit, from W in panels so wide; with room for one square, which may be all there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PanelSource Turned(Strips weights, int inputs, int widest, float* square) => new(default, weights.At(0), inputs, widest, square);

    /// <summary>The panel that begins at this column, so wide and so deep.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* Panel(int column, int width, int depth) => weights is null ? strips.At(column) : TurnedPanel(column, width, depth);

    private float* TurnedPanel(int column, int width, int depth)
    {
        if (inputs <= Transposition.Side && depth <= Transposition.Side)
        {
            Transposition.OneSquare(weights, Transposition.Side, inputs, square);
            return square;
        }
        float* turned = Scratch.ForPanel((nint)Panels.RoomFor(depth, widest) * width);
        for (int unit = 0; unit < depth; unit += widest)
        {
            int units = Panels.Width(depth - unit, widest);
            Transposition.Run(weights + (nint)unit * inputs + column * units, units, Math.Min(width, inputs - column), units, turned + (nint)unit * width, width);
        }
        return turned;
    }

    // So much of A stays in the second-level cache while panel after panel goes by: half of the 512 KB which even small processors have. Where each piece turns
    // the panel round anew, that costs more than a piece four times as large.
    internal int FloatsOfAPiece => weights is null ? 64 * 1024 : 256 * 1024;

    /// <summary>How far apart the rows of such a panel are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal nint RowOf(int width) => weights is null ? strips.RowOf(width) : width;
}
