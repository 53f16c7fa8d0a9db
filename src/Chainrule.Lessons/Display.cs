using Chainrule.Explain;
using Chainrule.Explain.Recordings;
using Chainrule.Lessons.Faces;
using Chainrule.Lessons.Outputs;
using Chainrule.Lessons.Plots;
using Chainrule.Networks;

namespace Chainrule.Lessons;

/// <summary>
/// What a cell shows. <c>using static Chainrule.Lessons.Display;</c> and then <c>Show(x)</c>: with <c>dotnet run</c> the plain face goes to the
/// console, in a notebook or a page the best face that there is.
/// </summary>
public static class Display
{
    // Flows with the work that a cell starts, so that two sessions in one process never mix their outputs.
    private static readonly AsyncLocal<Action<CellOutput>?> Receiver = new();

    /// <summary>
    /// Shows a thing by its best face: a <see cref="Numbers.Value"/> its graph, a problem or recording the network with its numbers, a network its
    /// sketch, an explanation its equations, a plot, map or bars the picture, losses (any list of doubles) a curve, a matrix its brackets, a list of other
    /// things a table, and everything else its text.
    /// </summary>
    /// <param name="thing">What to show.</param>
    /// <param name="title">A word on it, for faces that have a title.</param>
    /// <exception cref="Rules.ProblemException">A graph with more nodes than can be drawn.</exception>
    public static void Show(object? thing, string title = "")
    {
        foreach (CellOutput output in FaceTable.Of(thing, title)) Send(output);
    }

    /// <summary>Shows the curve of a function between two ends.</summary>
    /// <exception cref="Rules.ProblemException">The ends are no interval.</exception>
    public static void Show(Func<double, double> f, double from, double to, string title = "") =>
        Show(new Plot(title.Length > 0 ? title : "f(x)") { Y = new("f(x)") }.Function("f(x)", f, from, to));

    /// <summary>Where a number of the step comes from, down to this depth: an explanation to <see cref="Show(object?, string)">Show</see>.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="address">The number, such as <c>dW1[0,1]</c>.</param>
    /// <param name="depth">How many steps back to go.</param>
    /// <exception cref="Rules.ProblemException">There is no such address in this step.</exception>
    public static Explanation Why(Recording recording, string address, int depth = 1) => Explanation.Why(recording, address, depth);

    /// <inheritdoc cref="Why(Recording, string, int)"/>
    public static Explanation Why(Problem problem, string address, int depth = 1) => Explanation.Why(problem, address, depth);

    /// <summary>The way back of a step as a picture: δ in the units, the gradients of the weights on the lines. A picture to <see cref="Show(object?, string)">Show</see>.</summary>
    /// <param name="recording">The step.</param>
    public static PictureOutput WayBack(Recording recording) => StoryFaces.Picture(recording, Explain.Stories.Pass.Backward);

    /// <inheritdoc cref="WayBack(Recording)"/>
    public static PictureOutput WayBack(Problem problem) => WayBack(Recording.Of(problem));

    /// <summary>Hands one output to whoever listens: the cell engine, or else the console.</summary>
    public static void Send(CellOutput output)
    {
        if (Receiver.Value is { } receive) receive(output);
        else Console.WriteLine(output.Text);
    }

    /// <summary>Sends what this flow of work shows from now on to a receiver, until the result is disposed.</summary>
    public static IDisposable SendTo(Action<CellOutput> receiver)
    {
        Action<CellOutput>? before = Receiver.Value;
        Receiver.Value = receiver;
        return new Restore(before);
    }

    private sealed class Restore(Action<CellOutput>? before) : IDisposable
    {
        public void Dispose() => Receiver.Value = before;
    }
}
