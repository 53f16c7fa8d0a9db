using System.Xml.Linq;
using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Lessons;
using Chainrule.Lessons.Outputs;
using Chainrule.Lessons.Plots;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Training;

namespace Chainrule.Cells.Tests;

public class ShowTests
{
    private static readonly Problem Mazur = Examples.Named("mazur").Problem;

    private static List<CellOutput> Shown(object? thing, string title = "")
    {
        var outputs = new List<CellOutput>();
        using (Display.SendTo(outputs.Add)) Display.Show(thing, title);
        return outputs;
    }

    private static PictureOutput Picture(object thing) => Assert.IsType<PictureOutput>(Assert.Single(Shown(thing)));

    [Fact]
    public void A_value_shows_its_graph()
    {
        Value a = new(2, "a"), b = new(-3, "b");
        PictureOutput graph = Picture((a * b).Named("L"));
        Assert.Contains("<svg", graph.Svg, StringComparison.Ordinal);
        Assert.Contains("a·b", graph.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_shows_the_network_with_its_numbers()
    {
        PictureOutput picture = Picture(Mazur);
        Assert.Contains("0.751365", picture.Text, StringComparison.Ordinal);
        Assert.Contains("class=\"network\"", picture.Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_shows_its_weights_as_they_are_now()
    {
        var network = new Network<F64>(Mazur.Network);
        network.W[1][0, 0] = -7.5;
        PictureOutput picture = Picture(network);
        Assert.Contains("-7.5", picture.Text, StringComparison.Ordinal);
        Assert.Equal(8, picture.Svg.Split("<polyline").Length - 1);
        Assert.DoesNotContain("-7.5", Picture(Mazur.Network).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_number_comes_from_is_told_in_equations()
    {
        DerivationOutput derivation = Assert.IsType<DerivationOutput>(Assert.Single(Shown(Display.Why(Mazur, "dW1[0,1]"))));
        Assert.Contains("0.000877135", derivation.Text, StringComparison.Ordinal);
        Assert.Contains("<math", derivation.Html, StringComparison.Ordinal);
        Assert.Contains("$$\n\\begin{aligned}", derivation.Markdown, StringComparison.Ordinal);
        // Jupyter knows neither GitHub's fences for mathematics nor the command line.
        Assert.DoesNotContain("```math", derivation.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("--depth", derivation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_show_a_curve_and_so_does_a_run_of_training()
    {
        double[] losses = [1, 0.5, 0.25];
        Assert.Contains("<polyline", Picture(losses).Svg, StringComparison.Ordinal);
        Assert.Contains("over 10 steps", Picture(TrainingRun.Of(Mazur, 10)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_of_any_number_type_shows_its_brackets()
    {
        foreach (object matrix in (object[])[new double[][] { [1, 2.5], [3, 4e-7] }, new[,] { { 1, 2.5 }, { 3, 4e-7 } }, Matrix<F64>.From([[1, 2.5], [3, 4e-7]])])
        {
            FormulaOutput formula = Assert.IsType<FormulaOutput>(Assert.Single(Shown(matrix, "W")));
            Assert.Equal("W = ⎡    1   2.5 ⎤   (2 × 2)\n    ⎣    3  4e-7 ⎦", formula.Text);
            Assert.Contains(@"\begin{bmatrix} 1 & 2.5 \\ 3 & 4 \cdot 10^{-7} \end{bmatrix}", formula.Latex, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_of_things_shows_a_table()
    {
        TableOutput table = Assert.IsType<TableOutput>(Assert.Single(Shown(new[] { new { name = "a", error = 0.5 }, new { name = "bb", error = 1e-9 } })));
        Assert.Equal("name  error\n────  ─────\na       0.5\nbb     1e-9", table.Text);
    }

    [Fact]
    public void A_gradient_check_shows_its_rows()
    {
        Assert.Equal(12, Assert.IsType<TableOutput>(Assert.Single(Shown(GradientCheck.Run(Mazur)))).Rows.Count);
    }

    [Fact]
    public void Maps_and_bars_show_pictures()
    {
        PictureOutput map = Picture(new HeatMap("bowl", (x, y) => x * x + y * y, (-1, 1), (-1, 1)) { Path = [(1, 1), (0, 0)] });
        Assert.Contains("the lowest", map.Text, StringComparison.Ordinal);
        Assert.Equal($"time\na   {new string('█', 20)} 1 ms\nbb  {new string('█', 40)} 2 ms", Picture(new Bars("time", "ms", ("a", 1), ("bb", 2))).Text);
    }

    [Fact]
    public void Over_a_map_stand_points_and_lines_with_a_legend_and_what_is_outside_does_not()
    {
        PictureOutput map = Picture(new HeatMap("plane", (x, y) => x + y, (-1, 1), (-1, 1)).Points("here", [0, 5], [0.5, 5]).Line("x = y", 1, -1, 0).Line("far away", 1, 1, -9));
        XElement[] all = [.. XDocument.Parse(map.Svg).Descendants()];
        // One point and its sample; the line and its sample, each on paper of its own; of the last line the sample only.
        Assert.Equal(2, all.Count(each => each.Name.LocalName == "circle"));
        Assert.Equal(2 * 3, all.Count(each => each.Name.LocalName == "polyline"));
        Assert.All((string[])["here", "x = y", "far away"], name => Assert.Contains(all, each => each.Name.LocalName == "text" && each.Value == name));
        string line = all.First(each => each.Name.LocalName == "polyline").Attribute("points")!.Value;
        Assert.Equal("70,398 430,38", line);
        string[] rows = [.. map.Text.Split('\n').Where(row => row.StartsWith('│'))];
        Assert.Equal(1, rows.Sum(row => row.Count(letter => letter == '0')));
        Assert.True(rows.Sum(row => row.Count(letter => letter == '1')) > 15);
    }

    [Fact]
    public void The_way_back_shows_the_gradients_of_a_step()
    {
        PictureOutput back = Chainrule.Lessons.Display.WayBack(Mazur);
        Assert.Contains(">0.008771<", back.Svg, StringComparison.Ordinal);
        Assert.Contains("∂L/∂w²₀₀ 0.08217", back.Text, StringComparison.Ordinal);
        Assert.NotEqual(back.Svg, Picture(Mazur).Svg);
    }

    [Fact]
    public void Everything_else_shows_its_text()
    {
        Assert.Equal("0.30000000000000004", Assert.Single(Shown(0.1 + 0.2)).Text);
        Assert.Equal("words", Assert.Single(Shown("words")).Text);
        Assert.Equal("null", Assert.Single(Shown(null)).Text);
    }

    [Fact]
    public void What_has_no_place_on_an_axis_makes_a_gap_and_not_a_failure()
    {
        PictureOutput plot = new Plot("p") { Y = Axis.Log("y") }.Line("l", [1, 2, 3, 4, 5], [1, 10, 0, double.NaN, 100]).Draw();
        Assert.DoesNotContain("NaN", plot.Svg, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", plot.Svg, StringComparison.Ordinal);
        Assert.Contains("<svg", new Plot("empty").Draw().Svg, StringComparison.Ordinal);
    }
}
