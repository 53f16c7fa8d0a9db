#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 7. Is my gradient right?
//
// After this lesson you can check any gradient, say from which layer on it is wrong, test whether your check is any good, and tell a mistake from a kink.
//
// A program with a wrong gradient does not stop with an error. Often it even learns, only worse. Here is a network that learns exclusive or twice from the
// same start: once with the right gradient, and once with a mistake in it: back through the sigmoid of layer 1 it takes the slope of tanh, $1 - a^2$, where
// $a(1 - a)$ is right.

// %%
using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

Problem xor = Examples.Named("xor").Problem;

List<double> Train(
    Problem problem, Action<Workspace<F64>, Gradients<F64>> spoil, int steps)
{
    var network = new Network<F64>(problem.Network);
    var at = new Workspace<F64>(network, problem.Batch.Count);
    at.Load(problem.Batch);
    var gradients = new Gradients<F64>(network);
    var losses = new List<double>();
    for (int i = 0; i < steps; i++)
    {
        network.Forward(at);
        losses.Add(network.Measure(at));
        network.Backward(at);
        network.Gradients(at, gradients);
        spoil(at, gradients);
        network.Descend(gradients, problem.LearningRate);
    }
    return losses;
}

void Nothing(Workspace<F64> at, Gradients<F64> right)
{
}

void TakeTheSlopeOfTanh(Workspace<F64> at, Gradients<F64> gradients)
{
    double δ(int e, int j) =>
        at.dA[1][e, j].Number * (1 - Math.Pow(at.A[1][e, j].Number, 2));
    double Sum(Func<int, double> term) => Enumerable.Range(0, at.A[1].Rows).Sum(term);

    for (int j = 0; j < gradients.dW[1].Rows; j++)
    {
        gradients.db[1][0, j] = Sum(e => δ(e, j));
        for (int k = 0; k < gradients.dW[1].Columns; k++)
            gradients.dW[1][j, k] = Sum(e => δ(e, j) * at.A[0][e, k].Number);
    }
}

List<double> right = Train(xor, Nothing, 2000);
List<double> wrong = Train(xor, TakeTheSlopeOfTanh, 2000);
Show(new Plot("Both learn") { X = new("step"), Y = new("loss") }
    .Line("right gradient", right)
    .Line("wrong gradient", wrong));
Console.Write($"the loss after {right.Count} steps: ");
Console.WriteLine($"right {right[^1]:0.####}, wrong {wrong[^1]:0.####}");

// %% [markdown]
// Is that no more than another learning rate for layer 1? Then all its slopes would be off by one factor. At the start the factors are

// %%
double[] FirstSlopes(Action<Workspace<F64>, Gradients<F64>> spoil)
{
    List<double> slopes = [];
    Train(xor, (at, gradients) =>
    {
        spoil(at, gradients);
        foreach (F64 slope in gradients.dW[1].Cells) slopes.Add(slope.Number);
        foreach (F64 slope in gradients.db[1].Cells) slopes.Add(slope.Number);
    }, 1);
    return [.. slopes];
}

IEnumerable<string> factors = FirstSlopes(TakeTheSlopeOfTanh)
    .Zip(FirstSlopes(Nothing), (wrong, right) => $"{wrong / right:0.###}");
Console.WriteLine($"wrong / right in layer 1: {string.Join("  ", factors)}");

// %% [markdown]
// They differ, so it steps in another direction. A falling loss says nothing about the gradient. So compare it with something.
//
// ## Nudge every weight
//
// Lesson 1 measured a slope by nudging: $\frac{f(x + h) - f(x - h)}{2h}$. Do that with the loss $L$ and each parameter in turn. A **parameter** is a weight
// or a bias; the letter for any of them is $\theta$.
//
// $$\frac{L(\theta + h) - L(\theta - h)}{2h}$$
//
// This needs the forward pass only. So it cannot share a mistake with the backward pass.

// %%
double LossOf(Network<F64> network, Batch batch)
{
    var at = new Workspace<F64>(network, batch.Count);
    at.Load(batch);
    network.Forward(at);
    return network.Measure(at);
}

double Difference(Problem problem, Parameter θ, double h)
{
    var network = new Network<F64>(problem.Network);
    double before = θ.In(network);
    θ.In(network) = before + h;
    double above = LossOf(network, problem.Batch);
    θ.In(network) = before - h;
    double below = LossOf(network, problem.Batch);
    return (above - below) / (2 * h);
}

Gradients<F64> engine = GradientCheck.Backpropagation<F64>(xor);

Show(Parameter.All(xor.Network).Select(θ => new
{
    parameter = θ.ToString(),
    backpropagation = θ.In(engine).Number,
    difference = Difference(xor, θ, 1e-5),
}), "Exclusive or, four examples");

// %% [markdown]
// ## How close is close enough?
//
// The two are never quite equal. A gap of 0.001 is nothing beside a slope of 1000, and everything beside a slope of 0.001. So measure it against the larger
// of the two. With $a$ for the slope by backpropagation and $n$ for the one by nudging, the **relative gap** is
//
// $$\frac{|a - n|}{\max(|a|, |n|)}$$
//
// The gap depends on the nudge $h$. Here it is for one weight, with the right slope and with one that is wrong by a thousandth part.

// %% volatile
double Gap(double a, double n) => Math.Abs(a - n) / Math.Max(Math.Abs(a), Math.Abs(n));

Parameter w = Parameter.All(xor.Network).First();
double slope = w.In(engine);
double[] hs = [.. Enumerable.Range(2, 40).Select(i => Math.Pow(10, -i / 4.0))];
double GapOf(double given, double h) => Gap(given, Difference(xor, w, h));

Show(new Plot($"The relative gap for {w}")
    { X = Axis.Log("h"), Y = Axis.Log("relative gap") }
    .Line("right slope", hs, hs.Select(h => GapOf(slope, h)))
    .Line("wrong by 1/1000", hs, hs.Select(h => GapOf(1.001 * slope, h))));
Console.Write($"smallest gap: right slope {hs.Min(h => GapOf(slope, h)):0.#e+0}, ");
Console.WriteLine($"wrong slope {hs.Min(h => GapOf(1.001 * slope, h)):0.#e+0}");

// %% [markdown]
// On the right $h$ is too large: the curve bends within the nudge. On the left it is too small: rounding. Between the two the right slope has a gap far
// below that of the wrong one. A mistake does not get better there, however you choose $h$; that is how you know it.
//
// ## Four ways to one slope
//
// There are two more ways to the slope, and neither nudges. [Lesson 6b](06b-build-your-own-autodiff.cs) built both. One is the graph, walked back. The other goes
// forward: a dual number is a number with its slope beside it, and each operation computes both. For a product that is
// $(a, a') \cdot (b, b') = (a \cdot b, a' \cdot b + a \cdot b')$: the two ways to the result, added up. Start with the slope 1 for the one number that you ask
// about, here $x$ in $x^2 \cdot (x + 1)$ at 3:

// %%
var dual = Dual<F64>.Variable(3.0);
Dual<F64> cubic = dual * dual * (dual + 1.0);
Console.WriteLine($"the number {cubic.Number}, its slope {cubic.Derivative}");
double Cubic(double x) => x * x * (x + 1);
Console.WriteLine($"nudged {(Cubic(3 + 1e-5) - Cubic(3 - 1e-5)) / 2e-5:0.####}");

// %% [markdown]
// One run forward gives the slope by one number only; the walk back gives all. That is why dual numbers check and don't train.
//
// `GradientCheck` goes all four ways for every parameter. It chooses the nudge for each, and works out from the rounding of each single operation how large
// the gap may be. Where rounding swamps the slope in every way, it says that it cannot tell.

// %%
GradientReport report = GradientCheck.Run(xor);
Show(report);

// %% [markdown]
// ## Wrong twins
//
// A check that has never failed proves nothing. Perhaps it cannot fail. So give it a **wrong twin**: the same gradient with one mistake put in on purpose.
// Here are four that people really make.
//
// - The mean over $n$ examples has a factor $\frac{1}{n}$, and it was forgotten.
// - The biases were forgotten; their slopes stayed 0.
// - The sign is the other way round.
// - The weights were updated *before* the backward pass was done, so it went back through the new ones. That is the mistake of lesson 4.

// %%
Gradients<F64> Changed(Problem problem, Func<F64, F64> weights, Func<F64, F64> biases)
{
    Gradients<F64> gradients = GradientCheck.Backpropagation<F64>(problem);
    foreach (var matrix in gradients.dW)
        foreach (ref F64 cell in matrix.Cells) cell = weights(cell);
    foreach (var matrix in gradients.db)
        foreach (ref F64 cell in matrix.Cells) cell = biases(cell);
    return gradients;
}

Gradients<F64> UpdatedTooEarly(Problem problem)
{
    var network = new Network<F64>(problem.Network);
    var at = new Workspace<F64>(network, problem.Batch.Count);
    at.Load(problem.Batch);
    network.Forward(at);
    network.Measure(at);
    network.Backward(at);
    network.Descend(at, problem.LearningRate);
    network.Backward(at); // once more, now through the new weights
    var gradients = new Gradients<F64>(network);
    network.Gradients(at, gradients);
    return gradients;
}

var twins = new (string Name, Func<Problem, Gradients<F64>> Gradient)[]
{
    ("1/n forgotten", p => Changed(p, g => g * p.Batch.Count, g => g * p.Batch.Count)),
    ("biases forgotten", p => Changed(p, g => g, g => 0)),
    ("sign", p => Changed(p, g => -g, g => -g)),
    ("updated too early", UpdatedTooEarly),
};

Show(twins.Select(twin =>
{
    GradientReport found = GradientCheck.Run(xor, new() { Gradient = twin.Gradient });
    return new
    {
        mistake = twin.Name,
        pass = found.Count(Chainrule.Checking.Verdict.Pass),
        fail = found.Count(Chainrule.Checking.Verdict.Fail),
        where = string.Join(" ", found.Checks
            .Where(check => check.Verdict == Chainrule.Checking.Verdict.Fail)
            .Select(check => check.Address)),
    };
}));

// %% [markdown]
// All four are found, and *where* it fails is a clue. The backward pass goes from the last layer to the first, and takes a mistake along. So look for the
// mistake at the **last** layer that fails: all layers after it were still right. In the last row layer 2 is right and layer 1 is wrong; so it happened on
// the way from layer 2 to layer 1.
//
// ## Kinks
//
// The function $\text{relu}(z) = \max(z, 0)$ has a **kink** at 0: its slope jumps from 0 to 1. A nudge that steps over the kink measures a bit of
// both sides, which is the slope of neither.

// %%
double Relu(double z) => Math.Max(z, 0);

double near = 0.000001, nudge = 0.00001;
double nudged = (Relu(near + nudge) - Relu(near - nudge)) / (2 * nudge);
Console.WriteLine($"by nudging: {nudged:0.####}, the slope is {(near > 0 ? 1 : 0)}");
Show(new Plot("relu, and the line through the two nudged points")
    { X = new("z"), Y = new("relu(z)") }
    .Function("relu", Relu, -2e-5, 2e-5)
    .Line("nudged",
        [near - nudge, near + nudge], [Relu(near - nudge), Relu(near + nudge)])
    .Point("z", near, Relu(near)));

// %% [markdown]
// That is no mistake in the gradient. A check that cries wolf here will soon be switched off; a check that allows large gaps everywhere finds
// nothing. So the kink has to be recognised. Here is a network with one unit beside its kink. The other two ways to the slope do not nudge, so they still decide.

// %%
Activation relu = Activation.Named("relu"), identity = Activation.Named("identity");
var beside = new Problem(
    new(
        [new(relu, [[0.5, -0.25], [1, 1]], [0.000001, 0]), new(identity, [[1, -1]], [0])],
        Loss.Named("half-sse")),
    new([[1, 2]], [[1]]));
Show(GradientCheck.Run(beside));

// %% [markdown]
// ## Law by law
//
// If the check of a network fails, check its parts. `LawCheck` does for one activation or loss what `GradientCheck` does for a network, at many points.
// `WrongTanh` is a wrong twin: it says that the slope of $a = \tanh(z)$ is $1 - a$, where $1 - a^2$ is right.

// %%
IEnumerable<Activation> laws = new[] { "sigmoid", "tanh", "relu", "gelu" }
    .Select(Activation.Named).Append(new Elementwise<WrongTanh>());
Show(laws.Select(law =>
{
    GradientReport found = LawCheck.Run(law);
    return new
    {
        law = law.Name,
        points = found.Checks.Count,
        pass = found.Count(Chainrule.Checking.Verdict.Pass),
        kinks = found.Count(Chainrule.Checking.Verdict.Kink),
        cannot_tell = found.Count(Chainrule.Checking.Verdict.CannotTell),
        fail = found.Count(Chainrule.Checking.Verdict.Fail),
    };
}));

// %% [markdown]
// Look at the last row: even the wrong twin passes at some points. Where tanh is 0 or saturated at 1, both formulas give the same number. One
// point is not enough to check anything.
//
// ## Exercises
//
// **7.1** Write the relative gap. If both numbers are 0, it is 0.

// %%
double relativeGap(double a, double n) =>
    throw new NotImplementedException(); // your code

Lesson07.RelativeGap.Check(relativeGap);

// %% [markdown]
// **7.2** What does the central difference of relu give at $z = 0.000002$ with $h = 0.00001$?

// %%
double? answer2 = null; // your answer

Lesson07.AcrossTheKink.Check(answer2);

// %% [markdown]
// **7.3** A network has four layers. Its check passes for all parameters of layers 3 and 4 and fails for those of layers 1 and 2. At which layer do you
// look for the mistake first?

// %%
double? answer3 = null; // your answer

Lesson07.WhichLayer.Check(answer3);

// %% [markdown]
// **7.4** A network has 1000 parameters. How many forward passes do the central differences of all of them take?

// %%
double? answer4 = null; // your answer

Lesson07.ForwardPasses.Check(answer4);

// %% [markdown]
// **Next:** [lesson 8](08-learning.cs) takes many steps.
