using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>The windows of a picture: where a square of so many rows and columns stands as it moves on by the stride, over a picture with a border of zeros.</summary>
internal sealed class Windows
{
    /// <summary>Windows over the pictures that come in.</summary>
    /// <exception cref="ProblemException">What comes in are no pictures, or no window fits.</exception>
    internal Windows(Plan plan, Quantity x, int rows, int columns, int stride, int padding)
    {
        if (x.Shape.Sizes.Length != 3 || !x.Shape.Equals(Shape.Image(x.Shape.Sizes[0], x.Shape.Sizes[1], x.Shape.Sizes[2])))
            throw new ProblemException($"{plan.At}: {x.Shape} comes in, wanted pictures, such as 1 × 5 × 5 (channels, rows, columns); write \"input\": [1, 5, 5] for the network");
        if (stride < 1) throw new ProblemException($"{plan.At}.stride: got {stride}, wanted at least 1");
        if (padding < 0 || padding >= Math.Max(rows, columns)) throw new ProblemException($"{plan.At}.padding: got {padding}, wanted 0 … {Math.Max(rows, columns) - 1}, less than the window");
        int height = x.Shape.Sizes[1], width = x.Shape.Sizes[2];
        if (height + 2 * padding < rows || width + 2 * padding < columns)
            throw new ProblemException($"{plan.At}: a window of {rows} × {columns} does not fit into pictures of {height} × {width}{(padding > 0 ? $" with a border of {padding}" : "")}; make it smaller");
        (Channels, Rows, Columns) = (x.Shape.Sizes[0], (height + 2 * padding - rows) / stride + 1, (width + 2 * padding - columns) / stride + 1);
        // In a window the channels of a pixel stay side by side, as they lie in the picture.
        // Rooms for copies that no array holds are refused before the places in them are counted out.
        var copies = new Shape(true, [Rows, Columns, rows, columns, Channels], 2, 3, 4);
        var cells = new int[copies.Count];
        int at = 0;
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Columns; c++)
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j < columns; j++)
                        for (int channel = 0; channel < Channels; channel++)
                        {
                            int row = r * stride - padding + i, column = c * stride - padding + j;
                            bool isInside = row >= 0 && row < height && column >= 0 && column < width;
                            cells[at++] = isInside ? (row * width + column) * Channels + channel : -1;
                        }
        Places = new((Rows * Columns, rows * columns * Channels), (height * width, Channels), cells);
        Copies = plan.Copy("window", copies);
    }

    /// <summary>How many channels the pictures have.</summary>
    internal int Channels { get; }

    /// <summary>How many windows there are one below the other.</summary>
    internal int Rows { get; }

    /// <summary>How many side by side.</summary>
    internal int Columns { get; }

    /// <summary>Where the numbers of the windows are in the picture.</summary>
    internal Places Places { get; }

    /// <summary>The windows, a row each: row, column and channel.</summary>
    internal Quantity Copies { get; }
}
