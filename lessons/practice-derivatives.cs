#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # Derivatives practice
//
// After this practice you can get a gradient in three ways: by hand, by difference, and from a graph. Then you write softmax and the negative
// log-likelihood, the loss of most classifiers, with its gradient.
//
// There is little to read here and much to write. Run the file after each answer; it says what is right, and what may have gone wrong. Lessons 1 and 2 are
// enough to begin.
//
// ## Part 1: one function, three ways
//
// Here is a function of three numbers.
//
// $$f(a, b, c) = a^3 - a \cdot b + \cos(2b) + \frac{1}{c}$$

// %%
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using Chainrule.Numbers;
using static Chainrule.Lessons.Display;

double f(double a, double b, double c) => a * a * a - a * b + Math.Cos(2 * b) + 1 / c;

Console.WriteLine($"f(2, 1, 0.5) = {f(2, 1, 0.5):0.######}");

// %% [markdown]
// A **partial derivative** is the slope when only one of the numbers moves and the others stand still. It is written
// $\frac{\partial f}{\partial a}$. The **gradient** is the list of all of them:
//
// $$( \frac{\partial f}{\partial a}, \frac{\partial f}{\partial b}, \frac{\partial f}{\partial c} )$$
//
// These rules are enough:
//
// | function of x | its slope |
// |---|---|
// | $x^n$ | $n \cdot x^{n-1}$ |
// | $\frac{1}{x} = x^{-1}$ | $-\frac{1}{x^2}$ |
// | $\cos x$ | $-\sin x$ |
// | $g(h(x))$ | $g'(h(x)) \cdot h'(x)$ |
//
// **P1 By hand.** Put the gradient of $f$ at $a = 2$, $b = 1$, $c = 0.5$ into `byHand`. You may let C# do the arithmetic: `Math.Sin(2)` is fine.

// %%
double[]? byHand = null; // your answer, such as [1, 2, 3]

DerivativesPractice.ByHand.Check(byHand);

// %% [markdown]
// **P2 By difference.** Write the gradient of *any* function of a list of numbers. Nudge one number at a time, by $h$ to both sides, and leave the
// others as they are.

// %%
double[] byDifference(Func<double[], double> g, double[] x, double h) =>
    throw new NotImplementedException(); // your code

DerivativesPractice.ByDifference.Check(byDifference);

// %% [markdown]
// **P3 From a graph.** Write $f$ once more, with `Value`. It knows `+ - * /`, `Value.Cos`, `Value.Pow` and more, and takes plain numbers as constants. Then
// `Backward` computes the gradient without your help.

// %%
Value asGraph(Value a, Value b, Value c) =>
    throw new NotImplementedException(); // your code

DerivativesPractice.AsGraph.Check(asGraph);

// %% [markdown]
// When P2 and P3 are done, this cell shows both beside each other. Compare with your answer by hand.

// %%
try
{
    Value a = 2, b = 1, c = 0.5;
    asGraph(a, b, c).Backward();
    double[] differences = byDifference(x => f(x[0], x[1], x[2]), [2, 1, 0.5], 1e-5);
    Show(new[] { ("a", a), ("b", b), ("c", c) }.Select((each, i) => new
    {
        number = each.Item1,
        graph = each.Item2.Grad,
        difference = differences[i],
    }));
}
catch (Exception unfinished)
    when (unfinished is NotImplementedException or IndexOutOfRangeException)
{
    Console.WriteLine("Get P2 and P3 right; then both gradients are shown here.");
}

// %% [markdown]
// ## Part 2: from scores to probabilities
//
// A network that sorts pictures into classes puts out one number for each class, the **logits** $z_j$. They can be any numbers. **Softmax** makes
// probabilities of them, numbers between 0 and 1 that add up to 1:
//
// $$p_j = \frac{e^{z_j}}{\sum_i e^{z_i}}$$
//
// A larger logit gets a larger probability. What counts is the differences: add the same number to all the logits, and above and below the line everything
// is multiplied by the same factor. So the $p_j$ stay as they are.
//
// **P4** Write softmax. Careful: `Math.Exp(1000)` is infinite, and infinite divided by infinite is not a number. Subtract the largest logit from all of
// them first; you have just read why that is allowed.

// %%
double[] softmax(double[] z) => throw new NotImplementedException(); // your code

DerivativesPractice.Softmax.Check(softmax);

// %% [markdown]
// ## Part 3: the loss
//
// Let $t$ be the true class. A good network gives it a probability $p_t$ near 1. The **negative log-likelihood** turns that into a loss:
//
// $$L = -\ln p_t$$

// %%
Show(new Plot("The loss") { X = new("probability of the true class"), Y = new("L") }
    .Function("−ln p", p => -Math.Log(p), 0.01, 1));

// %% [markdown]
// It is 0 when the network is sure and right, and grows without end when the network is sure and wrong.
//
// **P5** Write the loss as a function of the logits and the number of the true class (classes count from 0). You may call your `softmax`.

// %%
double loss(double[] z, int t) => throw new NotImplementedException(); // your code

DerivativesPractice.NegativeLogLikelihood.Check(loss);

// %% [markdown]
// Now its gradient: $\frac{\partial L}{\partial z_j}$ for each logit. Put softmax into the loss, and use that $\ln$ undoes $e$:
//
// $$L = -z_t + \ln \sum_i e^{z_i}$$
//
// Take the slope of each of the two terms. The first has a slope for $j = t$ only. For the second use the chain rule; the slope of $\ln u$ is
// $\frac{1}{u}$. Something that you know comes out.
//
// **P6** Write the gradient.

// %%
double[] slopes(double[] z, int t) => throw new NotImplementedException(); // your code

DerivativesPractice.LossGradient.Check(slopes);

// %% [markdown]
// Was it right? Here is the same loss as a graph, for two classes, the true one being class 0. Each node shows its number and its slope. The slopes of
// the two logits are what your P6 must give.

// %%
Value z0 = new(0.5, "z0"), z1 = new(1.5, "z1");
Value e0 = Value.Exp(z0), e1 = Value.Exp(z1);
Value p0 = (e0 / (e0 + e1)).Named("p0");
Value L = (-Value.Log(p0)).Named("L");
L.Backward();
Show(L);
Console.Write($"p0 = {p0.Data:0.######}, dL/dz0 = {z0.Grad:0.######}, ");
Console.WriteLine($"dL/dz1 = {z1.Grad:0.######}, sum {z0.Grad + z1.Grad:0.######}");

// %% [markdown]
// The two slopes add up to 0. That is the same fact as above: adding one number to all the logits changes nothing.
