using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>
/// Pictures of the digits 0 … 9, 12 × 12 pixels from 0 (paper) to 1 (ink), a class each: strokes whose corners stray, turned, sheared, scaled and moved a little, drawn with a pen that is now thin, now
/// thick.
/// </summary>
internal sealed record Digits() : Generator("digits", "which digit is written in a picture of 12 × 12 pixels", Side * Side, 10, 0.03, [.. Enumerable.Range(0, 10).Select(digit => $"digit {digit}")])
{
    /// <summary>Pixels of a row.</summary>
    internal const int Side = 12;

    private const int RoundSteps = 16;

    // Strokes as corners in a square from 0 to 1, x to the right and y down.
    private static readonly (double X, double Y)[][][] Strokes =
    [
        [Round(0.5, 0.5, 0.26, 0.38, 0, 1)],
        [[(0.34, 0.28), (0.54, 0.12), (0.54, 0.88)]],
        [[.. Round(0.5, 0.34, 0.25, 0.22, 0.5, 1.08), (0.26, 0.88), (0.78, 0.88)]],
        [[.. Round(0.46, 0.31, 0.25, 0.19, 0.55, 1.25), .. Round(0.46, 0.69, 0.28, 0.19, 0.75, 1.45)]],
        [[(0.6, 0.88), (0.6, 0.12), (0.22, 0.64), (0.8, 0.64)]],
        [[(0.72, 0.12), (0.32, 0.12), (0.29, 0.46), .. Round(0.48, 0.65, 0.27, 0.23, 0.7, 1.42)]],
        [[(0.64, 0.1), (0.38, 0.36), .. Round(0.5, 0.66, 0.24, 0.22, 0.5, 1.5)]],
        [[(0.22, 0.12), (0.78, 0.12), (0.42, 0.88)]],
        [Round(0.5, 0.31, 0.21, 0.19, 0, 1), Round(0.5, 0.69, 0.26, 0.2, 0, 1)],
        [[.. Round(0.5, 0.34, 0.24, 0.22, 0, 1), (0.72, 0.5), (0.58, 0.9)]],
    ];

    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        int digit = i % 10;
        y[digit] = 1;
        Pen pen = Pen.Draw(random);
        double[] ink = new double[Side * Side];
        foreach ((double X, double Y)[] stroke in Strokes[digit])
        {
            (double X, double Y)[] moved = [.. stroke.Select(corner => pen.Move(corner.X + Stray(random), corner.Y + Stray(random)))];
            for (int corner = 1; corner < moved.Length; corner++) Line(moved[corner - 1], moved[corner], pen.Radius, ink);
        }
        for (int pixel = 0; pixel < ink.Length; pixel++) x[pixel] = (float)ink[pixel];
    }

    // A pixel is as dark as the pen covers it: its edge is a pixel wide.
    private static void Line((double X, double Y) from, (double X, double Y) to, double radius, double[] ink)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, square = dx * dx + dy * dy;
        for (int row = 0; row < Side; row++)
            for (int column = 0; column < Side; column++)
            {
                double px = column + 0.5 - from.X, py = row + 0.5 - from.Y;
                double along = square == 0 ? 0 : Math.Clamp((px * dx + py * dy) / square, 0, 1);
                double offX = px - along * dx, offY = py - along * dy, distance = Math.Sqrt(offX * offX + offY * offY);
                ref double pixel = ref ink[row * Side + column];
                pixel = Math.Max(pixel, Math.Clamp(radius + 0.5 - distance, 0, 1));
            }
    }

    // An arc of an ellipse, from and to in turns: 0 is to the right, a quarter is down.
    private static (double X, double Y)[] Round(double x, double y, double width, double height, double from, double to) =>
    [
        .. Enumerable.Range(0, RoundSteps + 1).Select(step =>
        {
            (double cos, double sin) = Turn.Of(from + (to - from) * step / RoundSteps);
            return (x + width * cos, y + height * sin);
        }),
    ];

    /// <summary>How a picture is written: a turn, a shear, a scale, a place, and how thick the pen is, in pixels.</summary>
    private readonly record struct Pen(double Cos, double Sin, double Shear, double Scale, double X, double Y, double Radius)
    {
        internal static Pen Draw(RandomSource random)
        {
            (double cos, double sin) = Turn.Of(random.Uniform(-0.03, 0.03));
            return new(cos, sin, random.Uniform(-0.15, 0.15), random.Uniform(0.85, 1.05), random.Uniform(-0.06, 0.06), random.Uniform(-0.06, 0.06), random.Uniform(0.4, 0.9));
        }

        internal (double X, double Y) Move(double x, double y)
        {
            double across = Scale * (x - 0.5 + Shear * (0.5 - y)), down = Scale * (y - 0.5);
            return (Side * (0.5 + X + Cos * across - Sin * down), Side * (0.5 + Y + Sin * across + Cos * down));
        }
    }
}
