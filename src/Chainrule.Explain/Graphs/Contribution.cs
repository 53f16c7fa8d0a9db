using System.Collections.Concurrent;
using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// What one use of a node adds to its gradient: the gradient of the user (upstream) times how fast the user changes with the node
/// (local). The chain rule, one link at a time.
/// </summary>
/// <param name="User">The node that was computed from it.</param>
/// <param name="Rule">The local derivative as a formula in the names of the graph, such as <c>1 − o^2</c>.</param>
/// <param name="Local">The number which that formula yields.</param>
public sealed record Contribution(GraphNode User, Syntax Rule, double Local)
{
    private static readonly ConcurrentDictionary<string, Syntax> Rules = new();

    /// <summary>The gradient of the user.</summary>
    public double Upstream => User.Gradient;

    /// <summary>Upstream · local; nothing where nothing comes from above or nothing is let through, even beside an infinite slope.</summary>
    public double Amount => IsNothing ? 0 : Upstream * Local;

    internal bool IsNothing => Upstream == 0 || Local == 0;

    internal static Contribution Of(GraphNode user, int operand)
    {
        Syntax rule = Rules.GetOrAdd(RuleOf(user, operand), text => Expression.Parse(text).Statements[0].Tree);
        return new(user, rule.With(letter => Simple(user, operand, letter)), Evaluate(rule, letter => NumberOf(user, operand, letter)));
    }

    /// <summary>
    /// The derivative of v with respect to each operand, where v = op(x, y). They are the rules of the engine's Backward written for
    /// reading; what they yield is compared with it in the tests.
    /// </summary>
    private static string RuleOf(GraphNode user, int operand) => (user.Op, operand) switch
    {
        (Op.Name, _) => "1",
        (Op.Add, _) => "1",
        (Op.Subtract, 0) => "1",
        (Op.Subtract, 1) => "-1",
        (Op.Multiply, 0) => "y",
        (Op.Multiply, 1) => "x",
        (Op.Divide, 0) => "1/y",
        (Op.Divide, 1) => "-v/y",
        (Op.Negate, _) => "-1",
        // As in the engine: x⁰ is the constant 1 and 0ʸ the constant 0, where these formulas would be 0 · ∞.
        (Op.Power, 0) => user.Parents[1].Value == 0 ? "0" : "y*x^(y - 1)",
        (Op.Power, 1) => user.Value == 0 ? "0" : "v*log(x)",
        (Op.Exp, _) => "v",
        (Op.Log, _) => "1/x",
        (Op.Sqrt, _) => "1/(2*v)",
        (Op.Sin, _) => "cos(x)",
        (Op.Cos, _) => "-sin(x)",
        (Op.Tanh, _) => "1 - v^2",
        (Op.Erf, _) => "2/sqrt(pi)*exp(-x^2)",
        (Op.Max, 0) => user.Parents[1].Word is Syntax.Number { Value: 0 } ? "step(x)" : "step(x - y)",
        (Op.Max, 1) => "1 - step(x - y)",
        (Op.Step, _) => "0",
        (Op.Sigmoid, _) => "v*(1 - v)",
        (Op.Softplus, _) => "sigmoid(x)",
        (Op.LogSumExp, _) => "exp(operand - v)",
        (Op.Softmax, _) => operand == user.Component ? "v*(1 - v)" : "-v*p",
        _ => throw new InvalidOperationException($"{user.Op} has no rule for operand {operand}."),
    };

    private static Syntax Simple(GraphNode user, int operand, string letter) => letter switch
    {
        "x" => user.Parents[0].Word,
        "y" => user.Parents[1].Word,
        "v" => new Syntax.Variable(user.Name),
        "operand" => user.Parents[operand].Word,
        "p" => new Syntax.Variable($"softmax{operand + 1}"),
        _ => new Syntax.Variable(letter),
    };

    private static double NumberOf(GraphNode user, int operand, string letter) => letter switch
    {
        "x" => user.Parents[0].Value,
        "y" => user.Parents[1].Value,
        "v" => user.Value,
        "operand" => user.Parents[operand].Value,
        "p" => user.Components[operand],
        _ => Vocabulary.Constants[letter],
    };

    // The engine's own arithmetic does it, on a tape that is thrown away.
    private static double Evaluate(Syntax rule, Func<string, double> numberOf)
    {
        using Tape tape = Tape.Begin();
        return rule.Fold<Value>(number => number, letter => numberOf(letter.Name), (step, x, y) => Vocabulary.Apply(step.Op, x, y)).Data;
    }
}
