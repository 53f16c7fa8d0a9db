using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Attack.Attacks;

/// <summary>The check of gradients, at every scale: right ones are never called wrong, and spoiled ones never right.</summary>
internal sealed class Gradients : Attack<Gradients.Case>
{
    private long right, told, spoiled, caught;

    internal override string Counted => $"{told:N0} of {right:N0} right gradients were told to be right, {caught:N0} of {spoiled:N0} spoiled ones to be wrong";

    private protected override int CasesOfARound => 40;

    private protected override Case Draw(Random random) =>
        new(Scaling.Of(Valid.Problem(random), Math.Pow(10, random.Next(-6, 7)), random), (Mistake)random.Next(Enum.GetValues<Mistake>().Length), random.Next());

    private protected override string? Wrong(Case one, out bool isDeep)
    {
        isDeep = false;
        (string Address, double Right, double Spoiled) changed = default;
        GradientReport report;
        try
        {
            report = GradientCheck.Run(one.Problem, new() { All = true, Gradient = problem => Spoil(GradientCheck.Backpropagation<F64>(problem), one, out changed) });
        }
        catch (Rules.ProblemException)
        {
            // Numbers too large to compute with.
            return null;
        }
        isDeep = true;
        bool isSpoiled = Math.Abs(changed.Spoiled - changed.Right) > 1e-3 * Math.Abs(changed.Right);
        DerivativeCheck[] failed = [.. report.Checks.Where(check => check.Verdict == Verdict.Fail)];
        if (!isSpoiled)
        {
            right++;
            if (report.Passed) told++;
            return failed.Length > 0 && one.Mistake == Mistake.None ? $"RIGHT gradients are called wrong: {failed[0]}" : null;
        }
        spoiled++;
        if (failed.Any(check => check.Address == changed.Address)) caught++;
        return report.Checks.FirstOrDefault(check => check.Address == changed.Address && check.Verdict == Verdict.Pass && !IsWhatDualNumbersSay(check)) is { } passed ? $"SPOILED gradient {changed} is called right: {passed}" : null;
    }

    // A gradient that is 0 but for its rounding may be spoiled into the right one.
    private static bool IsWhatDualNumbersSay(DerivativeCheck check) => Math.Abs(check.Analytic - check.Dual.Number) <= 1e-3 * Math.Abs(check.Dual.Number);

    private static Gradients<F64> Spoil(Gradients<F64> gradients, Case one, out (string, double, double) changed)
    {
        Quantity[] parameters = [.. one.Problem.Network.Plan.Parameters];
        Quantity quantity = parameters[one.At % parameters.Length];
        Cells<F64> cells = gradients[quantity].Cells;
        int at = one.At % cells.Length, columns = gradients[quantity].Columns;
        ref F64 cell = ref cells[at];
        double before = cell.Number;
        cell = one.Mistake switch
        {
            Mistake.Sign => -cell,
            Mistake.Twice => cell + cell,
            Mistake.Neighbour => cells[(one.At + 1) % cells.Length],
            Mistake.Forgotten => 0.0,
            _ => cell,
        };
        changed = ($"{new Parameter(quantity, at / columns, at % columns)}", before, cell.Number);
        return gradients;
    }

    private protected override IEnumerable<Case> Smaller(Case one) => Scaling.Smaller(one.Problem).Select(smaller => one with { Problem = smaller });

    private protected override string Shown(Case one) => $"{one.Mistake} at {one.At}: {Spoiling.Shown(NetworkFile.Write(one.Problem))}";

    internal enum Mistake
    {
        None,
        Sign,
        Twice,
        Neighbour,
        Forgotten,
    }

    internal sealed record Case(Problem Problem, Mistake Mistake, int At);
}
