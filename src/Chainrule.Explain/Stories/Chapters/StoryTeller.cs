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
    /// <param name="excerpt">What of it to tell, or null for everything.</param>
    public static Story Tell(Recording recording, Notation notation, string title, string? source = null, IAsking? asking = null, TrainingRun? training = null, Excerpt? excerpt = null)
    {
        notation.CheckFit(recording.Problem);
        excerpt ??= Excerpt.Of(recording.Book);
        var telling = new Telling(recording, notation, asking) { Source = source, Training = training, Layers = excerpt.Layers };
        foreach (Chapter chapter in excerpt.Chapters) chapter.Tell(telling);
        if (asking is not null) telling.Blocks.AddRange(asking.Further(recording, telling.Sample()));
        return new Story(title, recording, telling.Blocks) { Asking = asking };
    }
}
