namespace Chainrule.Lessons.Exercises;

/// <summary>An exercise without the type of its answer: what lists and tests need.</summary>
public abstract class Exercise
{
    private protected Exercise(string name, string task) => (Name, Task) = (name, task);

    /// <summary>The lesson and the place in it: 1.2 is the second exercise of lesson 1.</summary>
    public string Name { get; }

    /// <summary>What to do, said to whoever has not answered yet.</summary>
    public string Task { get; }

    /// <summary>The type of the answer.</summary>
    internal abstract Type AnswerType { get; }

    /// <summary>The answer that is right.</summary>
    internal abstract object RightAnswer { get; }

    /// <summary>Judges any answer of that type, with this patience for code.</summary>
    internal abstract Feedback Judge(object answer, TimeSpan patience);

    /// <summary>Judges the reference solution; it must come out right.</summary>
    public abstract Feedback JudgeReference();

    /// <summary>Judges each of the typical wrong answers; with each the message it must get.</summary>
    public abstract IEnumerable<(Feedback Feedback, string Wanted)> JudgeMistakes();

    /// <summary>Every exercise there is, in the order of the lessons.</summary>
    public static IReadOnlyList<Exercise> All =>
    [
        .. Lesson01.All,
        .. Lesson02.All,
        .. Lesson03.All,
        .. Lesson04.All,
        .. Lesson05.All,
        .. Lesson06.All,
        .. Lesson06b.All,
        .. Lesson07.All,
        .. Lesson08.All,
        .. Lesson09.All,
        .. Lesson10.All,
        .. Lesson10b.All,
        .. Lesson10c.All,
        .. Lesson11.All,
        .. DerivativesPractice.All,
    ];
}

/// <summary>
/// An exercise that checks itself: a reference solution, and the typical wrong answers, each with what to say about it. An answer is turned into
/// numbers (a number is itself, a function its values at chosen points) and compared with those of the reference, then of each mistake.
/// </summary>
/// <typeparam name="T">What is answered: a double, a double[], a double[][], or a function.</typeparam>
public sealed class Exercise<T> : Exercise where T : notnull
{
    private readonly Func<T, double[]> probe;
    private readonly T reference;
    private readonly List<(T Answer, string Message)> mistakes = [];

    internal Exercise(string name, string task, T reference, Func<T, double[]> probe) : base(name, task) => (this.reference, this.probe) = (reference, probe);

    /// <summary>
    /// How far off a number may be: this share of the right one. Half a percent by default, so that three digits are enough.
    /// </summary>
    public double Tolerance { get; init; } = 0.005;

    /// <summary>How far off a number may be where the right one is 0.</summary>
    public double ToleranceAtZero { get; init; } = 1e-9;

    /// <summary>Whether the first two numbers are rows and columns of a matrix, see <see cref="Flat"/>.</summary>
    internal bool IsMatrix { get; init; }

    internal override Type AnswerType => typeof(T);

    internal override object RightAnswer => reference;

    /// <summary>Adds a typical wrong answer with what to say about it.</summary>
    public Exercise<T> Mistake(T answer, string message)
    {
        mistakes.Add((answer, message));
        return this;
    }

    /// <inheritdoc/>
    public override Feedback JudgeReference() => Judge(reference);

    /// <inheritdoc/>
    public override IEnumerable<(Feedback Feedback, string Wanted)> JudgeMistakes() => mistakes.Select(mistake => (Judge(mistake.Answer), mistake.Message));

    /// <summary>The feedback for a learner who has not answered.</summary>
    public Feedback Open => new(Name, Outcome.Open, Task);

    /// <summary>
    /// The feedback on an answer. A number or list of NaN, and code that throws <see cref="NotImplementedException"/>, count as not given.
    /// Whatever else code does (stop with any exception, give null, never end) is told and harms nothing.
    /// </summary>
    public Feedback Judge(T answer) => JudgePatiently(answer, Patience.Usual);

    internal override Feedback Judge(object answer, TimeSpan patience) => JudgePatiently((T)answer, patience);

    private Feedback JudgePatiently(T answer, TimeSpan patience)
    {
        // First, so that no answer can spoil what it is compared with.
        double[] right = probe(reference);
        double[] given;
        try
        {
            given = answer is Delegate ? Patience.Run(() => probe(answer), patience) : probe(answer);
        }
        catch (NotImplementedException)
        {
            return Open;
        }
        catch (AnswerException unusable)
        {
            return new(Name, Outcome.Wrong, unusable.Message);
        }
        catch (Exception failed)
        {
            return new(Name, Outcome.Wrong, $"your code stopped with {failed.GetType().Name}: {failed.Message}");
        }
        if (answer is not Delegate && given.Length > 0 && given.All(double.IsNaN)) return Open;
        if (Same(given, right)) return new(Name, Outcome.Right, "right.");
        foreach ((T mistake, string message) in mistakes)
            if (Same(given, probe(mistake))) return new(Name, Outcome.KnownMistake, message);
        return new(Name, Outcome.Wrong, Difference(given, right));
    }

    private bool Same(double[] a, double[] b) => a.Length == b.Length && a.Zip(b).All(pair => Near(pair.First, pair.Second));

    private bool Near(double given, double wanted) => given.Equals(wanted) || Math.Abs(given - wanted) <= Math.Max(Tolerance * Math.Abs(wanted), wanted == 0 ? ToleranceAtZero : 0);

    private string Difference(double[] given, double[] right)
    {
        if (IsMatrix && (given[0], given[1]) != (right[0], right[1])) return $"the shape is off: got {given[0]} × {given[1]}, wanted {right[0]} × {right[1]}, rows × columns.";
        if (given.Length != right.Length) return $"got {given.Length} numbers, wanted {right.Length}.";
        int shape = IsMatrix ? Flat.ShapeLength : 0, count = right.Length - shape;
        int[] wrong = [.. Enumerable.Range(0, right.Length).Where(i => !Near(given[i], right[i]))];
        int missing = wrong.Count(i => double.IsNaN(given[i]));
        if (missing > 0) return $"{missing} of {count} numbers {(missing == 1 ? "is" : "are")} NaN, no number: 0/0, ∞ − ∞, or the root or logarithm of a negative number.";
        if (wrong.All(i => Near(-given[i], right[i])))
        {
            bool isEach = wrong.Length == right.Skip(shape).Count(number => number != 0);
            return isEach ? "the size is right, the sign is the other way round." : $"the sizes are right, but {wrong.Length} of {count} numbers {(wrong.Length == 1 ? "has" : "have")} the wrong sign{Places(wrong)}.";
        }
        return count == 1 ? "not yet. Compute it once more step by step." : $"not yet: {wrong.Length} of {count} numbers are off{Places(wrong)}.";
    }

    // Only a list that was typed has places which the learner knows; of code nobody sees what it was tried with.
    private static string Places(int[] wrong) => typeof(T) == typeof(double[]) ? $": {string.Join(", ", wrong.Select(i => $"[{i}]"))}, counted from 0" : "";
}
