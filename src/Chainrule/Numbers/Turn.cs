namespace Chainrule.Numbers;

/// <summary>
/// Sine and cosine from + − · only, so that they have the same bits on every machine; those of a system's library do not. An angle is said in turns: 1 is once round.
/// </summary>
internal static class Turn
{
    private const int Terms = 12;

    /// <summary>cos 2πt.</summary>
    internal static double Cos(double turns) => Of(turns).Cos;

    /// <summary>sin 2πt.</summary>
    internal static double Sin(double turns) => Of(turns).Sin;

    /// <summary>Both, good to some units in the last place of 1.</summary>
    internal static (double Cos, double Sin) Of(double turns)
    {
        // Quarters are taken off without rounding; what is left is an eighth of a turn at most, where the series are short.
        double quarters = Math.Floor(4 * turns + 0.5), x = 2 * Math.PI * (turns - quarters / 4), square = x * x;
        double cos = 1, sin = x, power = 1, odd = x;
        for (int n = 1; n <= Terms; n++)
        {
            power *= -square / ((2 * n - 1) * (2 * n));
            odd *= -square / (2 * n * (2 * n + 1));
            cos += power;
            sin += odd;
        }
        return (quarters - 4 * Math.Floor(quarters / 4)) switch
        {
            0 => (cos, sin),
            1 => (-sin, cos),
            2 => (-cos, -sin),
            _ => (sin, -cos),
        };
    }
}
