using Chainrule.Numbers;
using CsCheck;

namespace Chainrule.Tests.Numbers;

public class DualTests
{
    private static Dual<F64> At(double x) => Dual<F64>.Variable(x);

    private static Dual<Dual<F64>> Twice(double x) => Dual<Dual<F64>>.Variable(At(x));

    // Every expected derivative is written in elementary functions, in another form than in Dual; each side is a handful of roundings.
    private static void AssertDerivative(double expected, Dual<F64> actual) =>
        Assert.Equal(expected, actual.Derivative.Number, 32 * Bounded.Roundoff * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Every_letter_of_the_alphabet_has_its_derivative() => Gen.Double[0.1, 4].Holds(x =>
    {
        AssertDerivative(1, At(x) + 3.0);
        AssertDerivative(-1, 3.0 - At(x));
        AssertDerivative(2 * x, At(x) * At(x));
        AssertDerivative(-1 / (x * x), 1.0 / At(x));
        AssertDerivative(-1, -At(x));
        AssertDerivative(3, Dual<F64>.MulAdd(At(x), 3.0, 2.0));
        AssertDerivative(Math.Exp(x), Dual<F64>.Exp(At(x)));
        AssertDerivative(Math.Exp(x), Dual<F64>.Expm1(At(x)));
        AssertDerivative(1 / x, Dual<F64>.Log(At(x)));
        AssertDerivative(0.5 * Math.Pow(x, -0.5), Dual<F64>.Sqrt(At(x)));
        AssertDerivative(Math.Pow(Math.Cosh(x), -2), Dual<F64>.Tanh(At(x)));
        AssertDerivative(0.25 * Math.Pow(Math.Cosh(x / 2), -2), Dual<F64>.Sigmoid(At(x)));
        AssertDerivative(1 / (1 + Math.Exp(-x)), Dual<F64>.Softplus(At(x)));
        AssertDerivative(2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x), Dual<F64>.Erf(At(x)));
        AssertDerivative(-2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x), Dual<F64>.Erfc(At(x)));
        AssertDerivative(x > 2 ? 1 : 0, Dual<F64>.Max(At(x), 2.0));
        AssertDerivative(0, Dual<F64>.Step(At(x)));
    }, times: 200);

    [Fact]
    public void Softmax_and_log_sum_exp_have_the_derivatives_of_their_textbook_forms() => Gen.Double[-3, 3].Array[3].Holds(z =>
    {
        Dual<F64>[] x = [At(z[0]), z[1], z[2]], p = new Dual<F64>[3];
        Dual<F64>.Softmax(x, p);
        Dual<F64> sum = Dual<F64>.Exp(x[0]) + Dual<F64>.Exp(x[1]) + Dual<F64>.Exp(x[2]);
        for (int j = 0; j < 3; j++) AssertDerivative((Dual<F64>.Exp(x[j]) / sum).Derivative, p[j]);
        AssertDerivative(Dual<F64>.Log(sum).Derivative, Dual<F64>.LogSumExp(x));
    }, times: 200);

    [Fact]
    public void A_dual_of_duals_has_the_second_derivative() => Gen.Double[0.2, 3].Holds(x =>
    {
        double s = 1 / (1 + Math.Exp(-x)), t = Math.Tanh(x);
        AssertDerivative(6 * x, (Twice(x) * Twice(x) * Twice(x)).Derivative);
        AssertDerivative(2 / (x * x * x), ((Dual<Dual<F64>>)1.0 / Twice(x)).Derivative);
        AssertDerivative(s * (1 - s) * (1 - 2 * s), Dual<Dual<F64>>.Sigmoid(Twice(x)).Derivative);
        AssertDerivative(-2 * t * (1 - t * t), Dual<Dual<F64>>.Tanh(Twice(x)).Derivative);
        AssertDerivative(s * (1 - s), Dual<Dual<F64>>.Softplus(Twice(x)).Derivative);
        AssertDerivative(-1 / (x * x), Dual<Dual<F64>>.Log(Twice(x)).Derivative);
        AssertDerivative(-4 * x / Math.Sqrt(Math.PI) * Math.Exp(-x * x), Dual<Dual<F64>>.Erf(Twice(x)).Derivative);
    }, times: 200);
}
