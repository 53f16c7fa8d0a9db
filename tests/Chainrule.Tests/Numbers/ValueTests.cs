using Chainrule.Numbers;
using CsCheck;

namespace Chainrule.Tests.Numbers;

public class ValueTests
{
    // Karpathy, "The spelled-out intro to neural networks and backpropagation: building micrograd", 2022.
    [Fact]
    public void The_expression_of_the_lecture()
    {
        Value a = 2.0, b = -3.0, c = 10.0, f = -2.0;
        Value e = a * b, d = e + c, L = d * f;
        L.Backward();
        Assert.Equal(-8, L.Data);
        Assert.Equal([6, -4, -2, -2, -2, 4, 1], new[] { a, b, c, d, e, f, L }.Select(each => each.Grad));

        foreach (Value leaf in (Value[])[a, b, c, f])
        {
            Value moved = leaf;
            moved.Data += 0.01 * leaf.Grad;
        }
        Assert.Equal(-7.286496, ((a * b + c) * f).Data, 8 * Bounded.Roundoff);
        Assert.Equal(-8, L.Data);
    }

    [Fact]
    public void A_node_used_twice_gets_both_contributions()
    {
        Value a = 3.0, b = a + a;
        b.Backward();
        Assert.Equal(2, a.Grad);

        Value x = -2.0, y = 3.0, f = x * y * (x + y);
        f.Backward();
        Assert.Equal((-6, -3, -8), (f.Data, x.Grad, y.Grad));
    }

    [Fact]
    public void Backward_twice_gives_the_same_and_not_twice_as_much()
    {
        Value a = 3.0, b = a * a, c = b * a;
        c.Backward();
        c.Backward();
        Assert.Equal(27, a.Grad);
        b.Backward();
        Assert.Equal((6, 0), (a.Grad, c.Grad));
    }

    [Fact]
    public void A_chain_of_a_million_nodes_needs_no_stack()
    {
        using Tape tape = Tape.Begin();
        Value x = 1.0, y = x;
        for (int i = 0; i < 1_000_000; i++) y += x;
        y.Backward();
        Assert.Equal((1_000_001, 1_000_001), (y.Data, x.Grad));
    }

    [Fact]
    public void At_a_tie_the_maximum_follows_its_second_operand()
    {
        Value a = 1.0, b = 1.0;
        Value.Max(a, b).Backward();
        Assert.Equal((0, 1), (a.Grad, b.Grad));
    }

    [Fact]
    public void Only_a_leaf_can_be_set()
    {
        Value a = 1.0, sum = a + 1.0;
        a.Data = 5;
        Assert.Equal((5, 2), (a.Data, sum.Data));
        Assert.Contains("Only a leaf", Assert.Throws<InvalidOperationException>(() => sum.Data = 3).Message);
    }

    [Fact]
    public void No_gradient_flows_from_what_the_root_does_not_depend_on()
    {
        Value zero = 0.0, x = 2.0;
        Value unused = Value.Sqrt(zero), y = x * x;
        y.Backward();
        Assert.Equal((0, 0, 4), (zero.Grad, unused.Grad, x.Grad));
    }

    [Fact]
    public void A_power_of_zero_has_a_derivative()
    {
        Value x = 0.0, two = 2.0, none = 0.0;
        Value.Pow(x, two).Backward();
        Assert.Equal((0, 0), (x.Grad, two.Grad));
        Value.Pow(x, none).Backward();
        Assert.Equal(0, x.Grad);
    }

    [Fact]
    public void A_value_says_what_it_is()
    {
        Value a = new(2, "a"), b = a * 3.0;
        b.Backward();
        Assert.Equal("Value(2) label: a, grad: 3", a.ToString());
        Assert.Equal("Value(none)", default(Value).ToString());
        Assert.Equal((Op.Multiply, "a", null), (b.Op, a.Label, b.Label));
        Assert.Equal([a, b.Parents[1]], b.Parents);
        Assert.True(a == b.Parents[0] && a != b && a.GetHashCode() == b.Parents[0].GetHashCode());
        Assert.Throws<InvalidOperationException>(() => default(Value) + a);
    }

    private static readonly Gen<double> Number = Gen.Double[0.1, 3];

    // Dual<Bounded> knows how far it can be off; the graph's own few roundings are of that size too, hence the factor of two. But
    // its v(1 − v) and 1 − v² cancel for large arguments: then a few roundoffs of 1 are left, times an inner derivative of at most 3.
    [Fact]
    public void Every_operation_has_the_derivative_that_dual_numbers_find() => Gen.Select(Number, Number).Holds((x, y) =>
    {
        using Tape tape = Tape.Begin();
        Value a = x, b = y;
        Value[] graph = All(a, b);
        Dual<Bounded>[] byX = All(Dual<Bounded>.Variable(x), y), byY = All(x, Dual<Bounded>.Variable(y));
        for (int i = 0; i < graph.Length; i++)
        {
            graph[i].Backward();
            Assert.Equal(byX[i].Number.Number, graph[i].Data);
            AssertNear(byX[i].Derivative, a.Grad);
            AssertNear(byY[i].Derivative, b.Grad);
        }
    }, times: 200);

    private static void AssertNear(Bounded expected, double actual) =>
        Assert.True(Math.Abs(expected.Number - actual) <= 2 * expected.Error + 3 * 4 * Bounded.Roundoff, $"{expected}, got {actual:R}");

    private static T[] All<T>(T x, T y) where T : struct, IReal<T> =>
        [.. Arithmetic(x, y), .. Functions(x, y), .. Sigmoids(x, y), .. Components(x, y)];

    private static T[] Arithmetic<T>(T x, T y) where T : struct, IReal<T> => [x + y, x - y, x * y, x / y, -x, T.MulAdd(x, y, x), Real.Min(x, y)];

    private static T[] Functions<T>(T x, T y) where T : struct, IReal<T> =>
        [T.Exp(x - y), T.Log(x * y), T.Sqrt(x / y), T.Max(x, y), T.Step(x - y), T.Erf(x * y), T.Erfc(x - y), T.Expm1(x - y), T.Log1p(x * y)];

    private static T[] Sigmoids<T>(T x, T y) where T : struct, IReal<T> => [T.Tanh(x - y), T.Sigmoid(x * y), T.Softplus(y - x)];

    private static T[] Components<T>(T x, T y) where T : struct, IReal<T>
    {
        var p = new T[3];
        T.Softmax([x, y, x * y], p);
        return [.. p, T.LogSumExp([x, y, x * y])];
    }
}
