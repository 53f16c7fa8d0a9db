using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Tests.Layers;

namespace Chainrule.Attack;

/// <summary>Valid problems, expressions and tables, from which attacks begin.</summary>
internal static class Valid
{
    /// <summary>A small problem: dense layers of any activation and loss that go together, or a layer of any kind.</summary>
    internal static Problem Problem(Random random)
    {
        if (random.OneIn(2)) return RandomLayers.Of(random.Of(LayerKind.All), random.NextInt64());
        Loss loss = random.Of(Loss.All);
        int[] sizes = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(1, 4))];
        Activation hidden = random.Of([.. Activation.All.Where(each => each.IsElementwise)]);
        return RandomProblem.Create(sizes, hidden, null, loss, random.NextInt64(), random.Next(1, 4));
    }

    internal static string Expression(Random random, int depth = 3)
    {
        if (depth == 0 || random.OneIn(4)) return random.OneIn(3) ? $"{random.Next(1, 100) / 8.0}" : $"{"abc"[random.Next(3)]}";
        return random.Next(3) switch
        {
            0 => $"{random.Of(["tanh", "exp", "relu", "sigmoid", "sqrt", "log", "-"])}({Expression(random, depth - 1)})",
            1 => $"({Expression(random, depth - 1)} {random.Of(["+", "-", "*", "/"])} {Expression(random, depth - 1)})",
            _ => $"{Expression(random, depth - 1)} + {Expression(random, depth - 1)}",
        };
    }

    internal static string Values(string expression) => string.Join(",", "abc".Where(each => expression.Contains(each, StringComparison.Ordinal)).Select(each => $"{each}={each - 'a' + 1}.5"));

    internal static string Table(Random random, int inputs, int outputs)
    {
        string header = string.Join(",", Enumerable.Range(0, inputs).Select(i => $"x{i}").Concat(Enumerable.Range(0, outputs).Select(i => $"y{i}")));
        IEnumerable<string> rows = Enumerable.Range(0, random.Next(1, 4)).Select(_ => string.Join(",", Enumerable.Range(0, inputs + outputs).Select(i => i < inputs ? $"{random.Next(-20, 20) / 10.0}" : "0.5")));
        return $"{header}\n{string.Join("\n", rows)}\n";
    }

    internal static string Address(Random random) =>
        $"{random.Of(["x", "y", "W", "b", "z", "a", "dA", "dZ", "dW", "db", "newW", "newb"])}{random.Of(["", "1", "2", "3"])}{random.Of(["[0]", "[0,0]", "[1]", "[1,0]", "[0,1]", ""])}";
}
