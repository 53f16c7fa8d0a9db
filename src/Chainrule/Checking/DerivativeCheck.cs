namespace Chainrule.Checking;

/// <summary>A second way to a derivative, with which the analytic one is compared.</summary>
public enum Method
{
    /// <summary>(L(θ + h) − L(θ − h)) / 2h: knows nothing of derivative rules, but is only good to some seven digits.</summary>
    CentralDifference,

    /// <summary>Dual numbers, forward mode: good to the last digits.</summary>
    DualNumbers,

    /// <summary>The graph of the same computation, walked backward (<see cref="Numbers.Value.Backward"/>): good to the last digits.</summary>
    Graph,
}

/// <summary>What a check came to.</summary>
public enum Verdict
{
    /// <summary>The methods agree with the analytic derivative, and at least one of them to so many digits that a mistake would have shown.</summary>
    Pass,

    /// <summary>
    /// The central difference reaches across a kink, where a difference is not a derivative, so it says nothing; the others agree.
    /// </summary>
    Kink,

    /// <summary>Some method disagrees by more than rounding explains.</summary>
    Fail,

    /// <summary>Rounding swamps the derivative in every method, so that right and wrong look alike.</summary>
    CannotTell,
}

/// <summary>The analytic derivative beside that of another method.</summary>
/// <param name="Number">The other method's derivative.</param>
/// <param name="Gap">|analytic − number|.</param>
/// <param name="Tolerance">How large the gap may be, from the rounding (and for a difference also the truncation) of both.</param>
public readonly record struct Comparison(double Number, double Gap, double Tolerance)
{
    internal static Comparison Of(double analytic, double number, double tolerance) =>
        new(number, Math.Abs(analytic - number), tolerance);

    // To agree means to agree to four digits: whoever is off by a sign, a factor or an entry is not.
    private const double Digits = 1e-4;

    /// <summary>The same comparison, in which the difference means nothing.</summary>
    internal Comparison Open => this with { Tolerance = double.PositiveInfinity };

    /// <summary>Whether the two agree. A gap that is not a number, or a tolerance without limit, is no agreement.</summary>
    public bool Holds => Gap <= Tolerance && double.IsFinite(Tolerance);

    /// <summary>Whether the two disagree. A method that has no number itself, or no limit of its rounding, cannot disagree.</summary>
    public bool Differs => double.IsFinite(Number) && double.IsFinite(Tolerance) && !(Gap <= Tolerance);

    /// <summary>Whether the two agree, and so closely that it means something: the tolerance is at most a ten thousandth of the number.</summary>
    public bool Tells => Holds && Tolerance <= Digits * Math.Abs(Number);

    /// <summary>The gap as a multiple of what it may be: above 1, the two disagree. 0 where nothing can be said.</summary>
    public double Ratio => Gap == 0 || !double.IsFinite(Number) || !double.IsFinite(Tolerance) ? 0 : double.IsNaN(Gap) ? double.PositiveInfinity : Gap / Tolerance;
}

/// <summary>A number that sits on, or was moved across, a kink: a place where a function or one of its first two derivatives jumps.</summary>
/// <param name="Number">The address of the number, for example <c>z1[0]</c>; with several examples <c>z1[e,j]</c>.</param>
/// <param name="Law">The name of the activation or loss.</param>
/// <param name="At">Where the kink is.</param>
public sealed record Kink(string Number, string Law, double At)
{
    /// <summary>As it would be said: <c>z1[0] at 0, a kink of relu</c>.</summary>
    public override string ToString() => $"{Number} at {At:R}, a kink of {Law}";
}

/// <summary>One derivative, computed four ways.</summary>
/// <param name="Address">What it is the derivative with respect to, for example <c>W1[0,1]</c>.</param>
/// <param name="Analytic">The derivative that is being checked.</param>
/// <param name="Central">Beside the central difference.</param>
/// <param name="Dual">Beside dual numbers.</param>
/// <param name="Graph">Beside the graph.</param>
/// <param name="Kink">The kink which the central difference reaches across, where that is why it disagrees; else null.</param>
public sealed record DerivativeCheck(string Address, double Analytic, Comparison Central, Comparison Dual, Comparison Graph, Kink? Kink)
{
    /// <summary>
    /// Fail where the dual numbers or the graph disagree, or the central difference does and no kink explains it. A kink never excuses
    /// the other two methods: they take the derivative at the point itself. Otherwise pass if the dual numbers or the difference tell; the graph repeats the analytic derivative's own
    /// operations, so its agreement alone is not enough.
    /// </summary>
    public Verdict Verdict =>
        Dual.Differs || Graph.Differs || (Central.Differs && Kink is null) ? Verdict.Fail
        : Kink is not null ? Verdict.Kink
        : Dual.Tells || Central.Tells || IsNothing ? Verdict.Pass
        : Verdict.CannotTell;

    // Of a derivative that is 0 no digits can be compared. But where both other derivations of it are exactly 0 too, and could be off by next to nothing, it is right.
    private const double NextToNothing = 1e-8;

    private bool IsNothing => Analytic == 0 && Dual is { Number: 0, Tolerance: <= NextToNothing } && Graph.Number == 0;

    /// <summary>The comparison with this method.</summary>
    public Comparison By(Method method) => method switch
    {
        Method.CentralDifference => Central,
        Method.DualNumbers => Dual,
        _ => Graph,
    };
}
