using Chainrule.Lessons.Outputs;

namespace Chainrule.Lessons.Exercises;

/// <summary>What came of looking at an answer.</summary>
public enum Outcome
{
    /// <summary>Nothing was answered yet.</summary>
    Open,

    /// <summary>The answer is right.</summary>
    Right,

    /// <summary>The answer is one of the typical wrong ones.</summary>
    KnownMistake,

    /// <summary>The answer is wrong in some other way.</summary>
    Wrong,
}

/// <summary>The feedback on an answer, with a word to the learner.</summary>
/// <param name="Exercise">Which exercise, such as 1.2.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">What to tell the learner.</param>
public sealed record Feedback(string Exercise, Outcome Outcome, string Message) : CellOutput
{
    /// <inheritdoc/>
    public override string Text => $"{Sign} Exercise {Exercise}: {Message}";

    /// <summary>A sign that can be told apart without colour.</summary>
    public string Sign => Outcome switch { Outcome.Open => "…", Outcome.Right => "✓", _ => "✗" };
}
