using System.Linq.Expressions;
using System.Reflection;
using Chainrule.Lessons;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Outputs;
using Chainrule.Numbers;

namespace Chainrule.Cells.Tests;

/// <summary>Whatever is handed in, it is judged: answers that spoil their arguments, give null or NaN, stop with anything, have another size, or never end.</summary>
public class AnyAnswerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Impatience = TimeSpan.FromMilliseconds(50);

    public static TheoryData<string> All => [.. Exercise.All.Select(exercise => exercise.Name)];

    public static TheoryData<string> Codes => [.. Exercise.All.Where(IsCode).Select(exercise => exercise.Name)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_answer_that_spoils_its_arguments_spoils_nothing_else(string name)
    {
        Exercise exercise = Find(name);
        var right = (Delegate)exercise.RightAnswer;
        Assert.Equal(Outcome.Right, exercise.Judge(Code(exercise, arguments => SpoiledAfter(arguments, right.DynamicInvoke(arguments))), Patience).Outcome);
        if (exercise.AnswerType.GetMethod("Invoke")!.GetParameters().Any(parameter => parameter.ParameterType.IsArray))
        {
            Delegate spoilsFirst = Code(exercise, arguments => right.DynamicInvoke(Spoiled(arguments)));
            Assert.NotEqual(Outcome.Right, exercise.Judge(spoilsFirst, Patience).Outcome);
        }
        Assert.Equal(Outcome.Right, exercise.JudgeReference().Outcome);
    }

    // Both were once accepted: the arrays were those that the reference was then given.
    [Fact]
    public void Dividing_or_clearing_dZ_in_place_is_not_right()
    {
        Func<double[][], double[][], double[][]> weights = (Func<double[][], double[][], double[][]>)Find("5.2").RightAnswer, inputs = (Func<double[][], double[][], double[][]>)Find("5.4").RightAnswer;
        Assert.Contains("once more", Lesson05.WeightGradient.Judge((dZ, A) =>
        {
            foreach (double[] row in dZ)
                for (int j = 0; j < row.Length; j++) row[j] /= dZ.Length;
            return weights(dZ, A);
        }).Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Wrong, Lesson05.InputGradient.Judge((dZ, W) =>
        {
            foreach (double[] row in dZ) Array.Clear(row);
            return inputs(dZ, W);
        }).Outcome);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_answer_of_null_is_open_and_code_that_gives_null_is_told_so(string name)
    {
        Exercise exercise = Find(name);
        var shown = new List<CellOutput>();
        using (Display.SendTo(shown.Add)) CheckNull(exercise);
        Assert.Equal(Outcome.Open, Assert.IsType<Feedback>(Assert.Single(shown)).Outcome);
        if (!IsCode(exercise) || Returned(exercise).IsValueType) return;
        Feedback feedback = exercise.Judge(Code(exercise, _ => null), Patience);
        Assert.Equal(Outcome.Wrong, feedback.Outcome);
        Assert.Contains("gave null", feedback.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_may_stop_with_any_exception(string name)
    {
        Exercise exercise = Find(name);
        Type[] kinds = [.. typeof(Exception).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception)) && !type.IsAbstract && type.GetConstructor([]) is not null)];
        Assert.Contains(typeof(OutOfMemoryException), kinds);
        Type kind = kinds[0];
        Delegate code = Code(exercise, _ => throw (Exception)Activator.CreateInstance(kind)!);
        foreach (Type each in kinds)
        {
            kind = each;
            Feedback feedback = exercise.Judge(code, Patience);
            if (kind == typeof(NotImplementedException)) Assert.Equal(Outcome.Open, feedback.Outcome);
            else Assert.Equal((Outcome.Wrong, true), (feedback.Outcome, feedback.Message.Contains(kind.Name, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NaN_is_open_as_an_answer_and_wrong_as_what_code_gives(string name)
    {
        Exercise exercise = Find(name);
        if (!IsCode(exercise))
        {
            if (exercise.RightAnswer is not string) Assert.Equal(Outcome.Open, exercise.Judge(WithoutNumbers(exercise.RightAnswer), Patience).Outcome);
            return;
        }
        if (Returned(exercise) == typeof(int)) return;
        var right = (Delegate)exercise.RightAnswer;
        Feedback feedback = exercise.Judge(Code(exercise, arguments => WithoutNumbers(right.DynamicInvoke(arguments)!)), Patience);
        Assert.Equal(Outcome.Wrong, feedback.Outcome);
        Assert.Contains("NaN", feedback.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Another_size_is_told(string name)
    {
        Exercise exercise = Find(name);
        foreach (Func<object, object?> resize in Resizes(IsCode(exercise) ? Returned(exercise) : exercise.AnswerType))
        {
            object answer = IsCode(exercise) ? Code(exercise, arguments => resize(((Delegate)exercise.RightAnswer).DynamicInvoke(arguments)!)) : resize(exercise.RightAnswer)!;
            Feedback feedback = exercise.Judge(answer, Patience);
            Assert.Equal(Outcome.Wrong, feedback.Outcome);
            Assert.Matches(@"got \d+ (numbers|× \d+), wanted|equally long|is null", feedback.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_that_never_ends_is_given_up(string name)
    {
        Exercise exercise = Find(name);
        Feedback feedback = exercise.Judge(Code(exercise, _ =>
        {
            Thread.Sleep(Timeout.Infinite);
            return null;
        }), Impatience);
        Assert.Equal(Outcome.Wrong, feedback.Outcome);
        Assert.Contains("never ends", feedback.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_never_ends_is_given_up_too()
    {
        bool isOver = false;
        Feedback feedback = Find("3.2").Judge((Func<double, double>)(z =>
        {
            while (!Volatile.Read(ref isOver)) z++;
            return z;
        }), Impatience);
        Volatile.Write(ref isOver, true);
        Assert.Contains("never ends", feedback.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_no_answer_can_be_are_wrong()
    {
        foreach (Exercise exercise in Exercise.All.Where(exercise => exercise.AnswerType == typeof(double)))
            foreach (double number in new[] { double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -1e-300 })
                if (!(number is double.Epsilon or -1e-300 && (double)exercise.RightAnswer == 0)) Assert.NotEqual(Outcome.Right, exercise.Judge(number, Patience).Outcome);
        foreach (string order in new[] { "", "?", "LLLL" }) Assert.Equal(Outcome.Wrong, Lesson02.Order.Judge(order).Outcome);
    }

    [Fact]
    public void A_flipped_sign_in_a_list_is_told_with_its_place()
    {
        Assert.Equal("the sizes are right, but 1 of 3 numbers has the wrong sign: [1], counted from 0.", Make.Vector("0.1", "", [1, 2, 3]).Judge([1, -2, 3]).Message);
        Assert.Contains("2 of 4 numbers have the wrong sign.", Make.MatrixCode<Func<double[][]>>("0.2", "", () => [[1, 2], [3, 4]], f => f()).Judge(() => [[1, -2], [-3, 4]]).Message, StringComparison.Ordinal);
        Assert.Contains("the other way round", Make.Vector("0.3", "", [1, 0, 3]).Judge([-1, 0, -3]).Message, StringComparison.Ordinal);
        Assert.Contains("1 of 3 numbers are off: [2]", Make.Vector("0.4", "", [1, 2, 3]).Judge([1, 2, 5]).Message, StringComparison.Ordinal);
    }

    private static Exercise Find(string name) => Exercise.All.Single(exercise => exercise.Name == name);

    private static bool IsCode(Exercise exercise) => exercise.AnswerType.IsAssignableTo(typeof(Delegate));

    private static Type Returned(Exercise exercise) => exercise.AnswerType.GetMethod("Invoke")!.ReturnType;

    // Code of the type that the exercise asks for.
    private static Delegate Code(Exercise exercise, Func<object?[], object?> body)
    {
        ParameterExpression[] parameters = [.. exercise.AnswerType.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        Expression arguments = Expression.NewArrayInit(typeof(object), parameters.Select(parameter => Expression.Convert(parameter, typeof(object))));
        return Expression.Lambda(exercise.AnswerType, Expression.Convert(Expression.Invoke(Expression.Constant(body), arguments), Returned(exercise)), parameters).Compile();
    }

    private static void CheckNull(Exercise exercise)
    {
        MethodInfo check = typeof(Answers).GetMethods().Single(method => method.Name == nameof(Answers.Check)
            && method.GetGenericArguments()[0].GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) == exercise.AnswerType.IsValueType);
        check.MakeGenericMethod(exercise.AnswerType).Invoke(null, [exercise, null]);
    }

    private static object? SpoiledAfter(object?[] arguments, object? result)
    {
        // What was given back may be what was given.
        object? kept = result switch { double[] list => (double[])[.. list], double[][] rows => rows.Select(row => (double[])[.. row]).ToArray(), _ => result };
        Spoiled(arguments);
        return kept;
    }

    private static object?[] Spoiled(object?[] arguments)
    {
        foreach (object? argument in arguments)
        {
            if (argument is Array array and not double[][]) Array.Clear(array);
            foreach (double[] row in argument as double[][] ?? []) Array.Clear(row);
        }
        return arguments;
    }

    private static object WithoutNumbers(object right) => right switch
    {
        double => double.NaN,
        double[] list => Array.ConvertAll(list, _ => double.NaN),
        double[][] rows => Array.ConvertAll(rows, row => Array.ConvertAll(row, _ => double.NaN)),
        (double, double) => (double.NaN, double.NaN),
        Value value => value * double.NaN,
        _ => throw new ArgumentException($"{right.GetType()} has no NaN here", nameof(right)),
    };

    private static Func<object, object?>[] Resizes(Type type) =>
        type == typeof(double[]) ? [right => ((double[])right)[1..], right => (double[])[.. (double[])right, 1], _ => Array.Empty<double>()]
        : type == typeof(double[][]) ?
        [
            right => ((double[][])right)[1..],
            right => Array.ConvertAll((double[][])right, row => row[1..]),
            right => (double[][])[.. (double[][])right, [1]],
            right => (double[][])[.. (double[][])right, null!],
            _ => Array.Empty<double[]>(),
        ]
        : [];
}
