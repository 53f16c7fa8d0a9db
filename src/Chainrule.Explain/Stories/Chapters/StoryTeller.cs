using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Training;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Tells one training step from the data to the loss after it.</summary>
internal static class StoryTeller
{
    /// <summary>The whole step as a story. The notation decides only which way the equations between matrices lie; letters come later.</summary>
    /// <exception cref="Rules.ProblemException">The notation does not fit to the problem.</exception>
    /// <param name="recording">The step.</param>
    /// <param name="notation">The notation in which the story will be printed.</param>
    /// <param name="title">What the problem is called.</param>
    /// <param name="source">Where the problem comes from, or null.</param>
    /// <param name="asking">How the reader asks further, or null where nobody does.</param>
    /// <param name="training">Further steps to tell of, or null.</param>
    public static Story Tell(Recording recording, Notation notation, string title, string? source = null, IAsking? asking = null, TrainingRun? training = null)
    {
        notation.CheckFit(recording.Problem);
        var telling = new Telling(recording, notation, asking);
        GivenChapter.Tell(telling, source);
        ForwardChapter.Tell(telling);
        LossChapter.Tell(telling);
        BackwardChapter.Tell(telling);
        UpdateChapter.Tell(telling);
        AfterChapter.Tell(telling);
        if (training is not null) TrainingChapter.Tell(telling, training);
        if (asking is not null) telling.Blocks.AddRange(asking.Further(telling.Sample()));
        return new Story(title, recording, telling.Blocks) { Asking = asking };
    }
}
