#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 1. What a derivative is
//
// After this lesson you can say what a derivative is, measure one by nudging, and tell why the nudge must be neither large nor tiny.
//
// Take a function $f$ and a number $x$. Nudge $x$ by a little $h$, and see how much $f(x)$ changes. The change, divided by the nudge, is about the
// **slope** of $f$ at $x$: how fast $f(x)$ changes with $x$.

// %%
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

double f(double x) => x * x;

double x = 3, h = 0.01;
Console.WriteLine($"f({x}) = {f(x)}");
Console.WriteLine($"f({x + h}) = {f(x + h):R}");
Console.WriteLine($"change / nudge = {(f(x + h) - f(x)) / h:0.####}");

// %% [markdown]
// The number is close to 6. That is no accident: the smaller the nudge, the closer it gets.

// %%
double Forward(Func<double, double> f, double x, double h) => (f(x + h) - f(x)) / h;

Show(new[] { 1, 0.1, 0.01, 0.001, 0.0001 }.Select(h => new { h, slope = Forward(f, x, h) }), "The slope of x² at 3");

// %% [markdown]
// The number that these get close to is the **derivative** of $f$ at $x$, written $f'(x)$:
//
// $$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
//
// In the picture it is the slope of the line that touches the curve. For $f(x) = x^2$ it is $2x$, so here $f'(3) = 6$.

// %%
Show(new Plot("x² and the line that touches it at 3") { Y = new("f(x)") }
    .Function("x²", f, 0, 5)
    .Function("the line with slope 6", t => f(3) + 6 * (t - 3), 1, 5)
    .Point("x = 3", 3, f(3)));

// %% [markdown]
// ## Nudging to both sides
//
// Going from $x - h$ to $x + h$ is fairer than going from $x$ to $x + h$: on a bent curve, what is too much on one side is too little on the other.
//
// $$\frac{f(x + h) - f(x - h)}{2h}$$
//
// This is the **central difference**; the one before is the **forward difference**. Here is how far off each of them is for $f(x) = \sin x$ at 1,
// whose derivative is $\cos 1$.

// %%
double Central(Func<double, double> f, double x, double h) => (f(x + h) - f(x - h)) / (2 * h);

double Error(double slope) => Math.Abs(slope - Math.Cos(1));

Show(new[] { 0.1, 0.01, 0.001 }.Select(h => new { h, forward = Error(Forward(Math.Sin, 1, h)), central = Error(Central(Math.Sin, 1, h)) }), "How far off");

// %% [markdown]
// With each row $h$ is ten times smaller. The error of the forward difference gets ten times smaller too, that of the central difference a
// hundred times.
//
// ## When the nudge is too small
//
// So take $h$ as small as you can? A double holds about 16 digits. If $h$ is tiny, $f(x + h)$ and $f(x)$ agree in almost all of them, and the
// difference is made of the few digits that are left, which are rounding.

// %%
double[] hs = [.. Enumerable.Range(0, 60).Select(i => Math.Pow(10, -i / 4.0))];
Show(new Plot("How far off the slope of sin x at 1 is") { X = Axis.Log("h"), Y = Axis.Log("error") }
    .Line("forward difference", hs, hs.Select(h => Error(Forward(Math.Sin, 1, h))))
    .Line("central difference", hs, hs.Select(h => Error(Central(Math.Sin, 1, h)))));

// %% [markdown]
// From the right, both errors fall as $h$ gets smaller; then rounding takes over and they rise again. There is a best $h$ between.
//
// ## Exercises
//
// **1.1** What is the slope of $x^3$ at $x = 3$? Use `Central`.

// %%
double? answer1 = null; // your answer

Lesson01.SlopeOfCube.Check(answer1);

// %% [markdown]
// **1.2** Write the central difference yourself.

// %%
double central(Func<double, double> f, double x, double h) => throw new NotImplementedException(); // your code

Lesson01.CentralDifference.Check(central);

// %% [markdown]
// **1.3** In the table above $h$ went from 0.01 to 0.001. How many times smaller did the error of the central difference become?

// %%
double? answer3 = null; // your answer

Lesson01.TenTimesSmaller.Check(answer3);
