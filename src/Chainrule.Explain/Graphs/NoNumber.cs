using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>Says why a step has no finite number.</summary>
internal static class NoNumber
{
    // More would not help, and a message is read as one sentence.
    private const int MostNamesShown = 4;

    internal static string Because(Syntax.Step step, double x, double y, double result, IReadOnlyDictionary<string, Value> named)
    {
        string what = double.IsNaN(result) ? "is not a number" : "is infinite";
        return $"{SourceText.Clip(step.ToString(), 60)} {what}{At(step, named)}: {Reason(step.Op, x, y)}.";
    }

    private static string At(Syntax.Step step, IReadOnlyDictionary<string, Value> named)
    {
        string[] names = step.Names().ToArray();
        string shown = string.Join(", ", names.Take(MostNamesShown).Select(name => $"{SourceText.Clip(name, 40)} = {Digits.Short(named[name].Data)}"));
        return names.Length == 0 ? "" : $" at {shown}{(names.Length > MostNamesShown ? ", …" : "")}";
    }

    private static string Reason(Op op, double x, double y) => op switch
    {
        Op.Log when x <= 0 => $"log wants a positive number, got {Digits.Short(x)}",
        Op.Sqrt when x < 0 => $"sqrt wants a number that is not negative, got {Digits.Short(x)}",
        Op.Divide when y == 0 => $"{Digits.Short(x)} cannot be divided by 0",
        Op.Power when x == 0 => "0 to a negative power is a division by 0",
        Op.Power when x < 0 && y != Math.Floor(y) => $"a negative number has only whole powers, got ({Digits.Short(x)})^{Digits.Short(y)}",
        _ => "the result is too large; a double ends at about 1.8e308",
    };
}
