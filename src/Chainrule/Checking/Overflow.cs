using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>Why a number came out as none: the numbers were too large, or a law is not defined where it was asked.</summary>
internal static class Overflow
{
    // e to this is the last that a double holds: smaller numbers make no infinite one, unless something divides by 0.
    private const double Large = 700;

    /// <summary>Address and number, and what to do; <paramref name="smaller"/> is what may be made smaller.</summary>
    internal static string Words(string address, double number, Workspace<Bounded> at, string smaller)
    {
        string large = $"{address} comes out as {number:R}: the numbers of this problem are too large to compute with; make its {smaller} smaller";
        double largest = 0;
        foreach (Quantity quantity in at.Plan.Quantities)
            foreach (Bounded cell in at[quantity].Cells)
            {
                if (double.IsFinite(cell.Number)) largest = Math.Max(largest, Math.Abs(cell.Number));
                else
                    return largest >= Large ? large : $"{address} comes out as {number:R}: {quantity} is the first that is {cell.Number:R}, of numbers that are not large, so its law "
                        + (double.IsNaN(cell.Number) ? "is not defined there, such as the root or the logarithm of a negative number, or 0/0" : "divides by 0 there, or grows without end") + "; mend the law, or keep away from there";
            }
        return large;
    }
}
