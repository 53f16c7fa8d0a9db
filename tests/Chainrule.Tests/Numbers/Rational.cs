using System.Numerics;

namespace Chainrule.Tests.Numbers;

/// <summary>An exact fraction: the truth with which rounded arithmetic is compared. Every finite double is one.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator)
{
    internal static Rational Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0) exponent = 1;
        else mantissa |= 1L << 52;
        BigInteger numerator = bits < 0 ? -mantissa : mantissa;
        int power = exponent - 1075;
        return power >= 0 ? new(numerator << power, 1) : new(numerator, BigInteger.One << -power);
    }

    public static Rational operator +(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + new Rational(-b.Numerator, b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    // The denominator stays positive.
    public static Rational operator /(Rational a, Rational b) => b.Numerator.Sign < 0
        ? new(-a.Numerator * b.Denominator, -b.Numerator * a.Denominator)
        : new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    internal bool IsZero => Numerator.IsZero;

    internal bool IsWithin(double bound, Rational of)
    {
        Rational gap = this - of, most = Of(bound);
        return BigInteger.Abs(gap.Numerator) * most.Denominator <= most.Numerator * gap.Denominator;
    }
}
