using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Tests.Stories;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>The depth that the end of a story suggests.</summary>
public class PageDepthTests
{
    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void The_answer_fits_on_a_page_and_one_step_more_would_not_or_brings_nothing_new(string example)
    {
        Recording recording = Recording.Of(Examples.Named(example).Problem);
        Address address = recording.Book.All().Last(each => each.IsGradient);
        int depth = PageDepth.Of(recording, address, new Nobody());
        Assert.True(depth == 1 || Lines(depth) <= 60, $"{depth}: {Lines(depth)}");
        Assert.True(Lines(depth + 1) > 60 || WhyTeller.Chain(recording, address, depth + 1).Count == WhyTeller.Chain(recording, address, depth).Count);

        int Lines(int at) => TextRenderer.Render(WhyTeller.Tell(recording, address, at, new Nobody()), Notation.Nielsen).Count;
    }

    private sealed class Nobody : IAsking
    {
        public string WhyAny => "";

        public string Check => "";

        public string Deeper(int depth) => $"{depth} steps.";

        public string Lesson(int number) => "";

        public IEnumerable<Block> Answers() => [];

        public IEnumerable<Block> Why(Address address) => [];

        public IEnumerable<Block> Further(Recording recording, Address sample) => [];
    }
}
