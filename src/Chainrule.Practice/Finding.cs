using Chainrule.Practice.Mistakes;

namespace Chainrule.Practice;

/// <summary>A mistake, or two together, that gives the number which somebody wrote.</summary>
public sealed class Finding
{
    internal Finding(IReadOnlyList<Mistake> mistakes, string step, string first, double right, double wrong) =>
        (Mistakes, Step, First, Right, Wrong) = (mistakes, step, first, right, wrong);

    /// <summary>The mistake; where it takes two, both.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; }

    /// <summary>The step that goes wrong first: letters and layer, such as <c>dZ1</c>.</summary>
    public string Step { get; }

    /// <summary>The address of the first number that differs.</summary>
    public string First { get; }

    /// <summary>What that number is.</summary>
    public double Right { get; }

    /// <summary>What it becomes by the mistake.</summary>
    public double Wrong { get; }

    /// <summary>What went wrong, how one sees it, and the first number that differs, in sentences.</summary>
    public string Explanation =>
        $"{string.Join(" And: ", Mistakes.Select(each => each.Wrong))} The first number that differs is {First}: it is {Printed(Right)}, and becomes {Printed(Wrong)} this way. {string.Join(" ", Mistakes.Select(each => each.Seen))}";

    private static string Printed(double number) => Explain.Notations.Rounding.Ascii(number);

    /// <summary>The mistakes' names and the step.</summary>
    public override string ToString() => $"{string.Join(" + ", Mistakes)} at {Step}";
}
