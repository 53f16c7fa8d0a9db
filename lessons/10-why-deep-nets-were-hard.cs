#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 10. Why deep nets were hard
//
// After this lesson you can measure how a gradient fades from layer to layer, choose starting weights that prevent it, and find units that have
// died.
//
// A network with many layers can compute more than one with few. Yet for about twenty years deep networks of sigmoid units learned worse than shallow ones. Here is why.
//
// ## A chain of single units
//
// Take one unit in each layer. The backward pass multiplies: at each layer by the slope of the sigmoid, $a(1 - a)$, and by a weight $w$.
//
// $$\delta^{l} = \delta^{l+1} \cdot w \cdot a(1 - a)$$
//
// How large is $a(1 - a)$ at best?

// %%
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

double SigmoidSlope(double z) => Sigmoid(z) * (1 - Sigmoid(z));

Show(SigmoidSlope, -6, 6, "The slope of the sigmoid");
Console.WriteLine($"at z = 0: {SigmoidSlope(0)}");
Show(new[] { 1, 2, 5, 10, 20 }.Select(layers => new
{
    layers,
    what_is_left = Math.Pow(SigmoidSlope(0), layers),
}), "With weights of 1, at best");

// %% [markdown]
// So with weights around 1, each layer takes away three quarters of the gradient or more. The first layers get almost nothing and hardly learn. That is the
// **vanishing gradient**.
//
// Would larger weights help? From $w = 4$ on a weight makes up for the quarter, as long as $z$ stays near 0. But the same weights also make the $z$, and where
// $z$ is large the slope is nearer to 0. Two effects against each other: that is a matter for measuring.
//
// ## Measured in a network
//
// Now a real network: ten layers of thirty units. The inputs and the weights are drawn at random with mean 0; the **deviation** says how far they spread
// around it. To say how large the numbers of a matrix are, take the square root of the mean of their squares.

// %%
const int units = 30, depth = 10, examples = 50;

double Size(Matrix<F64> numbers) =>
    Math.Sqrt(numbers.Cells.ToArray().Average(x => x.Number * x.Number));

double[][] Random(RandomSource source, int rows, int columns, double deviation) =>
[
    .. Enumerable.Range(0, rows).Select(_ =>
        Enumerable.Range(0, columns).Select(_ => deviation * source.Normal()).ToArray()),
];

Workspace<F64> Measure(string activation, double deviation, long seed = 10)
{
    var source = new RandomSource(seed);
    Activation f = Activation.Named(activation);
    var layers = Enumerable.Range(0, depth).Select(_ =>
        new Dense(f, Random(source, units, units, deviation), new double[units]));
    var network = new Network<F64>(new([.. layers], Loss.Named("half-sse")));
    var at = new Workspace<F64>(network, examples);
    double[][] X = Random(source, examples, units, 1);
    at.Load(new Batch(X, Random(source, examples, units, 1)));
    network.Forward(at);
    network.Measure(at);
    network.Backward(at);
    return at;
}

double[] layer = [.. Enumerable.Range(1, depth).Select(l => (double)l)];

// Shares of the last layer's, so that the curves can be compared.
double[] Gradients(Workspace<F64> at) =>
    [.. Enumerable.Range(1, depth).Select(l => Size(at.dZ[l]) / Size(at.dZ[depth]))];

double[] Activations(Workspace<F64> at) =>
    [.. Enumerable.Range(1, depth).Select(l => Size(at.A[l]))];

double few = 1 / Math.Sqrt(units);
double[] fading = Gradients(Measure("sigmoid", few));
Plot Arriving(string title) =>
    new(title) { X = new("layer"), Y = Axis.Log("size of δ, last layer = 1") };

Show(Arriving("Sigmoid units: how much of δ arrives").Line("sigmoid", layer, fading));
Console.WriteLine($"at layer 1 there arrives {fading[0]:0.##e+0} of layer {depth}'s");

// %% [markdown]
// Read it from right to left, as the backward pass goes. On a logarithmic axis a straight line means: every layer takes away the same share.
//
// Now with larger weights, and each from five starts, since one start says little. The last column is the mean of $a(1 - a)$ over all units, at best ¼.

// %%
Show(new[] { 1.0, 3, 10, 15, 30 }.Select(times =>
{
    Workspace<F64>[] five =
        [.. Enumerable.Range(1, 5).Select(seed => Measure("sigmoid", times * few, seed))];
    return new
    {
        times_as_large = times,
        least = five.Min(at => Gradients(at)[0]),
        most = five.Max(at => Gradients(at)[0]),
        mean_slope = five.Average(at => Enumerable.Range(1, depth).Average(l =>
            at.A[l].Cells.ToArray().Average(a => a.Number * (1 - a.Number)))),
    };
}), "How much of δ arrives at layer 1");

// %% [markdown]
// So larger weights do help, in a narrow range: there about as much arrives as set out. But the starts differ widely. Below the range the gradient fades; above
// it the gradient *grows* from layer to layer, which is as bad: the **exploding gradient**. And in that range the slopes are small, so most units are
// saturated. It is no place to begin.
//
// ## How large should the first weights be?
//
// Sigmoid outputs are never negative and never above 1. The function tanh is like it, but centred: from −1 to 1, with the slope 1 at 0. So let us see what its
// weights do, drawn with three different deviations.

// %%
(string Name, double Deviation)[] starts =
    [("a third of it", few / 3), ("1/√30", few), ("three times it", 3 * few)];
var forward = new Plot("tanh: the size of the activations")
    { X = new("layer"), Y = Axis.Log("size of a") };
Plot backward = Arriving("tanh: how much of δ arrives");
foreach (var start in starts)
{
    Workspace<F64> at = Measure("tanh", start.Deviation);
    forward = forward.Line(start.Name, layer, Activations(at));
    backward = backward.Line(start.Name, layer, Gradients(at));
}
Show(forward);
Show(backward);

// %% [markdown]
// With small weights the activations fade on the way forward and the gradients on the way backward. With large weights the units are saturated: the
// activations are all near −1 and 1. There each $\delta$ is made of tiny slopes and large weights. Here the weights win, and the gradient explodes. In
// between is a deviation at which both keep their size fairly well.
//
// It can be computed. The sum $z = \sum_k w_k a_k$ has $n$ terms. If the weights are independent of each other, with mean 0 and deviation $s$, then the mean of $z^2$ is the sum of
// the means of $w_k^2 a_k^2$, which is
//
// $$n \cdot s^2 \cdot \text{(mean of } a^2 \text{)}$$
//
// So $z$ is as large as $a$ if $n \cdot s^2 = 1$, that is
//
// $$s = \frac{1}{\sqrt{n}}$$
//
// That is the rule of LeCun and others, 1998, and the middle one of the three curves. It looks forward only. Now backward, by the same argument: the number
// $\frac{\partial L}{\partial a_k} = \sum_j \delta_j w_{jk}$ has a term for each of the $m$ units that hear unit $k$. So the mean of its square is
//
// $$m \cdot s^2 \cdot \text{(mean of } \delta^2 \text{)}$$
//
// and $\delta$ keeps its size if $m \cdot s^2 = 1$. The two agree only if a layer has as many units as inputs. Otherwise Glorot and Bengio (2010) take the
// mean of both conditions, $\frac{n + m}{2} \cdot s^2 = 1$:
//
// $$s = \sqrt{\frac{2}{n + m}}$$
//
// Here are the three in a network that becomes narrower: 320, 160, 80, 40, 20, 10. Its units do not bend their $z$, so that only the weights count.

// %%
int[] funnel = [320, 160, 80, 40, 20, 10];

object Through(string start, Func<double, double, double> squared)
{
    var source = new RandomSource(1);
    Activation identity = Activation.Named("identity");
    Dense Layer(int inputs, int outputs)
    {
        double s = Math.Sqrt(squared(inputs, outputs));
        return new(identity, Random(source, outputs, inputs, s), new double[outputs]);
    }
    var layers = Enumerable.Range(1, funnel.Length - 1)
        .Select(l => Layer(funnel[l - 1], funnel[l]));
    var network = new Network<F64>(new([.. layers], Loss.Named("half-sse")));
    var at = new Workspace<F64>(network, 200);
    at.Load(new(Random(source, 200, funnel[0], 1), Random(source, 200, funnel[^1], 1)));
    network.Forward(at);
    network.Measure(at);
    network.Backward(at);
    return new
    {
        start,
        activations_become = Size(at.A[^1]) / Size(at.A[0]),
        deltas_become = Size(at.dZ[1]) / Size(at.dZ[^1]),
    };
}

Show(new[]
{
    Through("1/√n", (n, m) => 1 / n),
    Through("1/√m", (n, m) => 1 / m),
    Through("√(2/(n+m))", (n, m) => 2 / (n + m)),
}, "How many times as large, through five layers");

// %% [markdown]
// The first keeps the activations and lets $\delta$ fade, the second keeps $\delta$ better and lets the activations grow, the third shares the trouble.
//
// ## ReLU
//
// The slope of tanh is 1 at 0 only. The function **relu**, $a = \max(z, 0)$, has the slope 1 *everywhere* above 0. A unit that is on passes $\delta$ on
// undiminished. But it cuts off the negative half of the $z$, and with it half of the mean of $z^2$. To make up for that, the weights need $n \cdot s^2 = 2$:
//
// $$s = \sqrt{\frac{2}{n}}$$
//
// (He and others 2015.) All three beside each other:

// %%
Show(Arriving("How much of δ arrives")
    .Line("sigmoid, 1/√n", layer, fading)
    .Line("tanh, 1/√n", layer, Gradients(Measure("tanh", few)))
    .Line("relu, √(2/n)", layer, Gradients(Measure("relu", Math.Sqrt(2) * few))));

// %% [markdown]
// ## Does it learn?
//
// A task for a deep network: is a point inside a ring? Six hidden layers of ten units, and always the same learning rate.

// %%
var ring = new RandomSource(3);
double Somewhere() => ring.Uniform(-1.5, 1.5);
double IsInside(double[] p) => p[0] * p[0] + p[1] * p[1] is > 0.4 and < 1.4 ? 1 : 0;

double[][] points =
    [.. Enumerable.Range(0, 80).Select(_ => new[] { Somewhere(), Somewhere() })];
double[][] inside = [.. points.Select(p => new[] { IsInside(p) })];

NetworkSpec Deep(string activation, double gain, long seed)
{
    var source = new RandomSource(seed);
    int[] sizes = [2, 10, 10, 10, 10, 10, 10, 1];
    var layers = Enumerable.Range(1, sizes.Length - 1).Select(l => new Dense(
        Activation.Named(l == sizes.Length - 1 ? "sigmoid" : activation),
        Random(source, sizes[l], sizes[l - 1], Math.Sqrt(gain / sizes[l - 1])),
        new double[sizes[l]]));
    return new([.. layers], Loss.Named("binary-cross-entropy"));
}

(Network<F64> Network, Workspace<F64> At, List<double> Losses) Learn(
    NetworkSpec spec, double learningRate, int steps)
{
    var network = new Network<F64>(spec);
    var at = new Workspace<F64>(network, points.Length);
    at.Load(new(points, inside));
    var losses = new List<double>();
    for (int i = 0; i <= steps; i++)
    {
        network.Forward(at);
        losses.Add(network.Measure(at));
        if (i == steps) break;
        network.Backward(at);
        network.Descend(at, learningRate);
    }
    return (network, at, losses);
}

double GainOf(string activation) => activation == "relu" ? 2 : 1;

string[] activations = ["sigmoid", "tanh", "relu"];
List<double>[][] curves =
[
    .. activations.Select(f => Enumerable.Range(1, 10)
        .Select(seed => Learn(Deep(f, GainOf(f), seed), 0.1, 800).Losses).ToArray()),
];
var learning = new Plot("Is the point inside the ring? One start of each")
    { X = new("step"), Y = new("loss") };
for (int f = 0; f < activations.Length; f++)
    learning = learning.Line(activations[f], curves[f][2]);
Show(learning);

Show(activations.Zip(curves, (activation, ten) => new
{
    activation,
    lowest = ten.Min(losses => losses[^1]),
    highest = ten.Max(losses => losses[^1]),
}), "The loss after 800 steps, ten starts of each");

double share = inside.Average(answer => answer[0]);
double constant = -share * Math.Log(share) - (1 - share) * Math.Log(1 - share);
Console.Write($"answering {share:0.###}, the share of points inside, ");
Console.WriteLine($"has the loss {constant:0.####}");

// %% [markdown]
// From each of its ten starts the sigmoid network finds out how many of the points are inside, and nothing more: that much its last bias can learn alone.
//
// ## Dead units
//
// ReLU has a price. Where $z$ is not above 0, the slope is 0. A unit whose $z$ is not above 0 for *any* example gets no gradient at all: its $\delta$ is 0
// for each of them, and its own weights do not move. It is **dead**. Some units are so from the start, and a step that is too large makes more. Count them
// before and after 100 steps, in ten starts together, which is 600 hidden units; `woke` counts those that were dead before and are not any more.

// %%
bool IsDead(Matrix<F64> Z, int j) =>
    Enumerable.Range(0, Z.Rows).All(e => Z[e, j].Number <= 0);

HashSet<(int Layer, int Unit)> Dead(Workspace<F64> at) =>
[
    .. Enumerable.Range(1, 6).SelectMany(l =>
        Enumerable.Range(0, 10).Where(j => IsDead(at.Z[l], j)).Select(j => (l, j))),
];

Show(new[] { 0.1, 0.3, 1, 3 }.Select(rate =>
{
    int before = 0, after = 0, woke = 0;
    for (int seed = 1; seed <= 10; seed++)
    {
        var start = Dead(Learn(Deep("relu", 2, seed), rate, 0).At);
        var end = Dead(Learn(Deep("relu", 2, seed), rate, 100).At);
        (before, after) = (before + start.Count, after + end.Count);
        woke += start.Except(end).Count();
    }
    return new { learning_rate = rate, before, after, woke };
}), "Dead units of 600, relu");

// %% [markdown]
// So dead is not for good: a dead unit does not move, but the layers before it do, and with them what comes in. Only in layer 1 there is nothing before it but
// the data, which stay as they are. There a dead unit is dead for ever. And one sees what large steps do.
//
// What can one do? Take smaller steps. Or let the slope below 0 be small instead of 0: **leaky relu** is $z$ above 0 and $0.01 z$ below. Then a unit
// that is off still gets a hundredth of the gradient. Here is a unit of layer 1 that starts a little below 0 for all points, with both.

// %%
object Follow(string activation, int steps)
{
    var source = new RandomSource(1);
    double[] biases = [-2.8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    var run = Learn(new(
    [
        new Dense(Activation.Named(activation), Random(source, 10, 2, 1), biases),
        new Dense(Activation.Named("sigmoid"), Random(source, 1, 10, 0.3), [0]),
    ], Loss.Named("binary-cross-entropy")), 1, steps);
    run.Network.Backward(run.At);
    int[] all = [.. Enumerable.Range(0, points.Length)];
    return new
    {
        activation,
        steps,
        largest_z = all.Max(e => run.At.Z[1][e, 0].Number),
        sum_of_sizes_of_δ = all.Sum(e => Math.Abs(run.At.dZ[1][e, 0].Number)),
    };
}

Show(new[] { ("relu", 0), ("relu", 4000), ("leaky-relu", 0), ("leaky-relu", 4000) }
    .Select(each => Follow(each.Item1, each.Item2)), "One unit of layer 1");

// %% [markdown]
// With relu it has not moved: its $\delta$ is exactly 0. With leaky relu it has come back above 0. It took thousands of steps, for a hundredth is little.
//
// ## Exercises
//
// **10.1** A chain of five sigmoid units, one behind the other. All weights are 1 and all $z$ happen to be 0. By which factor is the gradient multiplied on its
// way back through all five?

// %%
double? answer1 = null; // your answer

Lesson10.FiveSigmoids.Check(answer1);

// %% [markdown]
// **10.2** A layer of relu units has 50 inputs. Which deviation should its weights have at the start?

// %%
double? answer2 = null; // your answer

Lesson10.Deviation.Check(answer2);

// %% [markdown]
// **10.3** A layer of three relu units has $z = (2, -1, 0.5)$, and $\frac{\partial L}{\partial a} = (1, 5, -2)$ comes back. What is $\delta$?

// %%
double[]? answer3 = null; // your answer

Lesson10.ThroughRelu.Check(answer3);

// %% [markdown]
// **10.4** Write the count of dead units. The rows of `Z` are the examples, the columns the units.

// %%
int dead(double[][] Z) => throw new NotImplementedException(); // your code

Lesson10.DeadUnits.Check(dead);

// %% [markdown]
// **Next:** [lesson 10b](10b-a-names-model.cs) makes text into numbers, and new names.
