#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 2. The chain rule on a graph
//
// After this lesson you can
//
// - draw a computation as a graph,
// - send a derivative back through it, step by step,
// - treat a number that is used twice,
// - say in which order the steps must be undone.
//
// [Lesson 1](01-what-a-derivative-is.cs) measured derivatives by nudging. Here we compute them.
//
// ## Two steps, one after the other
//
// Take $u = 3x$ and then $L = u^2$. $L$ depends on $x$, by way of $u$. We write $\frac{dL}{dx}$ for the derivative of $L$ when $x$ is nudged; in the
// code `dL_dx`. Measure all three with the central difference.

// %%
using Chainrule.Lessons.Exercises;
using Chainrule.Numbers;
using static Chainrule.Lessons.Display;

double Central(Func<double, double> f, double x, double h = 1e-5) =>
    (f(x + h) - f(x - h)) / (2 * h);

double x = 2, u = 3 * x;
double du_dx = Central(t => 3 * t, x);
double dL_du = Central(t => t * t, u);
double dL_dx = Central(t => 3 * t * (3 * t), x);

Console.WriteLine($"x = {x}, u = {u}, L = {u * u}");
Console.WriteLine($"du/dx = {du_dx:0.####}   nudge x, and u moves so many times as far");
Console.WriteLine($"dL/du = {dL_du:0.####}   nudge u, and L moves so many times as far");
Console.WriteLine($"dL/dx = {dL_dx:0.####}   nudge x, and see how far L moves");
Console.WriteLine($"dL/du · du/dx = {dL_du * du_dx:0.####}");

// %% [markdown]
// The last two lines agree, and not by chance. They are like gear wheels: the first passes the nudge on to the second, each with its own factor, and
// the factors multiply. This is the **chain rule**:
//
// $$\frac{dL}{dx} = \frac{dL}{du} \cdot \frac{du}{dx}$$
//
// ## A computation is a graph
//
// Longer computations are drawn as a **graph**: a node for each number, an arrow from each number to those computed from it. A `Value` is a number
// that remembers how it was computed, so it can draw its own graph.

// %%
var a = new Value(4, "a");
var b = new Value(-1, "b");
var c = new Value(2, "c");
Value s = (a + b).Named("s");
Value product = (s * c).Named("L");

Show(product);

// %% [markdown]
// Each node has its value and, below it, its **gradient**: the derivative of the last number, $L$, when this one is nudged.
//
// The values were computed **forward**, from the inputs to $L$. The gradients are computed **backward**. The walk starts at $L$: nudge $L$, and $L$
// moves just as far, so $\frac{dL}{dL} = 1$. Then each step is undone with one multiplication:
//
// $$\text{gradient of an operand} = \text{upstream} \cdot \text{local}$$
//
// **Upstream** is the gradient of the result of this step, which is known already. **Local** is the slope of this one step. It knows nothing of the
// rest of the graph. For the steps above:
//
// - In a sum $a + b$ each operand passes its nudge on as it is. Both local slopes are 1.
// - In a product $s \cdot c$ the nudge of one is multiplied by the other. The local slope for $s$ is $c$, and for $c$ it is $s$.
//
// Here is the walk by hand, and beside it what `Backward` finds.

// %%
double dL = 1;
double ds = dL * c.Data;   // L = s·c
double dc = dL * s.Data;
double da = ds * 1;        // s = a + b
double db = ds * 1;

product.Backward();
Show(new[]
{
    new { node = "s", byHand = ds, Backward = s.Grad },
    new { node = "c", byHand = dc, Backward = c.Grad },
    new { node = "a", byHand = da, Backward = a.Grad },
    new { node = "b", byHand = db, Backward = b.Grad },
}, "Gradients");

// %% [markdown]
// In the code `ds` is short for $\frac{dL}{ds}$. We keep to that: the gradient of `x` is called `dx`.
//
// ## A number that is used twice
//
// In the next graph $p$ goes into $q$, and once more into the product at the end. A nudge of $p$ reaches $L$ in two ways.

// %%
var p = new Value(3, "p");
Value q = (p + 2).Named("q");
Value twice = (p * q).Named("L");

Show(twice);

// %% [markdown]
// Both ways move $L$, so their effects add up. Along a way multiply, over the ways add:
//
// $$\frac{dL}{dp} = \frac{dL}{dL} \cdot q + \frac{dL}{dq} \cdot 1$$
//
// Leave out one of the two and the number is wrong. Nudging is the judge.

// %%
double direct = 1 * q.Data;        // p as a factor of L = p·q
double throughQ = 1 * p.Data * 1;  // L = p·q, then q = p + 2

Console.Write($"directly: {direct}, by way of q: {throughQ}, ");
Console.WriteLine($"both: {direct + throughQ}");
Console.WriteLine($"nudged:   {Central(t => t * (t + 2), p.Data):0.######}");

// %% [markdown]
// So code that walks back **adds** to a gradient (`+=`). Code that overwrites it (`=`) keeps only the way it met last.
//
// ## Why the order matters
//
// Now $u = x^2$, then $v = 3u$, then $L = u \cdot v$. Here is the walk in plain code. It visits the nodes in the order we ask for, and each node
// passes on the gradient that it has *by then*.

// %%
double GradientOfX(params string[] order)
{
    double x = 2, u = x * x, v = 3 * u;
    double dL = 1, dv = 0, du = 0, dx = 0;
    foreach (string node in order)
    {
        if (node == "L") { du += dL * v; dv += dL * u; }   // L = u·v
        if (node == "v") { du += dv * 3; }                 // v = 3u
        if (node == "u") { dx += du * 2 * x; }             // u = x²
    }
    return dx;
}

Show(new[]
{
    new { how = "L, then v, then u", gradient = GradientOfX("L", "v", "u") },
    new { how = "L, then u, then v", gradient = GradientOfX("L", "u", "v") },
    new { how = "nudged", gradient = Central(t => t * t * (3 * t * t), 2) },
}, "dL/dx");

// %% [markdown]
// In the second order $u$ passes on its gradient before $v$ has added its share. That share is lost, and nothing complains.
//
// The rule: **visit a node only after all that use it.** There is a simple way to keep it. A number is always computed *before* those that use it. So
// write down the numbers in the order in which they are computed, and walk the list from its end to its start. That list is called a tape, and
// `Backward` walks it.
//
// ## One walk for all
//
// Nudging runs the whole computation twice for each input. The walk back visits each node once, and then *every* gradient is known. Here is a sum of
// many products: two runs and one gradient, against one walk and all gradients.

// %%
double[] numbers = [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i))];
Value[] inputs = [.. numbers.Select(number => (Value)number)];
Value total = inputs[0] * inputs[0];
for (int i = 1; i < inputs.Length; i++) total += inputs[i] * inputs[i];
total.Backward();

Console.Write($"{inputs.Length} inputs: ");
Console.WriteLine($"{2 * inputs.Length} runs to nudge all, or one walk back");
double off = inputs.Max(each => Math.Abs(each.Grad - 2 * each.Data));
Console.WriteLine($"largest difference from 2x, the derivative of x²: {off}");

// %% [markdown]
// This walk, run over a network, is **backpropagation**. [Lesson 3](03-a-neuron-by-hand.cs) does it for a single neuron. What is inside a `Value` is no secret:
// in [lesson 6b](06b-build-your-own-autodiff.cs) you write one.
//
// ## Exercises
//
// **2.1** $L = (a - b) \cdot c$ at $a = 5$, $b = 2$, $c = 4$. Find the three gradients on paper. Then you may check them with `Value`.

// %%
double[]? answer1 = null; // your answer: [dL/da, dL/db, dL/dc]

Lesson02.ThreeInputs.Check(answer1);

// %% [markdown]
// **2.2** $L = x \cdot (x + 3)$ at $x = 2$. What is $\frac{dL}{dx}$?

// %%
double? answer2 = null; // your answer

Lesson02.UsedTwice.Check(answer2);

// %% [markdown]
// **2.3** Write the backward step of a product $p = a \cdot b$: given $a$, $b$ and upstream $= \frac{dL}{dp}$, return $\frac{dL}{da}$ and
// $\frac{dL}{db}$.

// %%
(double da, double db) productBack(double a, double b, double upstream) =>
    throw new NotImplementedException(); // your code

Lesson02.ProductBack.Check(productBack);

// %% [markdown]
// **2.4** $p = a \cdot b$, then $q = p + a$, then $r = p \cdot q$, then $L = q \cdot r$. There is just one order in which the walk back can visit
// $L$, $p$, $q$ and $r$. Which?

// %%
string? answer4 = null; // your answer, as in "p q r L"

Lesson02.Order.Check(answer4);

// %% [markdown]
// **Next:** [lesson 3](03-a-neuron-by-hand.cs) sends them back through a neuron.
