using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// Prints a tree as a reader would write it, with · and − and no parentheses that could be left out. Every printed tree can be typed in
/// again and gives the same tree.
/// </summary>
internal static class SyntaxPrinter
{
    // How tightly the outermost operation binds. The parser climbs the same ladder.
    internal const int Sum = 1, Product = 2, Sign = 3, Power = 4, Whole = 5;

    internal static string Print(Syntax tree) => Print(tree, Digits.Exact);

    /// <summary>The same with numbers as <paramref name="number"/> prints them.</summary>
    internal static string Print(Syntax tree, Func<double, string> number) => tree switch
    {
        Syntax.Number n => number(n.Value),
        Syntax.Variable v => v.Name,
        Syntax.Step { Y: null } s => Unary(s, number),
        Syntax.Step s => Binary(s.Op, s.X, s.Y, number),
        _ => throw new InvalidOperationException($"{tree.GetType().Name} has no notation."),
    };

    /// <summary>The tree in parentheses, unless it is a factor as it stands.</summary>
    internal static string AsFactor(Syntax tree, Func<double, string> number) => Within(tree, Sign, number, maySign: false);

    internal static int Binding(Op op) => op switch
    {
        Op.Add or Op.Subtract => Sum,
        Op.Multiply or Op.Divide => Product,
        Op.Negate => Sign,
        Op.Power => Power,
        _ => Whole,
    };

    private static string Unary(Syntax.Step s, Func<double, string> number) => s.Op switch
    {
        Op.Negate => Digits.Minus + Within(s.X, Power, number, maySign: false),
        Op.Name => Print(s.X, number),
        _ => $"{Vocabulary.NameOf(s.Op)}({Print(s.X, number)})",
    };

    private static string Binary(Op op, Syntax x, Syntax y, Func<double, string> number) => op switch
    {
        Op.Max => $"max({Print(x, number)}, {Print(y, number)})",
        Op.Power => $"{Within(x, Whole, number, maySign: false)}^{Within(y, Power, number, maySign: false)}",
        // Left to right: a − b − c is (a − b) − c, so only the right operand needs parentheses around its own kind.
        _ => Within(x, Binding(op), number, maySign: true) + Infix(op) + Within(y, Binding(op) + 1, number, maySign: false),
    };

    private static string Infix(Op op) => op switch
    {
        Op.Add => " + ",
        Op.Subtract => $" {Digits.Minus} ",
        Op.Multiply => "·",
        Op.Divide => "/",
        _ => throw new InvalidOperationException($"{op} has no sign between its operands."),
    };

    private static string Within(Syntax tree, int tightEnough, Func<double, string> number, bool maySign)
    {
        string text = Print(tree, number);
        int binding = tree switch
        {
            Syntax.Step s => Binding(s.Op),
            Syntax.Number when text[0] == Digits.Minus => Sign,
            _ => Whole,
        };
        return binding >= tightEnough && (maySign || text[0] != Digits.Minus) ? text : $"({text})";
    }
}
