using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Rules;

/// <summary>A number of a law, computed with 50 digits: a row of reference-laws.csv, which References/references.py made.</summary>
/// <param name="Law">The name of the activation or loss; "… of a" for a paired loss's textbook form.</param>
/// <param name="IsSlope">Whether it is the derivative.</param>
/// <param name="Inputs">z; or z and da; or a and y; or z and y.</param>
/// <param name="Component">Which unit.</param>
/// <param name="High">The exact number is High + Low.</param>
/// <param name="Low">See High.</param>
/// <param name="Condition">What relative errors of the inputs come to in it.</param>
internal sealed record ReferenceLaw(string Law, bool IsSlope, double[][] Inputs, int Component, double High, double Low, double Condition)
{
    internal static IReadOnlyList<ReferenceLaw> All { get; } =
        [.. Resource.Text("reference-laws.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => Read(line.Split(',')))];

    private static ReferenceLaw Read(string[] cells) => new(
        cells[0], cells[1] == "slope", [.. cells[2].Split(';').Select(part => part.Split(' ').Select(double.Parse).ToArray())], int.Parse(cells[3]),
        double.Parse(cells[4]), double.Parse(cells[5]), double.Parse(cells[6]));

    internal bool IsOf(Activation f) => Law == f.Name;

    internal bool IsOf(Loss loss) => Law == loss.Name || Law == $"{loss.Name} of a";

    /// <summary>The activation's value, or its slope by way of the chain rule, as the network asks for it.</summary>
    internal T Compute<T>(Activation f) where T : struct, IReal<T>
    {
        T[] z = Row<T>(Inputs[0]), a = new T[z.Length], dz = new T[z.Length];
        f.Apply<T>(z, a);
        if (!IsSlope) return a[Component];
        f.Pull<T>(Inputs.Length > 1 ? Row<T>(Inputs[1]) : Row<T>([1]), z, a, dz);
        return dz[Component];
    }

    /// <summary>The loss, or its slope.</summary>
    internal T Compute<T>(Loss loss) where T : struct, IReal<T>
    {
        T[] x = Row<T>(Inputs[0]), y = Row<T>(Inputs[1]), gradient = new T[x.Length];
        if (!loss.IsPaired || Law.EndsWith(" of a", StringComparison.Ordinal))
        {
            if (!IsSlope) return loss.Textbook<T>(x, y);
            loss.TextbookStart<T>(x, y, 1.0, gradient);
            return gradient[Component];
        }
        T[] a = new T[x.Length];
        Activation.Named(loss.OutputActivation!).Apply<T>(x, a);
        if (!IsSlope) return loss.OfExample<T>(x, a, y);
        loss.Start<T>(a, y, 1.0, gradient);
        return gradient[Component];
    }

    internal static T[] Row<T>(double[] numbers) where T : struct, IReal<T> => [.. numbers.Select(number => (T)number)];

    /// <summary>How far a number is from the exact one.</summary>
    internal double Gap(double number) => Math.Abs(number - High - Low);
}
