using System.Collections;
using Chainrule.Checking;
using Chainrule.Explain;
using Chainrule.Explain.Graphs;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Lessons.Outputs;
using Chainrule.Lessons.Plots;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Training;

namespace Chainrule.Lessons.Faces;

/// <summary>The best face of every type: one line each.</summary>
internal static class FaceTable
{
    public static IEnumerable<CellOutput> Of(object? thing, string title) => thing switch
    {
        null => [new TextOutput("null\n")],
        CellOutput output => [output],
        string text => [new TextOutput(text + "\n")],
        Value value => [Of(Graph.Of(value))],
        Graph graph => [Of(graph)],
        Problem problem => [StoryFaces.Picture(Recording.Of(problem))],
        Recording recording => [StoryFaces.Picture(recording)],
        NetworkSpec network => [NetworkSketch.Draw(network)],
        Network<F64> network => [NetworkSketch.Draw(network.Spec, l => Doubles.RowsOf(network.W[l])!, l => Doubles.RowsOf(network.b[l])![0])],
        Network<F32> network => [NetworkSketch.Draw(network.Spec, l => Doubles.RowsOf(network.W[l])!, l => Doubles.RowsOf(network.b[l])![0])],
        Network<Value> network => [NetworkSketch.Draw(network.Spec, l => Doubles.RowsOf(network.W[l])!, l => Doubles.RowsOf(network.b[l])![0])],
        Explanation explanation => StoryFaces.Of(explanation.In(null)),
        Plot plot => [plot.Draw()],
        HeatMap map => [map.Draw()],
        Bars bars => [bars.Draw()],
        TrainingRun run => [Losses(run, title)],
        GradientReport report => [TableOutput.Of(report.Checks.Select(check => new
        {
            address = check.Address,
            backprop = check.Analytic,
            difference = check.Central.Number,
            dual = check.Dual.Number,
            graph = check.Graph.Number,
            verdict = check.Verdict.ToString(),
        }), title.Length > 0 ? title : report.ToString())],
        _ when Doubles.RowsOf(thing) is { } rows => [MatrixFace.Of(rows, title)],
        IEnumerable<double> heights => [new Plot(title.Length > 0 ? title : "The loss") { X = new("step"), Y = new("loss") }.Line("loss", heights).Draw()],
        IEnumerable<F64> heights => Of(heights.Select(height => height.Number), title),
        IDictionary or not IEnumerable => [new TextOutput($"{(title.Length > 0 ? $"{title}: " : "")}{Text(thing)}\n")],
        IEnumerable things => [TableOutput.Of(things, title)],
    };

    private static string? Text(object thing) => Doubles.TryRead(thing, out double number) ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : thing.ToString();

    private static PictureOutput Of(Graph graph) => new(SvgWriter.Write(graph), string.Join('\n', GraphText.Lines(graph)));

    private static PictureOutput Losses(TrainingRun run, string title) =>
        new Plot(title.Length > 0 ? title : $"The loss over {run.Steps} steps") { X = new("step"), Y = new("loss") }
            .Line("loss", run.Losses.Select(each => (double)each.Step), run.Losses.Select(each => each.Loss)).Draw();
}
