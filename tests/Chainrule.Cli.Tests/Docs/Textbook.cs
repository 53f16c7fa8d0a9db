using System.Globalization;
using System.Text.RegularExpressions;
using Chainrule.Numbers;

namespace Chainrule.Cli.Tests.Docs;

/// <summary>
/// Reads mathematics as a textbook prints it, such as <c>1/m Σ (a − y)²</c>, and computes it. Letters and functions are what they are said to be. Two things side
/// by side are multiplied entry by entry, and so is ⊙; a dot between matrices is their product. Σ adds up all that its term holds.
/// </summary>
internal sealed partial class Textbook
{
    private readonly Dictionary<string, Grid> letters = [];
    private readonly Dictionary<string, Func<Grid[], Grid>> functions;
    private string[] tokens = [];
    private int at;

    public Textbook() => functions = new()
    {
        ["ln"] = x => x[0].Map(Math.Log),
        ["exp"] = x => x[0].Map(Math.Exp),
        ["tanh"] = x => x[0].Map(Math.Tanh),
        ["erf"] = x => x[0].Map(Functions.Erf),
        ["√"] = x => x[0].Map(Math.Sqrt),
        ["σ"] = x => x[0].Map(Functions.Sigmoid),
        ["max"] = x => x[0].With(x[1], Math.Max),
        ["min"] = x => x[0].With(x[1], Math.Min),
        ["column sums of"] = x => x[0].ColumnSums(),
    };

    public Textbook Let(string letter, Grid number)
    {
        letters[letter] = number;
        return this;
    }

    public Textbook Let(string name, Func<Grid, Grid> function)
    {
        functions[name] = x => function(x[0]);
        return this;
    }

    /// <summary>
    /// Everything that a text equates, computed: of <c>σ(z) = 1/(1 + e⁻ᶻ)</c> both sides. What comes behind a comma and has a name, such as
    /// <c>h(d) = ½d²</c>, is a definition for what stands before it.
    /// </summary>
    public IReadOnlyList<Grid> Sides(string text)
    {
        string[] clauses = Definition().Split(text);
        foreach (string clause in clauses.Skip(1).Reverse()) Define(clause);
        return [.. clauses[0].Split(" = ").Select(Compute)];
    }

    private void Define(string clause)
    {
        string[] sides = clause.Split(" = ");
        Match function = Regex.Match(sides[0], @"^(\w)\((\w)\)$");
        if (!function.Success)
        {
            if (sides[0].Length == 1) letters[sides[0]] = Compute(sides[1]);
            else Assert.Equal(Compute(sides[0]).Number, Compute(sides[1]).Number, 1e-15);
            return;
        }
        string name = function.Groups[1].Value, letter = function.Groups[2].Value;
        functions[name] = x => x[0].Map(number => new Textbook().From(this).Let(letter, number).Compute(sides[1]).Number);
    }

    private Textbook From(Textbook other)
    {
        foreach ((string name, Grid number) in other.letters) letters[name] = number;
        foreach ((string name, var function) in other.functions) functions[name] = function;
        return this;
    }

    private Grid Compute(string text)
    {
        Match cases = Cases().Match(text);
        if (cases.Success)
        {
            (double left, double right) = (Compute(cases.Groups[2].Value).Number, Compute(cases.Groups[4].Value).Number);
            return Compute(cases.Groups[(cases.Groups[3].Value == ">" ? left > right : left <= right) ? 1 : 5].Value);
        }
        tokens = [.. Token().Matches(text).Select(match => match.Value)];
        (string[] whole, at) = (tokens, 0);
        Grid result = Sum();
        Assert.True(at == whole.Length, $"\"{text}\" was understood only up to {string.Concat(whole.Take(at))}.");
        return result;
    }

    private string Next => at < tokens.Length ? tokens[at] : "";

    private bool Take(params ReadOnlySpan<string> any)
    {
        if (!any.Contains(Next)) return false;
        at++;
        return true;
    }

    private Grid Sum()
    {
        Grid sum = Take("−") ? Term().Map(x => -x) : Term();
        while (Next is "+" or "−")
        {
            bool isPlus = Take("+") || !Take("−");
            sum = sum.With(Term(), (x, y) => isPlus ? x + y : x - y);
        }
        return sum;
    }

    private Grid Term()
    {
        Grid product = Factor();
        while (Next is not ("" or "+" or "−" or ")" or "," or "|"))
        {
            if (Take("/")) product = product.With(Factor(), (x, y) => x / y);
            else if (Take("·")) product = product.Times(Factor());
            else
            {
                Take("⊙");
                product = product.With(Factor(), (x, y) => x * y);
            }
        }
        return product;
    }

    private Grid Factor()
    {
        if (Take("Σ")) return Term().Total();
        Grid x = Atom();
        while (true)
        {
            if (Take("²")) x = x.Map(number => number * number);
            else if (Take("ᵀ")) x = x.Transposed();
            else if (Take("ᶻ")) x = letters["z"].Map(z => Math.Pow(x.Number, z));
            else if (Take("⁻ᶻ")) x = letters["z"].Map(z => Math.Pow(x.Number, -z));
            else if (Take("ᵗ")) x = x.With(letters["t"], Math.Pow);
            else if (Take("^")) x = x.With(Atom(), Math.Pow);
            else return x;
        }
    }

    private Grid Atom()
    {
        if (Take("("))
        {
            Grid inside = Sum();
            Assert.True(Take(")"));
            return inside;
        }
        if (Take("|"))
        {
            Grid inside = Sum();
            Assert.True(Take("|"));
            return inside.Map(Math.Abs);
        }
        string word = tokens[at++];
        if (letters.TryGetValue(word, out Grid? letter)) return letter;
        if (functions.TryGetValue(word, out var function)) return function(Arguments());
        return word switch
        {
            "½" => 0.5,
            "π" => Math.PI,
            "e" => Math.E,
            _ => double.Parse(word, CultureInfo.InvariantCulture),
        };
    }

    private Grid[] Arguments()
    {
        if (!Take("(")) return [Factor()];
        List<Grid> arguments = [Sum()];
        while (Take(",")) arguments.Add(Sum());
        Assert.True(Take(")"));
        return [.. arguments];
    }

    [GeneratedRegex(@", (?=\w\(\w\) = |\w = |Σ y = )")]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(.*) where (.*) ([>≤]) (.*), else (.*)$")]
    private static partial Regex Cases();

    [GeneratedRegex(@"column sums of|softmax|∂\w[ᵢⱼ]?/∂\w[ᵢⱼ]?|new θ|\w_old|β[₁₂]|A_prev|dA_prev|d[AZWb]|f′|δᵢⱼ|[zp][ᵢⱼ]|exp|ln|tanh|erf|max|min|[0-9.]+|⁻ᶻ|\p{L}|[^\s]")]
    private static partial Regex Token();
}
