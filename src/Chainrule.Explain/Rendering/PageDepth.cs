using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;

namespace Chainrule.Explain.Rendering;

/// <summary>How far back an answer can go and still be read on a page.</summary>
internal static class PageDepth
{
    // A printed page; a terminal window is less, and scrolls.
    private const int Lines = 60;

    /// <summary>The most steps back whose answer fits on a page of text, counted line by line; one at the least, and no more than lead to new numbers.</summary>
    public static int Of(Recording recording, Address address, IAsking asking)
    {
        int depth = 1;
        while (WhyTeller.Chain(recording, address, depth + 1).Count > WhyTeller.Chain(recording, address, depth).Count
            && TextRenderer.Render(WhyTeller.Tell(recording, address, depth + 1, asking), Notation.Nielsen).Count <= Lines) depth++;
        return depth;
    }
}
