using System.Globalization;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Testing.Printed;

/// <summary>Computes a formula that was read back, over numbers that carry the bound of their error.</summary>
internal static class Calculator
{
    private static readonly Dictionary<string, Func<Bounded[], Bounded>> Elementary = new()
    {
        ["exp"] = x => Bounded.Exp(x[0]),
        ["e^"] = x => Bounded.Exp(x[0]),
        ["expm1"] = x => Bounded.Expm1(x[0]),
        ["log"] = x => Bounded.Log(x[0]),
        ["log1p"] = x => Bounded.Log1p(x[0]),
        ["ln"] = x => Bounded.Log(x[0]),
        ["sqrt"] = x => Bounded.Sqrt(x[0]),
        ["√"] = x => Bounded.Sqrt(x[0]),
        ["tanh"] = x => Bounded.Tanh(x[0]),
        ["erf"] = x => Bounded.Erf(x[0]),
        ["erfc"] = x => Bounded.Erfc(x[0]),
        ["max"] = x => Bounded.Max(x[0], x[1]),
        ["min"] = x => -Bounded.Max(-x[0], -x[1]),
        ["step"] = x => Bounded.Step(x[0]),
        ["sigmoid"] = x => Bounded.Sigmoid(x[0]),
        ["σ"] = x => Bounded.Sigmoid(x[0]),
        ["softplus"] = x => Bounded.Softplus(x[0]),
        ["logsumexp"] = x => Bounded.LogSumExp(x),
        // To the number of a step, which is whole.
        [Reading.Power] = x => Enumerable.Repeat(x[0], (int)x[1].Number).Aggregate((a, b) => a * b),
    };

    // σ′, tanh′, leaky-relu′, and in code sigmoid_slope, leaky_relu_slope.
    private static readonly Dictionary<string, Activation> Slopes = Activation.All.Where(each => each.IsElementwise)
        .SelectMany(each => new[] { ($"{each.Name}′", each), ($"{each.Name.Replace('-', '_')}_slope", each) })
        .Append(("σ′", Activation.Named("sigmoid"))).ToDictionary();

    /// <summary>The functions that a machine's expression may use.</summary>
    internal static string[] ForMachines { get; } = ["exp(", "expm1(", "log(", "log1p(", "tanh(", "sqrt(", "max(", "erf(", "erfc("];

    /// <summary>Every function there is, and the slopes of the activations.</summary>
    internal static Words All { get; } = new(Elementary.Keys.Append("softmax").Concat(Slopes.Keys).Select(name => name + "("));

    /// <summary>The number the formula comes to; NaN where a part of it is left out.</summary>
    internal static Bounded Compute(Reading formula, Func<string, Bounded> number, Func<string, Bounded> name)
    {
        Bounded[] parts = [.. formula.Parts.Select(part => Compute(part, number, name))];
        return formula.What switch
        {
            Reading.Number => number(formula.Text),
            Reading.Name => name(formula.Text),
            Reading.More => double.NaN,
            Reading.Sum => parts.Aggregate((a, b) => a + b),
            Reading.Product => parts[0] * parts[1],
            Reading.Quotient => parts[0] / parts[1],
            Reading.Negative => -parts[0],
            Reading.Square => parts[0] * parts[0],
            "softmax" => Softmax(parts)[int.Parse(formula.Text, CultureInfo.InvariantCulture)],
            _ => Elementary.TryGetValue(formula.What, out Func<Bounded[], Bounded>? function) ? function(parts) : SlopeOf(Slopes[formula.What], parts[0]),
        };
    }

    private static Bounded[] Softmax(Bounded[] x)
    {
        var p = new Bounded[x.Length];
        Bounded.Softmax(x, p);
        return p;
    }

    private static Bounded SlopeOf(Activation activation, Bounded z)
    {
        Bounded[] a = [0.0];
        activation.Apply<Bounded>([z], a);
        return activation.Slope(z, a[0]);
    }

    /// <summary>A number as it stands there.</summary>
    internal static Bounded Exact(string digits) => double.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>
    /// A number as printed for people, which is a rounded one: it may be off by half a unit of its sixth digit, whether or not zeros at
    /// its end were left out. 0 is printed only for 0.
    /// </summary>
    internal static Bounded Rounded(string digits)
    {
        double number = double.Parse(digits, CultureInfo.InvariantCulture);
        return number == 0 ? 0.0 : new Bounded(number, 0.5 * Math.Pow(10, Math.Floor(Math.Log10(number)) - 5));
    }
}
