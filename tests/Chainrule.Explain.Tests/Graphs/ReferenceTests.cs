using Chainrule.Explain.Graphs;
using Chainrule.Numbers;

namespace Chainrule.Explain.Tests.Graphs;

/// <summary>Published values and gradients, through the parser.</summary>
public class ReferenceTests
{
    private const string MicrogradReadme =
        "c = a + b; d = a*b + b^3; c1 = c + c + 1; c2 = c1 + 1 + c1 + (-a); d1 = d + d*2 + relu(b + a); "
        + "d2 = d1 + 3*d1 + relu(b - a); e1 = c2 - d2; f = e1^2; g = f/2.0 + 10.0/f";

    private const string MicrogradSanity = "z = 2*x + 2 + x; q = relu(z) + z*x; h = relu(z*z); h + q + q*x";

    [Theory]
    // The micrograd lecture (Karpathy 2022).
    [InlineData("(a*b + c)*f", "a=2,b=-3,c=10,f=-2", -8, "a=6,b=-4,c=-2,f=4")]
    [InlineData("e = a*b; d = e + c; L = d*f", "a=2,b=-3,c=10,f=-2", -8, "a=6,b=-4,c=-2,d=-2,e=-2,f=4")]
    [InlineData("(a*b + c)*f", "a=2.06,b=-3.04,c=9.98,f=-1.96", -7.286496, "")]
    [InlineData("3*x^2 - 4*x + 5", "x=3", 20, "x=14")]
    [InlineData("a + a", "a=3", 6, "a=2")]
    [InlineData("d = a*b; e = a + b; d*e", "a=-2,b=3", -6, "a=-3,b=-8")]
    [InlineData("tanh(x1*w1 + x2*w2 + b)", "x1=2,x2=0,w1=-3,w2=1,b=6.8813735870195432", 0.7071067811865477, "x1=-1.5,w1=1,x2=0.5,w2=0,b=0.5")]
    [InlineData("n = x1*w1 + x2*w2 + b; t = exp(2*n); (t - 1)/(t + 1)", "x1=2,x2=0,w1=-3,w2=1,b=6.8813735870195432", 0.7071067811865477, "x1=-1.5,w1=1,x2=0.5,w2=0,b=0.5")]
    // Its gradient practice.
    [InlineData("-a^3 + sin(3*b) - 1/c + b^2.5 - a^0.5", "a=2,b=3,c=4", 6.336362190988558, "a=-12.353553390593273,b=10.25699027111255,c=0.0625")]
    // Softmax and negative log-likelihood, written out.
    [InlineData("-(d - log(exp(a) + exp(b) + exp(c) + exp(d)))", "a=0,b=3,c=-2,d=1", 2.1755153626167147, "a=0.041772570515350445,b=0.8390245074625319,c=0.005653302662216329,d=-0.8864503806400986")]
    // micrograd's README and its sanity test.
    [InlineData(MicrogradReadme, "a=-4,b=2", 24.70408163265306, "a=138.83381924198252,b=645.5772594752186")]
    [InlineData(MicrogradSanity, "x=-4", -20, "x=46")]
    // CS231n, backpropagation notes.
    [InlineData("q = x + y; q*z", "x=-2,y=5,z=-4", -12, "x=-4,y=-4,z=3,q=-4")]
    [InlineData("d = w0*x0 + w1*x1 + w2; sigmoid(d)", "w0=2,w1=-3,w2=-3,x0=-1,x1=-2", .7310585786300049, "d=.19661193324148185,x0=.3932238664829637,x1=-.5898357997244456,w0=-.19661193324148185,w1=-.3932238664829637,w2=.19661193324148185")]
    [InlineData("1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", "w0=2,w1=-3,w2=-3,x0=-1,x1=-2", .7310585786300049, "x0=.3932238664829637,x1=-.5898357997244456,w2=.19661193324148185")]
    [InlineData("2*(x*y + max(z, w))", "x=3,y=-4,z=2,w=-1", -20, "x=-8,y=6,z=2,w=0")]
    public void Published_values_and_gradients_come_out(string expression, string at, double value, string gradients)
    {
        Graph graph = Graph.Of(expression, at);
        Near(value, graph.Root.Value);
        foreach ((string name, double gradient) in Assignments.Parse(gradients))
            Near(gradient, graph.Nodes.Single(node => node.Name == name).Gradient);
    }

    // The reference numbers were computed in doubles in another order: some ten roundings, each 2⁻⁵³ of intermediate results that
    // are at most some ten times as large as the result.
    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 100 * Bounded.Roundoff * Math.Max(1, Math.Abs(expected)));

    [Theory]
    [InlineData("cos(x)", 0.7)]
    [InlineData("sin(x)", 0.7)]
    [InlineData("x^x", 1.7)]
    [InlineData("2^x", -1.5)]
    [InlineData("x^-2", -3)]
    public void Functions_outside_the_alphabet_of_the_laws_have_their_textbook_slope(string expression, double x)
    {
        double slope = expression switch
        {
            "cos(x)" => -Math.Sin(x),
            "sin(x)" => Math.Cos(x),
            "x^x" => Math.Pow(x, x) * (Math.Log(x) + 1),
            "2^x" => Math.Pow(2, x) * Math.Log(2),
            _ => -2 / (x * x * x),
        };
        Graph graph = Graph.Of(expression, $"x={x:R}");
        Near(slope, graph.Nodes.Single(node => node.Name == "x").Gradient);
    }

    [Fact]
    public void Constants_are_known_unless_they_are_given()
    {
        Assert.Equal(Math.PI + Math.E, Graph.Of("x*pi + e", "x=1").Root.Value);
        Assert.Equal(5, Graph.Of("x*pi + e", "x=1,pi=3,e=2").Root.Value);
        Assert.Equal(NodeKind.Constant, Graph.Of("x*pi", "x=1").Nodes.Single(node => node.Name == "pi").Kind);
    }
}
