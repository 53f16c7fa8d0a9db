using Chainrule.Numbers;

namespace Chainrule.Explain.Formulas;

/// <summary>A formula computed again, over any numbers: this is how what is printed is checked against what the engine computed.</summary>
internal static class Evaluation
{
    /// <summary>The formula's value at the values of its variables.</summary>
    public static T Evaluate<T>(this Formula formula) where T : struct, IReal<T> => formula switch
    {
        Constant constant => constant.Number,
        Variable variable => variable.Number,
        Rest rest => rest.Number,
        Sum sum => Add<T>(sum),
        Product product => product.Factors.Select(Evaluate<T>).Aggregate((a, b) => a * b),
        Quotient quotient => quotient.Above.Evaluate<T>() / quotient.Below.Evaluate<T>(),
        Negative negative => -negative.Inner.Evaluate<T>(),
        Squared squared => Real.Square(squared.Inner.Evaluate<T>()),
        Call call => Apply(call, [.. call.Arguments.Select(Evaluate<T>)]),
        _ => throw new InvalidOperationException($"{formula.GetType().Name} has no value."),
    };

    private static T Add<T>(Sum sum) where T : struct, IReal<T>
    {
        T total = sum.Terms[0].Formula.Evaluate<T>();
        if (sum.Terms[0].IsSubtracted) total = -total;
        foreach (Term term in sum.Terms.AsSpan(1..))
            total = term.IsSubtracted ? total - term.Formula.Evaluate<T>() : total + term.Formula.Evaluate<T>();
        return total;
    }

    private static T Apply<T>(Call call, T[] x) where T : struct, IReal<T> => call.Function switch
    {
        Function.Exp => T.Exp(x[0]),
        Function.Expm1 => T.Expm1(x[0]),
        Function.Log => T.Log(x[0]),
        Function.Log1p => T.Log1p(x[0]),
        Function.Tanh => T.Tanh(x[0]),
        Function.Sqrt => T.Sqrt(x[0]),
        Function.Erf => T.Erf(x[0]),
        Function.Erfc => T.Erfc(x[0]),
        Function.Max => T.Max(x[0], x[1]),
        Function.Min => Real.Min(x[0], x[1]),
        Function.Step => T.Step(x[0]),
        Function.Sigmoid => T.Sigmoid(x[0]),
        Function.Softplus => T.Softplus(x[0]),
        Function.LogSumExp => T.LogSumExp(x),
        Function.Softmax => SoftmaxOf(x)[call.Component],
        Function.Power when call.Arguments[1].Number() is >= 1 and var n && n == Math.Floor(n) => Power(x[0], (int)n),
        _ => throw new InvalidOperationException($"No law of a network uses {call.Function}."),
    };

    private static T Power<T>(T x, int n) where T : struct, IReal<T>
    {
        T power = x;
        for (int i = 1; i < n; i++) power *= x;
        return power;
    }

    private static T[] SoftmaxOf<T>(T[] x) where T : struct, IReal<T>
    {
        var p = new T[x.Length];
        T.Softmax(x, p);
        return p;
    }
}
