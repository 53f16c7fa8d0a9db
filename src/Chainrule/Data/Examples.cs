using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>A built-in problem.</summary>
/// <param name="Name">The name to ask for it by.</param>
/// <param name="Title">A title in a few words.</param>
/// <param name="Source">Where its numbers come from.</param>
/// <param name="What">What one can learn from it, in a sentence.</param>
/// <param name="Problem">The network, its examples and the learning rate.</param>
/// <param name="File">The network file it is written in, with comments, to be copied and changed.</param>
public sealed record Example(string Name, string Title, string Source, string What, Problem Problem, string File);

/// <summary>The built-in problems: network files that travel inside the program.</summary>
/// <remarks>Any number of threads may read them.</remarks>
public static class Examples
{
    private static readonly Lazy<Example[]> all = new(() =>
    [
        Load("mazur", "Two layers, two outputs: the worked example that most people meet first, one full step of it."),
        Load("neuron", "One tanh neuron: every gradient is a round number that you can check in your head."),
        Load("xor", "Four examples that no single layer can learn, and how a hidden layer does it in about a thousand steps."),
        Load("relu-homework", "A step with ReLU in which every decimal is exact: do it with pencil and paper, then compare."),
        Load("relu-off", "A ReLU unit that is off hands on 0, and so its gradient is 0: ask why, and what of the network learns nothing from this example."),
        Load("softmax", "Logits, probabilities and cross-entropy: why the gradient of the pair is simply p − y."),
        Load("residual", "An earlier layer is added again: the gradient goes back along both ways and adds up."),
        Load("dropout", "A unit that is dropped gets no blame, and those that stay get twice as much."),
        Load("layer-norm", "Each number moves the mean and the deviation of its row as well: three ways back in one formula."),
        Load("rms-norm", "Normalisation without the mean: two ways back."),
        Load("convolution", "Four weights meet four windows of a picture: their gradient is a sum over all of them."),
        Load("max-pooling", "Only the largest number of a window counts, and only that one gets the gradient."),
        Load("embedding", "A table is looked up: only the rows that were used get a gradient."),
        Load("attention", "Who looks at whom: queries, keys and values, a mask, and three gradients that meet at the input."),
    ]);

    /// <summary>Every built-in problem; the first is the default.</summary>
    public static IReadOnlyList<Example> All => all.Value;

    /// <summary>The built-in problem with this name.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Example Named(string name) => Names.Find(All, each => each.Name, name, "example");

    private static Example Load(string name, string what)
    {
        using Stream stream = typeof(Examples).Assembly.GetManifestResourceStream($"{name}.json")
            ?? throw new InvalidOperationException($"The network file {name}.json is not in the assembly.");
        using var reader = new StreamReader(stream);
        string file = reader.ReadToEnd();
        NetworkFileContent content = NetworkFile.ParseNetwork(System.Text.Encoding.UTF8.GetBytes(file), $"{name}.json");
        return new(name, content.Name!, content.Source!, what, content.Problem!, file);
    }
}
