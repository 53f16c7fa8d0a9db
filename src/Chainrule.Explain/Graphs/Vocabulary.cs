using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>The words of an expression: which operation each function name and sign means, and how to carry it out.</summary>
internal static class Vocabulary
{
    /// <summary>A function that can be called by name.</summary>
    internal sealed record Function(string Name, Op Op, int Operands);

    /// <summary>All functions but relu, which is spelled max(x, 0).</summary>
    private static readonly Function[] Called =
    [
        new("exp", Op.Exp, 1),
        new("expm1", Op.Expm1, 1),
        new("log", Op.Log, 1),
        new("log1p", Op.Log1p, 1),
        new("sqrt", Op.Sqrt, 1),
        new("sin", Op.Sin, 1),
        new("cos", Op.Cos, 1),
        new("tanh", Op.Tanh, 1),
        new("sigmoid", Op.Sigmoid, 1),
        new("softplus", Op.Softplus, 1),
        new("erf", Op.Erf, 1),
        new("erfc", Op.Erfc, 1),
        new("step", Op.Step, 1),
        new("max", Op.Max, 2),
    ];

    /// <summary>The name that stands for max(x, 0).</summary>
    internal const string Relu = "relu";

    /// <summary>Every function name, for a message.</summary>
    internal static IEnumerable<string> FunctionNames => Called.Select(each => each.Name).Append(Relu);

    /// <summary>Names with a number of their own, unless they are given another.</summary>
    internal static IReadOnlyDictionary<string, double> Constants { get; } =
        new Dictionary<string, double> { ["pi"] = Math.PI, ["π"] = Math.PI, ["e"] = Math.E };

    /// <summary>The function with this name, or null. relu is not among them.</summary>
    internal static Function? Find(string name) => Called.FirstOrDefault(each => each.Name == name);

    /// <summary>Whether the name is taken by a function.</summary>
    internal static bool IsFunction(string name) => FunctionNames.Contains(name);

    /// <summary>The function's name, or null for an operation that is written with a sign.</summary>
    internal static string? NameOf(Op op) => Called.FirstOrDefault(each => each.Op == op)?.Name;

    /// <summary>The operation recorded on the tape of its operands.</summary>
    internal static Value Apply(Op op, Value x, Value? y) => op switch
    {
        Op.Negate => -x,
        Op.Exp => Value.Exp(x),
        Op.Expm1 => Value.Expm1(x),
        Op.Log => Value.Log(x),
        Op.Log1p => Value.Log1p(x),
        Op.Sqrt => Value.Sqrt(x),
        Op.Sin => Value.Sin(x),
        Op.Cos => Value.Cos(x),
        Op.Tanh => Value.Tanh(x),
        Op.Sigmoid => Value.Sigmoid(x),
        Op.Softplus => Value.Softplus(x),
        Op.Erf => Value.Erf(x),
        Op.Erfc => Value.Erfc(x),
        Op.Step => Value.Step(x),
        Op.Name => Value.Name(x),
        _ => Apply(op, x, y ?? throw new InvalidOperationException($"{op} needs two operands.")),
    };

    private static Value Apply(Op op, Value x, Value y) => op switch
    {
        Op.Add => x + y,
        Op.Subtract => x - y,
        Op.Multiply => x * y,
        Op.Divide => x / y,
        Op.Power => Value.Pow(x, y),
        Op.Max => Value.Max(x, y),
        _ => throw new InvalidOperationException($"{op} cannot be written in an expression."),
    };
}
