using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain;

/// <summary>
/// Where a number of a training step came from, or the whole step as a story: as text and in other formats, and as data. Each formula in it was read off the run that computed the number,
/// evaluated again, and compared.
/// </summary>
/// <remarks>It keeps the <see cref="Recording"/> that it tells of, to ask further. One thread at a time may use it.</remarks>
/// <example><code>
/// Console.WriteLine(Explanation.Why(network, [0.05, 0.1], [0.01, 0.99], "dW1[0,1]"));
/// </code></example>
public sealed class Explanation
{
    private readonly Func<Notation, Story> tell;
    private readonly Lazy<IReadOnlyList<ExplainedNumber>> numbers;

    internal Explanation(Recording recording, Func<Notation, Story> tell, Func<IReadOnlyList<Address>> addresses)
    {
        (Recording, this.tell) = (recording, tell);
        numbers = new(() => [.. addresses().Select(each => ExplainedNumber.Of(recording, each))]);
    }

    /// <summary>Where a number of one training step came from: the network as it is now, one example, gradient descent with η = 0.5.</summary>
    /// <param name="network">The network, with the parameters as they are; it is not changed.</param>
    /// <param name="x">The example's inputs.</param>
    /// <param name="y">Its targets.</param>
    /// <param name="address">The number, such as <c>dW1[0,1]</c>, <c>a2[0]</c> or <c>L</c>.</param>
    /// <param name="depth">How many steps back to go, down to inputs and parameters; 1 explains only the number itself.</param>
    /// <param name="cancellationToken">Ends the recording of the step.</param>
    /// <typeparam name="T">F64, F32, Bounded or Value; the step is computed in doubles.</typeparam>
    /// <exception cref="ProblemException">
    /// The example does not fit to the network; there is no such number, and the message says which there are; the step is too large to be recorded, or its numbers overflow.
    /// </exception>
    /// <exception cref="ArgumentException">Something is null, the depth is less than 1, or numbers of this type have no double of their own.</exception>
    /// <exception cref="ExplanationException">A number would be told that is not the engine's: nothing is told.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Explanation Why<T>(Network<T> network, NumberRow x, NumberRow y, string address, int depth = 1, CancellationToken cancellationToken = default) where T : struct, IReal<T> =>
        Why(Given.NotNull(network).ToSpec(), x, y, address, depth, cancellationToken);

    /// <inheritdoc cref="Why{T}(Network{T}, NumberRow, NumberRow, string, int, CancellationToken)"/>
    public static Explanation Why(NetworkSpec network, NumberRow x, NumberRow y, string address, int depth = 1, CancellationToken cancellationToken = default) =>
        Why(OneExample(network, x, y), address, depth, cancellationToken);

    /// <summary>Where a number of one training step came from, with the problem's examples, update and learning rate.</summary>
    /// <param name="problem">The network, its examples, and how to take a step.</param>
    /// <param name="address">The number, such as <c>dW1[0,1]</c>, <c>a2[0]</c> or <c>L</c>.</param>
    /// <param name="depth">How many steps back to go, down to inputs and parameters; 1 explains only the number itself.</param>
    /// <param name="cancellationToken">Ends the recording of the step.</param>
    /// <exception cref="ProblemException">There is no such number, and the message says which there are; the step is too large to be recorded, or its numbers overflow.</exception>
    /// <exception cref="ArgumentException">Something is null, or the depth is less than 1.</exception>
    /// <exception cref="ExplanationException">A number would be told that is not the engine's: nothing is told.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Explanation Why(Problem problem, string address, int depth = 1, CancellationToken cancellationToken = default)
    {
        // Before the work of a recording.
        new AddressBook(Given.NotNull(problem)).Parse(Given.NotNull(address));
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return Why(Recording.Of(problem, cancellationToken), address, depth);
    }

    /// <summary>Where a number of a recorded step came from: to ask more than once.</summary>
    /// <param name="step">The step.</param>
    /// <param name="address">The number, such as <c>dW1[0,1]</c>, <c>a2[0]</c> or <c>L</c>.</param>
    /// <param name="depth">How many steps back to go, down to inputs and parameters; 1 explains only the number itself.</param>
    /// <exception cref="ProblemException">There is no such number, and the message says which there are.</exception>
    /// <exception cref="ArgumentException">Something is null, or the depth is less than 1.</exception>
    /// <exception cref="ExplanationException">A formula, evaluated again, does not give the number: nothing is told.</exception>
    public static Explanation Why(Recording step, string address, int depth = 1)
    {
        Address asked = Given.NotNull(step).Book.Parse(Given.NotNull(address));
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return new(step, notation => WhyTeller.Tell(step, asked, depth, notation: notation), () => WhyTeller.Chain(step, asked, depth));
    }

    /// <summary>One training step from the data to the loss after it: the network as it is now, one example, gradient descent with η = 0.5.</summary>
    /// <param name="network">The network, with the parameters as they are; it is not changed.</param>
    /// <param name="x">The example's inputs.</param>
    /// <param name="y">Its targets.</param>
    /// <param name="cancellationToken">Ends the recording of the step.</param>
    /// <typeparam name="T">F64, F32, Bounded or Value; the step is computed in doubles.</typeparam>
    /// <exception cref="ProblemException">The example does not fit to the network; the step is too large to be recorded, or its numbers overflow.</exception>
    /// <exception cref="ArgumentException">Something is null, or numbers of this type have no double of their own.</exception>
    /// <exception cref="ExplanationException">A number would be told that is not the engine's: nothing is told.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Explanation Story<T>(Network<T> network, NumberRow x, NumberRow y, CancellationToken cancellationToken = default) where T : struct, IReal<T> =>
        Story(Given.NotNull(network).ToSpec(), x, y, cancellationToken);

    /// <inheritdoc cref="Story{T}(Network{T}, NumberRow, NumberRow, CancellationToken)"/>
    public static Explanation Story(NetworkSpec network, NumberRow x, NumberRow y, CancellationToken cancellationToken = default) =>
        Story(OneExample(network, x, y), cancellationToken);

    /// <summary>One training step from the data to the loss after it, with the problem's examples, update and learning rate.</summary>
    /// <param name="problem">The network, its examples, and how to take a step.</param>
    /// <param name="cancellationToken">Ends the recording of the step.</param>
    /// <exception cref="ProblemException">The step is too large to be recorded, or its numbers overflow.</exception>
    /// <exception cref="ArgumentNullException">There is no problem.</exception>
    /// <exception cref="ExplanationException">A number would be told that is not the engine's: nothing is told.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Explanation Story(Problem problem, CancellationToken cancellationToken = default) => Story(Recording.Of(problem, cancellationToken));

    /// <summary>A recorded step from the data to the loss after it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="source">Where the problem comes from, or null.</param>
    /// <exception cref="ArgumentNullException">There is no step or no title.</exception>
    public static Explanation Story(Recording step, string title = "One training step", string? source = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(title);
        return new(step, notation => StoryTeller.Tell(step, notation, title, source), () => [.. step.Book.All()]);
    }

    private static Problem OneExample(NetworkSpec network, NumberRow x, NumberRow y) =>
        new(Given.NotNull(network), new Batch([Given.NotNull(x)], [Given.NotNull(y)]));

    /// <summary>The step that is told.</summary>
    public Recording Recording { get; }

    /// <summary>The title, as in <c>Where dW1[0,1] comes from</c>.</summary>
    public string Title => In(null).Title;

    /// <summary>The numbers that are explained, as data: of a single number that one first, then those it came from, as far back as was asked; of a story all there are.</summary>
    public IReadOnlyList<ExplainedNumber> Numbers => numbers.Value;

    /// <summary>As text, at most 80 columns wide.</summary>
    /// <param name="notation">The letters; <see cref="Notation.Nielsen"/> unless given.</param>
    public string ToText(Notation? notation = null) => string.Concat(TextRenderer.Render(In(notation), notation ?? Notation.Nielsen).Select(line => $"{line}\n"));

    /// <summary>As Markdown, with mathematics as GitHub shows it.</summary>
    /// <param name="notation">The letters; <see cref="Notation.Nielsen"/> unless given.</param>
    public string ToMarkdown(Notation? notation = null) => MarkdownRenderer.Render(In(notation), notation ?? Notation.Nielsen);

    /// <summary>As one HTML file that loads nothing else, in which each symbol and number leads to its equation.</summary>
    /// <param name="notation">The letters; <see cref="Notation.Nielsen"/> unless given.</param>
    public string ToHtml(Notation? notation = null) => HtmlRenderer.Render(In(notation), notation ?? Notation.Nielsen);

    /// <summary>As one LaTeX file.</summary>
    /// <param name="notation">The letters; <see cref="Notation.Nielsen"/> unless given.</param>
    public string ToLatex(Notation? notation = null) => LatexRenderer.Render(In(notation), notation ?? Notation.Nielsen);

    /// <summary>The <see cref="Numbers"/> as JSON, <c>{ "numbers": […] }</c>, each in full precision.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        JsonFormat.Write(Numbers, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>As <see cref="ToText"/> in the default notation.</summary>
    public override string ToString() => ToText();

    internal Story In(Notation? notation) => tell(notation ?? Notation.Nielsen);
}
