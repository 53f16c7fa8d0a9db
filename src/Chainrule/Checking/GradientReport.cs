namespace Chainrule.Checking;

/// <summary>What a check of many derivatives found.</summary>
/// <param name="Checks">One entry for each derivative that was checked.</param>
/// <param name="Parameters">How many derivatives there are; more than were checked if a sample was taken.</param>
/// <param name="Examples">How many examples the checked loss is over.</param>
/// <param name="AllExamples">How many examples there are; more than <paramref name="Examples"/> if a sample was taken.</param>
/// <param name="AtKink">Every number that sits exactly on a kink.</param>
public sealed record GradientReport(
    IReadOnlyList<DerivativeCheck> Checks, int Parameters, int Examples, int AllExamples, IReadOnlyList<Kink> AtKink)
{
    /// <summary>Whether nothing failed, and something was there to pass.</summary>
    public bool Passed => Count(Verdict.Fail) == 0 && Count(Verdict.Pass) > 0;

    /// <summary>Where gradients failed, the first on the way back that is wrong and the layer that writes it, in words; null if none was found, or they were handed in.</summary>
    public string? FirstWrong { get; init; }

    /// <summary>How many came to this verdict.</summary>
    public int Count(Verdict verdict) => Checks.Count(check => check.Verdict == verdict);

    /// <summary>
    /// Where this method and the analytic derivative are furthest apart, relative to what they may be. A central difference across a kink
    /// does not count, nor a method that has no number or no limit of its rounding; null if nothing is left.
    /// </summary>
    public DerivativeCheck? Worst(Method method) =>
        Checks.Where(check => (method != Method.CentralDifference || check.Kink is null) && (check.By(method).Holds || check.By(method).Differs)).MaxBy(check => check.By(method).Ratio);

    /// <summary>
    /// In one line: <c>12 of 12 parameters checked on 1 of 1 examples: 12 pass, 0 at kinks, 0 fail</c>, and if there are such that rounding swamps, how many; then the addresses that fail, and
    /// <see cref="FirstWrong"/>.
    /// </summary>
    public override string ToString() =>
        $"{Checks.Count} of {Parameters} parameters checked on {Examples} of {AllExamples} examples: " +
        $"{Count(Verdict.Pass)} pass, {Count(Verdict.Kink)} at kinks, {Count(Verdict.Fail)} fail" +
        (Count(Verdict.CannotTell) is > 0 and int open ? $", {open} cannot be told" : "") + Failing();

    private const int MostNamed = 8;

    private string Failing()
    {
        string[] failing = [.. Checks.Where(check => check.Verdict == Verdict.Fail).Select(check => check.Address)];
        if (failing.Length == 0) return "";
        return $" ({string.Join(", ", failing.Take(MostNamed))}{(failing.Length > MostNamed ? $" and {failing.Length - MostNamed} more" : "")}){(FirstWrong is null ? "" : $"; {FirstWrong}")}";
    }
}
