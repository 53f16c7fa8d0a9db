namespace Chainrule.Explain.Stories.Reasons;

/// <summary>A section of a lesson that goes deeper.</summary>
/// <param name="Lesson">The number of the lesson.</param>
/// <param name="Title">Its title.</param>
/// <param name="Section">The heading in it.</param>
internal sealed record Passage(int Lesson, string Title, string Section)
{
    public static Passage Slopes { get; } = new(3, "A neuron by hand", "Their slopes");

    public static Passage Loss { get; } = new(3, "A neuron by hand", "How wrong is it?");

    public static Passage OneNeuron { get; } = new(3, "A neuron by hand", "Backward, step by step");

    public static Passage Forward { get; } = new(5, "From numbers to matrices", "Forward");

    public static Passage Batch { get; } = new(5, "From numbers to matrices", "A batch");

    public static Passage Paths { get; } = new(6, "Backpropagation in general", "Why not follow every path?");

    public static Passage OneLayerBack { get; } = new(6, "Backpropagation in general", "Equation 2: one layer back");

    public static Passage Check { get; } = new(7, "Is my gradient right?", "Nudge every weight");

    public static Passage Downhill { get; } = new(8, "Learning", "One weight");

    public static Passage LearningRate { get; } = new(8, "Learning", "The learning rate");

    public static Passage SteepLoss { get; } = new(9, "Classification", "A loss that is steep where the output is wrong");

    public static Passage Classes { get; } = new(9, "Classification", "Several classes");

    public static Passage Vanishing { get; } = new(10, "Why deep nets were hard", "A chain of single units");

    public static Passage DeadUnits { get; } = new(10, "Why deep nets were hard", "Dead units");

    /// <summary>Every passage that is named anywhere.</summary>
    public static IReadOnlyList<Passage> All =>
        [Slopes, Loss, OneNeuron, Forward, Batch, Paths, OneLayerBack, Check, Downhill, LearningRate, SteepLoss, Classes, Vanishing, DeadUnits];

    /// <summary>Asides that name them, one for each lesson, with what to type.</summary>
    public static IEnumerable<Paragraph> Named(IEnumerable<Passage> passages, IAsking asking) => passages.Distinct().GroupBy(each => (each.Lesson, each.Title)).Select(lesson =>
        new Paragraph($"Lesson {lesson.Key.Lesson}, {lesson.Key.Title}, goes deeper: {string.Join(", ", lesson.Select(each => $"“{each.Section}”"))} ({asking.Lesson(lesson.Key.Lesson)}).") { IsNote = true });
}
