using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Stories;

/// <summary>Tells one training step from the data to the loss after it.</summary>
public static class StoryTeller
{
    /// <summary>The whole step as a story. The notation decides only which way the equations between matrices lie; letters come later.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="notation">The notation in which the story will be printed.</param>
    /// <param name="title">What the problem is called.</param>
    /// <param name="source">Where the problem comes from, or null.</param>
    /// <param name="ask">The command that asks about an address, up to the address, such as <c>chainrule why</c>.</param>
    public static Story Tell(Recording recording, Notation notation, string title, string? source = null, string ask = "chainrule why")
    {
        var telling = new Telling(recording, notation);
        GivenChapter.Tell(telling, source);
        ForwardChapter.Tell(telling);
        LossChapter.Tell(telling);
        BackwardChapter.Tell(telling);
        UpdateChapter.Tell(telling);
        AfterChapter.Tell(telling, ask);
        return new Story(title, recording, telling.Blocks);
    }
}
