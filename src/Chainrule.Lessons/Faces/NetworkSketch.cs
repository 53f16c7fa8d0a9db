using Chainrule.Explain.Notations;
using Chainrule.Layers;
using Chainrule.Lessons.Outputs;
using Chainrule.Lessons.Pictures;
using Chainrule.Networks;

namespace Chainrule.Lessons.Faces;

/// <summary>A network without an example: units and weights, blue where a weight is positive, orange where negative, the thicker the larger.</summary>
internal static class NetworkSketch
{
    private const int MostUnits = 10;

    private const double ColumnWidth = 150, RowHeight = 52, Top = 52, Radius = 17, Margin = 60;

    public static PictureOutput Draw(NetworkSpec network) => Draw(network, l => network.Dense(l).Weights.ToArrays(), l => network.Dense(l).Biases.ToArray());

    /// <summary>The layers of a specification with parameters that may have been trained since.</summary>
    public static PictureOutput Draw(NetworkSpec network, Func<int, double[][]> weights, Func<int, double[]> biases) =>
        network.Layers.All(layer => layer is Dense) ? new(Svg(network, weights), Text(network, weights, biases)) : new(Boxes(network), network.ToString());

    // Layers of other kinds have no units to draw: a box each, with its words and how many numbers it hands on.
    private static string Boxes(NetworkSpec network)
    {
        const double wide = 230, middle = 70;
        int columns = network.Layers.Count + 1;
        var page = new SvgPage(columns * wide, 2 * middle, network.ToString(), "A box is a layer; lines lead from each to the next.");
        for (int l = 0; l < columns; l++)
        {
            double x = (l + 0.5) * wide;
            if (l > 0) page.Line(x - wide + 95, middle, x - 95, middle, SvgPage.Soft);
            page.Rectangle(x - 95, middle - 30, 190, 60, SvgPage.Faint);
            page.Text(x, middle - 4, l == 0 ? "inputs" : network.Layers[l - 1].Words, "middle", isBold: true);
            page.Text(x, middle + 16, $"{network.Plan.Output(l).Shape}", "middle", SvgPage.Soft);
        }
        return page.ToString();
    }

    private static string Svg(NetworkSpec network, Func<int, double[][]> weights)
    {
        int[] sizes = [network.Inputs, .. network.Layers.Cast<Dense>().Select(layer => layer.Units)];
        int tallest = Math.Min(sizes.Max(), MostUnits);
        double height = Top + tallest * RowHeight + 16;
        var page = new SvgPage(2 * Margin + (sizes.Length - 1) * ColumnWidth, height, network.ToString(), "Circles are inputs and units, lines are weights.");
        (double X, double Y) Place(int l, int j) => (Margin + l * ColumnWidth, Top + (tallest - Shown(sizes[l])) * RowHeight / 2 + (j + 0.5) * RowHeight);
        for (int l = 1; l < sizes.Length; l++)
        {
            double[][] w = weights(l);
            double largest = Math.Max(w.Max(row => row.Max(Math.Abs)), double.Epsilon);
            for (int j = 0; j < Shown(sizes[l]); j++)
                for (int k = 0; k < Shown(sizes[l - 1]); k++)
                    page.Polyline([Place(l - 1, k), Place(l, j)], SvgPage.Colour(w[j][k] < 0 ? 1 : 0), 0.6 + 2.6 * Math.Abs(w[j][k]) / largest, w[j][k] < 0 ? "6 4" : "");
        }
        for (int l = 0; l < sizes.Length; l++)
        {
            string left = sizes[l] > MostUnits ? $", {MostUnits} shown" : "";
            page.Text(Place(l, 0).X, 22, l == 0 ? "inputs" : $"layer {l}", "middle", isBold: true);
            page.Text(Place(l, 0).X, 38, $"{sizes[l]}{(l == 0 ? "" : $" {network.Dense(l).Activation}")}{left}", "middle", SvgPage.Soft);
            for (int j = 0; j < Shown(sizes[l]); j++)
            {
                page.Circle(Place(l, j).X, Place(l, j).Y, Radius, SvgPage.Paper, SvgPage.Soft);
                page.Text(Place(l, j).X, Place(l, j).Y + 4, l == 0 ? $"x[{j}]" : $"{j}", "middle");
            }
        }
        return page.ToString();
    }

    private static int Shown(int units) => Math.Min(units, MostUnits);

    private static string Text(NetworkSpec network, Func<int, double[][]> weights, Func<int, double[]> biases)
    {
        IEnumerable<string> layers = Enumerable.Range(1, network.Layers.Count).Select(l =>
            $"{MatrixFace.Of(weights(l), $"W{l}").Text}\nb{l} = ({string.Join(", ", biases(l).Take(MostUnits).Select(b => Rounding.Ascii(b)))}{(biases(l).Length > MostUnits ? ", …" : "")})");
        return string.Join('\n', layers.Prepend(network.ToString()));
    }
}
