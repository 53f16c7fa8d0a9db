namespace Chainrule.Lessons.Exercises;

/// <summary>Checks the answers that a lesson holds.</summary>
public static class Answers
{
    /// <summary>Shows the verdict on an answer; null is an answer not yet given.</summary>
    public static void Check<T>(this Exercise<T> exercise, T? answer) where T : class => Display.Send(answer is null ? exercise.Open : exercise.Judge(answer));

    /// <inheritdoc cref="Check{T}(Exercise{T}, T)"/>
    public static void Check<T>(this Exercise<T> exercise, T? answer) where T : struct => Display.Send(answer is null ? exercise.Open : exercise.Judge(answer.Value));
}
