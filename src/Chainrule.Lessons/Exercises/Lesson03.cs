namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 3, a neuron by hand.</summary>
public static class Lesson03
{
    // The neuron of 3.3 and 3.4: x = (2, −1), w = (0.5, 1), b = 0.3, tanh, L = ½(a − y)² with y = 1.
    private const double Y = 1, Eta = 0.5;

    private static readonly double A = Math.Tanh(0.5 * 2 + 1 * -1 + 0.3), Sigmoid = 1 / (1 + Math.Exp(-0.3));

    private static readonly double Delta = (A - Y) * (1 - A * A);

    /// <summary>The weighted sum.</summary>
    public static Exercise<double> WeightedSum { get; } = Make.Number("3.1",
            "a neuron with w = (2, −1), b = 0.5 gets x = (3, 4). Put its z into answer1.", 2 * 3 + -1 * 4 + 0.5)
        .Mistake(2, "the bias is missing: z = w₀x₀ + w₁x₁ + b.")
        .Mistake(10.5, "the sign of the second weight is lost: it is −1.")
        .Mistake(7.5, "you added the weights and the inputs first. Multiply each weight by its own input, then add.")
        .Mistake(5.5, "the inputs are swapped: w₀ goes with x₀ and w₁ with x₁.");

    /// <summary>The slope of z·σ(z), an activation that uses z twice.</summary>
    public static Exercise<Func<double, double>> SiluSlope { get; } = Make.Function("3.2",
            "return the slope of a = z·σ(z) at z. z is used in two places: add both ways.", z => S(z) + z * Slope(z), -2, 0.5, 3)
        .Mistake(Slope, "that is the slope of σ(z) alone. Here z is a factor as well.")
        .Mistake(z => S(z), "that is the way through the first z only. σ(z) changes too.")
        .Mistake(z => z * Slope(z), "that is the way through σ(z) only. The z in front changes too.")
        .Mistake(z => S(z) * z * Slope(z), "you multiplied the two ways. Along a way multiply, over the ways add.")
        .Mistake(z => S(z) + z * (1 - S(z) * S(z)), "1 − a² is the slope of tanh. That of σ is σ(1 − σ).")
        .Mistake(z => z * S(z) * (1 - z * S(z)), "a(1 − a) is the slope where a = σ(z). Here a is a product, z·σ(z).");

    /// <summary>The gradients of a tanh neuron.</summary>
    public static Exercise<double[]> TanhGradients { get; } = Make.Vector("3.3",
            "put the gradients of w₀, w₁ and b into answer3. δ = (a − y)(1 − a²), then δ·x₀, δ·x₁, δ.", [2 * Delta, -Delta, Delta])
        .Mistake([2 * (A - Y), -(A - Y), A - Y], "the slope of tanh is missing: δ = (a − y)·(1 − a²).")
        .Mistake([-2 * Delta, Delta, -Delta], "the sign: the gradient of ½(a − y)² is a − y, not y − a.")
        .Mistake([2 * (A - Y) * A * (1 - A), -(A - Y) * A * (1 - A), (A - Y) * A * (1 - A)], "a(1 − a) is the slope of the sigmoid. This neuron has tanh: 1 − a².")
        .Mistake([2 * (Sigmoid - Y) * Slope(0.3), -(Sigmoid - Y) * Slope(0.3), (Sigmoid - Y) * Slope(0.3)], "those are right for a sigmoid neuron. This one has tanh.")
        .Mistake([Delta, Delta, Delta], "each weight's gradient is δ times its own input.")
        .Mistake([0.5 * Delta, Delta, Delta], "you multiplied by the weights. The slope of w·x when w is nudged is x.");

    /// <summary>The parameters of that neuron after a step.</summary>
    public static Exercise<double[]> Step { get; } = new Exercise<double[]>("3.4",
            "take a step with η = 0.5 from the gradients of 3.3, and put the new w₀, w₁ and b into answer4.", Moved(-Eta), Flat.Of)
    {
        // The parameters move so little that half a percent would also accept some of the mistakes.
        Tolerance = 1e-4,
    }
        .Mistake(Moved(Eta), "that steps up the slope. Down is minus: w ← w − η·dw.")
        .Mistake(Moved(-1), "the learning rate is missing: multiply the gradient by η = 0.5.")
        .Mistake([.. Moved(-Eta)[..2], 0.3], "the bias moves too: b ← b − η·δ.")
        .Mistake([-Eta * 2 * Delta, Eta * Delta, -Eta * Delta], "those are the changes. Add each to the old parameter.");

    internal static IReadOnlyList<Exercise> All => [WeightedSum, SiluSlope, TanhGradients, Step];

    private static double[] Moved(double by) => [0.5 + by * 2 * Delta, 1 - by * Delta, 0.3 + by * Delta];

    private static double S(double z) => 1 / (1 + Math.Exp(-z));

    private static double Slope(double z) => S(z) * (1 - S(z));
}
