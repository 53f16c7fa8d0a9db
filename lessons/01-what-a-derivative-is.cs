#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 1. What a derivative is
//
// After this lesson you can
//
// - say what a derivative is,
// - measure one by nudging, to one side or to both,
// - tell why the nudge must be neither large nor tiny.
//
// Training a network means asking, for each of its numbers: if I change this one a little, how does the error change? That question has an old
// name. Here it is asked of a function of one number.
//
// ## Nudge and look
//
// Take a function $f$ and a number $x$. Nudge $x$ by a little $h$ and see how much $f(x)$ changes. The change divided by the nudge is about the
// **slope** of $f$ at $x$: how fast $f(x)$ changes with $x$. Here $f(x) = x^2$.

// %%
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

double f(double x) => x * x;

double x = 3, h = 0.01;
Console.WriteLine($"f({x}) = {f(x)}");
Console.WriteLine($"f({x + h}) = {f(x + h):0.######}");
Console.WriteLine($"change / nudge = {(f(x + h) - f(x)) / h:0.######}");

// %% [markdown]
// That was one nudge. Make it smaller and smaller, and watch the slope.

// %%
double Forward(Func<double, double> f, double x, double h) => (f(x + h) - f(x)) / h;

double[] nudges = [1, 0.1, 0.01, 0.001, 0.0001];
Show(nudges.Select(h => new { h, slope = Forward(f, x, h) }), $"The slope of x² at {x}");

// %% [markdown]
// The slopes settle down. The number that they get close to is the **derivative** of $f$ at $x$, written $f'(x)$:
//
// $$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
//
// Read $\lim$ as "what this gets close to when $h$ gets close to 0".
//
// For $f(x) = x^2$ we can find it with pencil and paper. Multiply out, and the $h$ below cancels:
//
// $$\frac{(x + h)^2 - x^2}{h} = \frac{2xh + h^2}{h} = 2x + h$$
//
// When $h$ gets close to 0, what is left is $2x$. In the picture the derivative is the slope of the line that touches the curve.

// %%
double slopeAtX = 2 * x;
Console.WriteLine($"f'({x}) = {slopeAtX}");
Show(new Plot($"x² and the line that touches it at {x}") { Y = new("f(x)") }
    .Function("x²", f, 0, 5)
    .Function($"the line with slope {slopeAtX}", t => f(x) + slopeAtX * (t - x), 1, 5)
    .Point($"x = {x}", x, f(x)));

// %% [markdown]
// A derivative says what a small nudge will do before you try it: $f(x)$ changes by about $f'(x) \cdot h$. A positive slope means "more $x$, more
// $f(x)$", a negative one "more $x$, less $f(x)$", and where the slope is 0 a small nudge changes almost nothing.

// %%
double[] places = [-2, -1, 0, 1, 2];
Show(places.Select(at => new
{
    x = at,
    slope = 2 * at,
    foretold = 2 * at * h,
    real = f(at + h) - f(at),
}), $"What a nudge of {h} changes");

// %% [markdown]
// ## Nudging to both sides
//
// Pencil and paper need a formula. Nudging needs only a function that can be run, so it is how derivatives are checked. It can be done better.
//
// Going from $x - h$ to $x + h$ is fairer than going from $x$ to $x + h$: on a bent curve, what is too much on one side is too little on the other.
//
// $$\frac{f(x + h) - f(x - h)}{2h}$$
//
// This is the **central difference**; the one before is the **forward difference**. Here is how far off each of them is for $\frac{1}{x}$
// at 2. Pencil and paper say that its derivative is $-\frac{1}{x^2}$.

// %%
double Central(Func<double, double> f, double x, double h) =>
    (f(x + h) - f(x - h)) / (2 * h);

double OneOver(double x) => 1 / x;
double ForwardError(double h) => Math.Abs(Forward(OneOver, 2, h) - -1 / (2.0 * 2));
double CentralError(double h) => Math.Abs(Central(OneOver, 2, h) - -1 / (2.0 * 2));

double[] steps = [0.1, 0.01, 0.001];
Show(steps.Select(h => new { h, forward = ForwardError(h), central = CentralError(h) }),
    "How far off");

// %% [markdown]
// Go down a row: $h$ is divided by ten. Divide each error by the one below it to see what that bought.

// %%
Show(steps.Zip(steps.Skip(1), (h, next) => new
{
    from = h,
    to = next,
    forward = ForwardError(h) / ForwardError(next),
    central = CentralError(h) / CentralError(next),
}), "How many times smaller the error became");

// %% [markdown]
// The error of the forward difference shrinks like $h$, that of the central difference like $h^2$: a tenth of a tenth.
//
// And what does it cost? With one number, both run $f$ twice. But a function may have many numbers, and a slope for each. Then all the forward differences
// share one $f(x)$. Count the runs:

// %%
(int Forward, int Central) RunsFor(int count)
{
    int runs = 0;
    double Counted(double[] numbers)
    {
        runs++;
        return numbers.Sum(number => number * number);
    }
    double[] Moved(double[] numbers, int i, double by) =>
        [.. numbers.Select((number, j) => j == i ? number + by : number)];

    double[] at = new double[count], slopes = new double[count];
    double here = Counted(at);
    for (int i = 0; i < count; i++) slopes[i] = (Counted(Moved(at, i, 0.1)) - here) / 0.1;
    int forward = runs;
    for (int i = 0; i < count; i++)
        slopes[i] = (Counted(Moved(at, i, 0.1)) - Counted(Moved(at, i, -0.1))) / 0.2;
    return (forward, runs - forward);
}

Show(new[] { 1, 2, 10, 1000 }.Select(numbers => new
{
    numbers,
    forward = RunsFor(numbers).Forward,
    central = RunsFor(numbers).Central,
}), "Runs of f for all the slopes");

// %% [markdown]
// For $n$ numbers that is $n + 1$ runs against $2n$, up to twice as many. For checking, the smaller error is worth it: from here on we use the central
// difference.
//
// ## When the nudge is too small
//
// So take $h$ as small as you can? A `double` holds only so many digits. This is the smallest step up from 1, and what becomes of a smaller one:

// %%
Console.WriteLine($"the next double above 1 is 1 + {Math.BitIncrement(1.0) - 1:0.00e+0}");
Console.WriteLine($"1 + 1e-17 == 1 is {1 + 1e-17 == 1}");

// %% [markdown]
// If $h$ is tiny, $f(x + h)$ and $f(x)$ agree in almost all of their digits. The difference is made of the few that are left, and those are
// rounding. Dividing by the tiny $h$ then makes the rounding large.

// %%
double[] hs = new double[60];
hs[0] = 1;
for (int i = 1; i < hs.Length; i++) hs[i] = 0.56 * hs[i - 1];

Show(new Plot("How far off the slope of 1/x at 2 is")
    { X = Axis.Log("h"), Y = Axis.Log("error") }
    .Line("forward difference", hs, hs.Select(ForwardError))
    .Line("central difference", hs, hs.Select(CentralError)));

// %% [markdown]
// Read it from right to left. First both errors fall, because the curve looks straighter from nearby. Then rounding takes over and they rise again.
// Between the two there is a best $h$.

// %%
double bestForward = hs.MinBy(ForwardError), bestCentral = hs.MinBy(CentralError);
Show(new[]
{
    new { difference = "forward", h = bestForward, error = ForwardError(bestForward) },
    new { difference = "central", h = bestCentral, error = CentralError(bestCentral) },
}, "The best of these h");

// %% [markdown]
// The central difference can stop at a larger $h$ and is still closer. But even its best is not exact, and it takes two runs of $f$ for each number
// that is nudged: the more numbers, the more runs. [Lesson 2](02-the-chain-rule-on-a-graph.cs) gets all the derivatives at once, exactly up to rounding.
//
// ## Exercises
//
// Put your answer in, run the file again, and read what it says about it.
//
// **1.1** What is the slope of $x^3$ at $x = 3$? Use `Central`.

// %%
double? answer1 = null; // your answer

Lesson01.SlopeOfCube.Check(answer1);

// %% [markdown]
// **1.2** A function of two numbers has two slopes: one when $x$ is nudged and $y$ stays, one when $y$ is nudged and $x$ stays. Write both as central
// differences.

// %%
(double byX, double byY) bothSlopes(
    Func<double, double, double> f, double x, double y, double h) =>
    throw new NotImplementedException(); // your code

Lesson01.TwoSlopes.Check(bothSlopes);

// %% [markdown]
// **1.3** Now let $h$ become 5 times smaller. About how many times smaller does the error of the central difference become?

// %%
double? answer3 = null; // your answer

Lesson01.FiveTimesSmaller.Check(answer3);

// %% [markdown]
// **1.4** Think first, then run it: what does `Forward(f, 3, 1e-17)` give?

// %%
double? answer4 = null; // your answer

Lesson01.TooSmall.Check(answer4);

// %% [markdown]
// **Next:** [lesson 2](02-the-chain-rule-on-a-graph.cs) computes derivatives instead of measuring them.
