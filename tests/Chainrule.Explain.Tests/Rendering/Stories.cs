using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>Stories of every kind that the renderers meet, and what all formats have to say of them.</summary>
public static class Stories
{
    /// <summary>Everything that is special in XML, LaTeX or Markdown, and characters that fonts and XML lack.</summary>
    public const string HostileTitle = "a<b & \"c\" \\% $x_1$ {~^#|`*[l](u)--'' 中 ∂ \u0001 \ud800";

    private static readonly Dictionary<string, Recording> recordings = [];

    /// <summary>The names of the problems: the built-in ones, a wide one, and one for each update that keeps something.</summary>
    public static IEnumerable<string> Problems => [.. Examples.All.Select(example => example.Name), "wide", .. Update.All.Where(update => update.States.Count > 0).Select(update => update.Name)];

    /// <summary>Every problem.</summary>
    public static TheoryData<string> EveryProblem() => [.. Problems];

    /// <summary>Every problem in every notation.</summary>
    public static TheoryData<string, string> Everything()
    {
        var data = new TheoryData<string, string>();
        foreach (string problem in Problems)
            foreach (Notation notation in Notation.All.Where(each => each.Fits(RecordingOf(problem).Problem))) data.Add(problem, notation.Name);
        return data;
    }

    /// <summary>Every notation.</summary>
    public static TheoryData<string> Notations() => [.. Notation.All.Select(notation => notation.Name)];

    /// <summary>The story of a problem's step.</summary>
    internal static Story Of(string problem, string notation, string title = "A step") =>
        StoryTeller.Tell(RecordingOf(problem), Notation.Named(notation), title);

    /// <summary>The addresses of a story's equations, in their order.</summary>
    internal static string[] Addresses(Story story, string notation) =>
        [.. story.Blocks.OfType<Equation>().Where(equation => equation.Address is not null).Select(equation => Notation.Named(notation).Typed(equation.Address!.Value))];

    /// <summary>The results of those equations, as they are printed with an ASCII sign.</summary>
    internal static string[] Results(Story story) =>
        [.. story.Blocks.OfType<Equation>().Where(equation => equation.Address is not null).Select(equation => Rounding.Ascii(story.Recording[equation.Address!.Value]))];

    /// <summary>1.5×10−7, 1.5\times10^{-7} or 1.5e-7 as 1.5e-7.</summary>
    public static string Ascii(string number) => number
        .Replace("−", "-", StringComparison.Ordinal)
        .Replace("×10", "e", StringComparison.Ordinal)
        .Replace("\\times10^{", "e", StringComparison.Ordinal)
        .Replace("}", "", StringComparison.Ordinal)
        .Trim();

    private static Recording RecordingOf(string problem)
    {
        lock (recordings)
        {
            if (!recordings.TryGetValue(problem, out Recording? recording))
                recordings[problem] = recording = Recording.Of(problem == "wide" ? Wide()
                    : Update.All.FirstOrDefault(each => each.Name == problem) is { } update ? Tests.Stories.Samples.Updated("mazur", update) : Examples.Named(problem).Problem);
            return recording;
        }
    }

    // More units than are drawn, more examples than are tabulated, indices of two digits, numbers of every size.
    private static Problem Wide()
    {
        const int inputs = 12, hidden = 11, outputs = 10, examples = 9;
        double[][] Spread(int rows, int columns, double scale) =>
            [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c => scale * Math.Sin(1 + r * 7 + c * 3)).ToArray())];
        double[][] targets = [.. Enumerable.Range(0, examples).Select(e => Enumerable.Range(0, outputs).Select(j => j == e ? 1.0 : 0).ToArray())];
        var network = new NetworkSpec(
            [
                new Dense(Activation.Named("leaky-relu"), Spread(hidden, inputs, 1e-5), Spread(1, hidden, 0.5)[0]),
                new Dense(Activation.Named("softmax"), Spread(outputs, hidden, 2), Spread(1, outputs, 1)[0]),
            ],
            Loss.Named("softmax-cross-entropy"));
        return new Problem(network, new Batch(Spread(examples, inputs, 1), targets), 0.1);
    }
}
