namespace Chainrule.Lessons.Exercises;

/// <summary>An answer that cannot be turned into numbers; the message says why, to the learner.</summary>
internal sealed class AnswerException(string message) : Exception(message);
