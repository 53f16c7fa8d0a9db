#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 3. A neuron by hand
//
// After this lesson you can
//
// - compute what a neuron does with its inputs,
// - say what tanh and the sigmoid look like, and what their slopes are,
// - find the gradient of each weight and of the bias,
// - take a step that makes the neuron better.
//
// You need the chain rule of [lesson 2](02-the-chain-rule-on-a-graph.cs).
//
// ## A weighted sum
//
// Shall I take the umbrella? Two numbers matter: $x_0$, how dark the sky is, and $x_1$, how far I can see. These are the **inputs**. A neuron gives
// each input a **weight**, $w_0$ and $w_1$: how much it counts, and in which direction. The **bias** $b$ says how ready the neuron is before it has
// seen anything. All this is added up to one number, $z$:
//
// $$z = w_0 x_0 + w_1 x_1 + b$$
//
// Inputs and weights are counted from 0.

// %%
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using static Chainrule.Lessons.Display;

double[] x = [0.8, 0.5];   // dark, and one sees half as far as usual
double[] w = [2.0, -1.0];  // dark speaks for the umbrella, a far view against it
double b = -0.5;           // rather not

double z = w[0] * x[0] + w[1] * x[1] + b;
Console.WriteLine($"z = {w[0]}·{x[0]} + ({w[1]})·{x[1]} + ({b}) = {z:0.######}");

// %% [markdown]
// ## An answer between 0 and 1
//
// $z$ may be any number. As an answer we want one between 0 (no) and 1 (yes). The **sigmoid** $\sigma$ bends the line of all numbers into that range:
//
// $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
//
// Its relative is **tanh**, which bends them into the range from -1 to 1. Such a function is called the neuron's **activation**, and so is its
// result, $a = \sigma(z)$.

// %%
double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

Show(new Plot("Two activations") { X = new("z"), Y = new("a") }
    .Function("sigmoid", Sigmoid, -5, 5)
    .Function("tanh", Math.Tanh, -5, 5)
    .Point("our neuron", z, Sigmoid(z)));

double a = Sigmoid(z);
Console.WriteLine($"a = sigmoid({z:0.######}) = {a:0.######}");

// %% [markdown]
// ## Their slopes
//
// The chain rule asks for the slope of each step. Both activations have a slope that can be read off their own result $a$:
//
// $$\sigma'(z) = a \cdot (1 - a) \qquad \tanh'(z) = 1 - a^2$$
//
// Where does the first come from? It needs one slope that is new here: $e^t$ is its own slope. In fact the number $e$ is chosen so that it is. And of two
// steps, $e^{-z}$, the second with the slope −1, the chain rule makes $-e^{-z}$. Nudged:

// %%
double Central(Func<double, double> f, double x, double h = 1e-5) =>
    (f(x + h) - f(x - h)) / (2 * h);

Show(new[] { -1.0, 0, 2 }.Select(t => new
{
    t,
    e_to_t = Math.Exp(t),
    its_slope = Central(Math.Exp, t),
    slope_of_e_to_minus_t = Central(v => Math.Exp(-v), t),
}), "e is its own slope");

// %% [markdown]
// Now write $\sigma(z) = \frac{1}{u}$ with $u = 1 + e^{-z}$. The slope of $\frac{1}{u}$ is $-\frac{1}{u^2}$, the slope of
// $u$ is $-e^{-z}$. Multiply the two:
//
// $$\sigma'(z) = \frac{e^{-z}}{u^2} = \frac{1}{u} \cdot \frac{u - 1}{u} = a \cdot (1 - a)$$
//
// Believe no formula that you have not nudged:

// %%
double SigmoidSlope(double z) => Sigmoid(z) * (1 - Sigmoid(z));
double TanhSlope(double z) => 1 - Math.Tanh(z) * Math.Tanh(z);

Show(new[] { -4.0, -1, 0, 1, 4 }.Select(z => new
{
    z,
    sigmoid = SigmoidSlope(z),
    sigmoidNudged = Central(Sigmoid, z),
    tanh = TanhSlope(z),
    tanhNudged = Central(Math.Tanh, z),
}), "Slopes");
Show(new Plot("Their slopes") { X = new("z"), Y = new("slope") }
    .Function("sigmoid", SigmoidSlope, -5, 5)
    .Function("tanh", TanhSlope, -5, 5));

// %% [markdown]
// Both are steepest in the middle and nearly flat at the ends. A neuron out there hardly notices a nudge of its $z$: it is **saturated**. In the middle
// tanh is much steeper than the sigmoid; at the ends it is the flatter one.
//
// ## How wrong is it?
//
// It rained. The right answer, the **target**, was $y = 1$. The **loss** $L$ says how wrong the neuron was: half the square of the difference. It is
// 0 for the right answer. The half is there so that the slope with respect to $a$ is simply $a - y$.
//
// $$L = \frac{1}{2} (a - y)^2$$

// %%
double y = 1;
double L = (a - y) * (a - y) / 2;
Console.WriteLine($"L = ½·({a:0.######} - {y})² = {L:0.######}");

// %% [markdown]
// ## Backward, step by step
//
// $L$ depends on many numbers now. Its derivative when one of them is nudged and the others stay is written with a round $\partial$, as in
// $\frac{\partial L}{\partial w_0}$. We walk back from $L$ to $a$, to $z$, to the weights, and multiply by the local slope at each step.
//
// $$\frac{\partial L}{\partial a} = a - y$$
//
// $$\delta = \frac{\partial L}{\partial z} = \frac{\partial L}{\partial a} \cdot \sigma'(z)$$
//
// $$\frac{\partial L}{\partial w_0} = \delta \cdot x_0 \qquad \frac{\partial L}{\partial w_1} = \delta \cdot x_1 \qquad \frac{\partial L}{\partial b} = \delta$$
//
// The middle one gets a letter of its own, $\delta$ ("delta"), because all others need it. In $z = w_0 x_0 + w_1 x_1 + b$ the slope when $w_0$ is
// nudged is $x_0$, and when $b$ is nudged it is 1: hence the last line. In the code $\frac{\partial L}{\partial w_0}$ is `dw[0]`.

// %%
double da = a - y;
double dz = da * a * (1 - a);
double[] dw = [dz * x[0], dz * x[1]];
double db = dz;

Console.WriteLine($"da = a - y          = {da:0.######}");
Console.WriteLine($"dz = da·a·(1 - a)   = {dz:0.######}");
Console.WriteLine($"dw = (dz·x0, dz·x1) = ({dw[0]:0.######}, {dw[1]:0.######})");
Console.WriteLine($"db = dz             = {db:0.######}");

// %% [markdown]
// Weights and bias together are the neuron's **parameters**. Their gradients are all negative here: make any of them larger, and the loss falls. That
// makes sense, since $a$ should have been larger. The gradient of $w_0$ is further from 0 than that of $w_1$, because its input was larger.
//
// The same with `Value`, which knows the sigmoid as one step, all the way up to $L$. On each edge stands a local slope, after the sign ×. Go from $L$ to
// the left and multiply: the gradient of a box is the gradient at the right end of its edge, times the slope on it.

// %%
var x0 = new Value(x[0], "x₀");
var x1 = new Value(x[1], "x₁");
var w0 = new Value(w[0], "w₀");
var w1 = new Value(w[1], "w₁");
var bias = new Value(b, "b");
Value sum = (w0 * x0 + w1 * x1 + bias).Named("z");
Value answer = Value.Sigmoid(sum).Named("a");
Value difference = (answer - y).Named("e");
Value loss = (0.5 * difference * difference).Named("L");
Show(loss);

loss.Backward();
Show(new[]
{
    new { gradientOf = "a", byHand = da, Backward = answer.Grad },
    new { gradientOf = "z", byHand = dz, Backward = sum.Grad },
    new { gradientOf = "w0", byHand = dw[0], Backward = w0.Grad },
    new { gradientOf = "w1", byHand = dw[1], Backward = w1.Grad },
    new { gradientOf = "b", byHand = db, Backward = bias.Grad },
}, "Gradients of L");

// %% [markdown]
// ## A step down
//
// A gradient points to where the loss grows. So each parameter moves the other way, by its gradient times a small number $\eta$ ("eta"), the
// **learning rate**:
//
// $$w_0 \leftarrow w_0 - \eta \frac{\partial L}{\partial w_0}$$
//
// and the same for $w_1$ and $b$. The inputs and the target are given: they stay.

// %%
double eta = 0.5;
double[] newW = [w[0] - eta * dw[0], w[1] - eta * dw[1]];
double newB = b - eta * db;
double newA = Sigmoid(newW[0] * x[0] + newW[1] * x[1] + newB);
double newL = (newA - y) * (newA - y) / 2;

Show(new[]
{
    new { step = "before", w0 = w[0], w1 = w[1], b, a, L },
    new { step = "after", w0 = newW[0], w1 = newW[1], b = newB, a = newA, L = newL },
}, "One step");

// %% [markdown]
// The answer moved towards the target and the loss fell. That is all of learning: many such steps. Here are some more, by the same three lines.

// %%
double[] Losses(int steps, double eta)
{
    double w0 = 2.0, w1 = -1.0, b = -0.5;
    var losses = new List<double>();
    for (int step = 0; step <= steps; step++)
    {
        double a = Sigmoid(w0 * x[0] + w1 * x[1] + b);
        losses.Add((a - y) * (a - y) / 2);
        double dz = (a - y) * a * (1 - a);
        (w0, w1, b) = (w0 - eta * dz * x[0], w1 - eta * dz * x[1], b - eta * dz);
    }
    return [.. losses];
}

Show(Losses(50, eta), "The loss over 50 steps");

// %% [markdown]
// Each new parameter is made of its own old number and of $\delta$, which was computed before. So it does not matter which of the three moves first:

// %%
double[] first = [w[0] - eta * dz * x[0], 0, 0], last = new double[3];
first[1] = w[1] - eta * dz * x[1];
first[2] = b - eta * dz;
last[2] = b - eta * dz;
last[1] = w[1] - eta * dz * x[1];
last[0] = w[0] - eta * dz * x[0];
Console.WriteLine($"w0 first or b first, the same numbers: {first.SequenceEqual(last)}");

// %% [markdown]
// That is so because the gradient has gone back through nothing that moves. With a second layer it goes back through weights, and then the order does
// matter: see [lesson 4](04-a-worked-example.cs).
//
// ## The engine says the same
//
// Chainrule can do such a step for any network, and tell where a number came from. A neuron is a network of one layer with one unit. In its names,
// the layer is the raised 1, and a weight has two indices: to which unit it goes, and from which input.

// %%
var neuron = new NetworkSpec(
    [new(Activation.Named("sigmoid"), [w], [b])], Loss.Named("half-sse"));
var umbrella = new Problem(neuron, new Batch([x], [[y]]), eta);
Show(umbrella);
Show(Why(umbrella, "dW1[0,0]", depth: 2));

// %% [markdown]
// ## Exercises
//
// **3.1** A neuron with $w = (2, -1)$ and $b = 0.5$ gets $x = (3, 4)$. What is its $z$?

// %%
double? answer1 = null; // your answer

Lesson03.WeightedSum.Check(answer1);

// %% [markdown]
// **3.2** Another activation is $a = z \cdot \sigma(z)$. It uses $z$ in two places. Write its slope as a function of $z$.

// %%
double slope(double z) => throw new NotImplementedException(); // your code

Lesson03.SiluSlope.Check(slope);

// %% [markdown]
// **3.3** Now a neuron with **tanh**: $x = (2, -1)$, $w = (0.5, 1)$, $b = 0.3$, target $y = 1$, $L = \frac{1}{2}(a - y)^2$. What are the gradients of
// $w_0$, $w_1$ and $b$? Let C# do the sums; the formulas are yours.

// %%
double[]? answer3 = null; // your answer: [dw0, dw1, db]

Lesson03.TanhGradients.Check(answer3);

// %% [markdown]
// **3.4** Take one step with that neuron, $\eta = 0.5$. What are the new $w_0$, $w_1$ and $b$? Four digits are needed here.

// %%
double[]? answer4 = null; // your answer: [w0, w1, b]

Lesson03.Step.Check(answer4);

// %% [markdown]
// **Next:** [lesson 4](04-a-worked-example.cs) does the same with a network of two layers.
