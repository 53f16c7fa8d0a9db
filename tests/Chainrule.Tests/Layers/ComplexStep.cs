using System.Numerics;

namespace Chainrule.Tests.Layers;

/// <summary>
/// The gradient by the complex step, dL/dθ = Im L(θ + ih)/h (Squire and Trapp 1998). Nothing is subtracted, so h may be so small that its square is lost beside the number: what comes out has the
/// roundoff of L alone. It knows nothing of a backward pass, nor of this engine's dual numbers.
/// </summary>
internal static class ComplexStep
{
    private const double H = 1e-100;

    internal static double[] Gradient(double[] parameters, Func<Complex[], Complex> loss)
    {
        Complex[] θ = [.. parameters.Select(each => (Complex)each)];
        return [.. parameters.Select((number, i) =>
        {
            θ[i] = new(number, H);
            double slope = loss(θ).Imaginary / H;
            θ[i] = number;
            return slope;
        })];
    }
}
