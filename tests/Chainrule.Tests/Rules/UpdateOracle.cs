using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Rules;

/// <summary>
/// Every update a second time, in another way: not from step to step but from the whole history of gradients, as the sums which the papers derive, and in decimals of 28 digits, whose
/// rounding is nothing beside that of doubles.
/// </summary>
internal static class UpdateOracle
{
    private const int Steps = 10;

    // Settings, rates and gradients which doubles and decimals hold without rounding.
    private const decimal Mu = 0.875m, Beta1 = 0.875m, Beta2 = 0.9921875m, Epsilon = 0.0009765625m, Rho = 0.875m, Lambda = 0.125m;

    private static readonly Dictionary<string, Func<decimal[], decimal[], decimal, (decimal[] States, decimal Movement)>> All = new()
    {
        // θ ← θ − η·g
        ["gradient-descent"] = (g, η, _) => ([], η[^1] * g[^1]),
        // v = Σᵢ μ^(t−i)·gᵢ
        ["momentum"] = (g, η, _) =>
        {
            decimal v = Faded(g, Mu);
            return ([v], η[^1] * v);
        },
        // Kingma and Ba, (1): v = (1 − β₂) Σᵢ β₂^(t−i)·gᵢ²
        ["adam"] = (g, η, _) => OfMoments(g, direction => η[^1] * direction),
        // Sutskever et al., (3) and (4), of the point ahead: Σᵢ μ^(t−i)·gᵢ, once more times μ, and the gradient itself
        ["nesterov"] = (g, η, _) =>
        {
            decimal v = Faded(g, Mu);
            return ([v], η[^1] * (g[^1] + Mu * v));
        },
        // Duchi et al., figure 1: the root of Σᵢ gᵢ²
        ["adagrad"] = (g, η, _) =>
        {
            decimal s = Faded(Squares(g), 1);
            return ([s], η[^1] * g[^1] / (Root(s) + Epsilon));
        },
        // v = (1 − ρ) Σᵢ ρ^(t−i)·gᵢ²
        ["rmsprop"] = (g, η, _) =>
        {
            decimal v = (1 - Rho) * Faded(Squares(g), Rho);
            return ([v], η[^1] * g[^1] / (Root(v) + Epsilon));
        },
        // Loshchilov and Hutter, algorithm 2, line 12
        ["adamw"] = (g, η, θ) => OfMoments(g, direction => η[^1] * (direction + Lambda * θ)),
    };

    private static (decimal[] States, decimal Movement) OfMoments(decimal[] g, Func<decimal, decimal> movement)
    {
        decimal m = (1 - Beta1) * Faded(g, Beta1), v = (1 - Beta2) * Faded(Squares(g), Beta2);
        return ([m, v], movement(m / (1 - Power(Beta1, g.Length)) / (Root(v / (1 - Power(Beta2, g.Length))) + Epsilon)));
    }

    private static decimal[] Squares(decimal[] g) => [.. g.Select(each => each * each)];

    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>What the update gets wrong in some walks of ten steps, whose rate changes on the way: more than its own error bound off.</summary>
    internal static IReadOnlyList<string> Wrong(Update update)
    {
        foreach ((string setting, decimal value) in new[] { ("mu", Mu), ("beta1", Beta1), ("beta2", Beta2), ("epsilon", Epsilon), ("rho", Rho), ("lambda", Lambda) })
            if (update.Settings.Any(each => each.Name == setting)) update = update.With(setting, (double)value);
        List<string> wrong = [];
        Random random = new(1);
        for (int walk = 0; walk < 20; walk++) Walk(update, random, wrong);
        return wrong;
    }

    private static void Walk(Update update, Random random, List<string> wrong)
    {
        Bounded parameter = 0.5;
        decimal right = 0.5m;
        var state = new Bounded[update.States.Count];
        List<decimal> gradients = [], rates = [];
        for (int t = 1; t <= Steps; t++)
        {
            gradients.Add(random.Next(-2048, 2049) / 1024m);
            rates.Add(t <= Steps / 2 ? 0.125m : 0.0625m);
            update.Advance((double)gradients[^1], state.AsSpan());
            parameter = update.Step<Bounded>(parameter, (double)gradients[^1], state, (double)rates[^1], t);
            (decimal[] states, decimal movement) = All[update.Name]([.. gradients], [.. rates], right);
            right -= movement;
            for (int s = 0; s < states.Length; s++) Compare(state[s], states[s], $"{update.States[s]} of step {t}");
            Compare(parameter, right, $"θ after step {t}");
        }

        void Compare(Bounded got, decimal wanted, string what)
        {
            if (!(Math.Abs((decimal)got.Number - wanted) <= (decimal)got.Error + Rounding)) wrong.Add($"{what}: got {got}, wanted {wanted}");
        }
    }

    // A double becomes a decimal of 15 digits; the numbers here are below 100.
    private const decimal Rounding = 5e-14m;

    private static decimal Faded(decimal[] g, decimal kept) => g.Select((each, i) => Power(kept, g.Length - 1 - i) * each).Sum();

    private static decimal Power(decimal x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    // Newton's iteration doubles the digits at each step.
    private static decimal Root(decimal x)
    {
        if (x == 0) return 0;
        decimal root = (decimal)Math.Sqrt((double)x);
        for (int i = 0; i < 3; i++) root = (root + x / root) / 2;
        return root;
    }
}
