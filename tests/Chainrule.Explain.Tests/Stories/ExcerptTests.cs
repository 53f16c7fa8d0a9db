using System.Text.Json;
using Chainrule.Data;
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

namespace Chainrule.Explain.Tests.Stories;

/// <summary>Chapters, layers and the largest gradients of a step, each told by itself.</summary>
public class ExcerptTests
{
    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void Every_number_of_a_step_belongs_to_exactly_one_chapter(string example)
    {
        var book = new AddressBook(Samples.Updated(example, Update.Adam));
        Assert.All(book.All(), address => Assert.Single(Chapter.All, chapter => chapter.Holds(address)));
    }

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void The_chapters_one_by_one_are_the_whole_story(string example)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        string whole = Written(recording, null), parts = string.Concat(Chapter.All.Select(each => Written(recording, Excerpt.Of(recording.Book, [each]))));
        Assert.Equal(whole, parts);
        Assert.NotEqual(whole, string.Concat(Chapter.All.Where(each => each.Name != "loss").Select(each => Written(recording, Excerpt.Of(recording.Book, [each])))));
    }

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void A_layer_by_itself_has_equations_of_that_layer_only(string example)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        for (int l = 1; l <= recording.Book.Depth; l++)
        {
            Excerpt layer = Excerpt.Of(recording.Book, layers: [l]);
            Address[] told = [.. Tell(recording, layer).Blocks.OfType<Equation>().Select(each => each.Address).OfType<Address>()];
            Assert.NotEmpty(told);
            Assert.All(told, each => Assert.Equal(l, each.Layer));
            Assert.All(told, each => Assert.True(layer.Holds(each), $"{each}"));
        }
    }

    [Fact]
    public void Json_of_an_excerpt_has_its_numbers_and_no_others()
    {
        Recording recording = Recording.Of(Examples.Named("xor").Problem);
        Excerpt excerpt = Excerpt.Of(recording.Book, [Chapter.All.Single(each => each.Name == "backward")], [2]);
        using var bytes = new MemoryStream();
        JsonFormat.Write(recording, bytes, excerpt: excerpt);
        string[] addresses = [.. JsonDocument.Parse(bytes.ToArray()).RootElement.GetProperty("numbers").EnumerateArray().Select(each => each.GetProperty("address").GetString()!)];
        Assert.Equal(recording.Book.All().Where(each => each is { IsGradient: true, Layer: 2 }).Select(each => $"{each}"), addresses);
    }

    [Theory]
    [InlineData("mazur")]
    [InlineData("xor")]
    [InlineData("attention")]
    public void The_largest_gradients_are_those_whose_parameters_move_the_loss_most(string example)
    {
        Problem problem = Examples.Named(example).Problem;
        Recording recording = Recording.Of(problem);
        int[] layers = [.. Enumerable.Range(1, recording.Book.Depth)];
        double[] moved = [.. LargestTeller.Largest(recording, int.MaxValue, layers).Select(each => Moved(problem, each))];
        Assert.Equal(problem.Network.ParameterCount, moved.Length);
        // A difference of two losses near 1 is known to about 1e-16 / 1e-4.
        Assert.True(IsFalling(moved, 1e-9));
        // With its sign a gradient of −1 would come after one of 0.1.
        double[] wrong = [.. LargestTeller.Largest(recording, int.MaxValue, layers).OrderByDescending(each => recording[each]).Select(each => Moved(problem, each))];
        Assert.False(IsFalling(wrong, 1e-9));
    }

    [Fact]
    public void The_largest_gradients_of_mazur_read_as_stored()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        Golden.Check(TextRenderer.Render(LargestTeller.Tell(recording, Notation.Nielsen, "Mazur", 3, [1, 2]), Notation.Nielsen).Select(line => line.ToString()), "mazur.largest.txt");
    }

    private static bool IsFalling(double[] numbers, double rounding) => numbers.Zip(numbers.Skip(1)).All(each => each.Second <= each.First + rounding);

    // |L(θ + h) − L(θ − h)| / 2h, with no help from the recording.
    private static double Moved(Problem problem, Address gradient)
    {
        const double h = 1e-4;
        double With(double by)
        {
            var network = new Network<F64>(problem.Network);
            var at = new Workspace<F64>(network, problem.Batch.Count);
            at.Load(problem.Batch);
            Quantity parameter = network.Plan.Find(gradient.Symbol.Letter, gradient.Layer)!;
            (int row, int column) = parameter.Shape.Place(gradient.Indices.AsSpan());
            network[parameter][row, column] += by;
            network.Forward(at);
            return network.Measure(at);
        }
        return Math.Abs(With(h) - With(-h)) / (2 * h);
    }

    private static Story Tell(Recording recording, Excerpt? excerpt) => StoryTeller.Tell(recording, Notation.Nielsen, "A step", excerpt: excerpt);

    // What carries the story; a reason that two chapters share is given once in the whole.
    private static string Written(Recording recording, Excerpt? excerpt) => string.Concat(Tell(recording, excerpt).Blocks.Select(block => block switch
    {
        Heading heading => $"{heading.Level} {string.Concat(heading.Text.Runs.OfType<Words>().Select(words => words.Text))}\n",
        Equation { Address: { } address } => $"{address}\n",
        _ => "",
    }));
}
