namespace Chainrule.Lessons.Exercises;

/// <summary>Makes exercises, one way for each kind of answer.</summary>
public static class Make
{
    /// <summary>An exercise that is answered with one number.</summary>
    public static Exercise<double> Number(string name, string task, double reference) => new(name, task, reference, x => [x]);

    /// <summary>An exercise that is answered with several numbers, such as a gradient.</summary>
    public static Exercise<double[]> Vector(string name, string task, double[] reference) => new(name, task, reference, Flat.Of);

    /// <summary>An exercise that is answered with a matrix.</summary>
    public static Exercise<double[][]> Matrix(string name, string task, double[][] reference) =>
        new(name, task, reference, Flat.Of) { IsMatrix = true };

    /// <summary>An exercise that is answered with a function of a number, compared at these points.</summary>
    public static Exercise<Func<double, double>> Function(string name, string task, Func<double, double> reference, params double[] points) =>
        new(name, task, reference, f => [.. points.Select(f)]);

    /// <summary>An exercise that is answered with code that returns a matrix; <paramref name="call"/> calls it, each time with arguments of its own.</summary>
    public static Exercise<T> MatrixCode<T>(string name, string task, T reference, Func<T, double[][]> call) where T : notnull =>
        new(name, task, reference, answer => Flat.Of(call(answer))) { IsMatrix = true };

    /// <summary>An exercise that is answered with code of any shape, turned into numbers by <paramref name="probe"/>, which hands out arrays of its own at each call.</summary>
    public static Exercise<T> Code<T>(string name, string task, T reference, Func<T, double[]> probe) where T : notnull => new(name, task, reference, probe);
}
