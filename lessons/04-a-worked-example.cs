#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 4. A worked example, and the mistake in its published answer
//
// After this lesson you can
//
// - do every number of one training step of a small network,
// - say why a gradient adds up over all the units it comes back from,
// - find a mistake by running the suspects,
// - say what must never happen between the backward pass and the update.
//
// You need the neuron of [lesson 3](03-a-neuron-by-hand.cs).
//
// ## The example
//
// In 2015 Matt Mazur published *A Step by Step Backpropagation Example* (mattmazur.com). Many courses and programs have used its numbers since.
// The network has two inputs and two **layers** of two neurons each, called **units** here. The first layer is **hidden**: its activations are not
// answers, they are the inputs of the second.
//
// All units have the sigmoid. The layer is the raised number: $w^1_{01}$ is the weight of layer 1 **to** unit 0 **from** input 1. In the code it is
// `W1[0][1]`: a row for each unit, a column for each input.

// %%
using Chainrule.Data;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

double[] x = [0.05, 0.10];
double[] y = [0.01, 0.99];                        // the targets
double[][] W1 = [[0.15, 0.20], [0.25, 0.30]];
double[] b1 = [0.35, 0.35];
double[][] W2 = [[0.40, 0.45], [0.50, 0.55]];
double[] b2 = [0.60, 0.60];
double eta = 0.5;                                 // the learning rate; the biases stay

Show(Examples.Named("mazur").Problem);

// %% [markdown]
// The picture has a sum $z$ and an activation $a$ in each unit. Now we compute them ourselves.
//
// ## Forward
//
// A unit adds up its weighted inputs and its bias. A layer does so for each of its units:
//
// $$z^1_j = w^1_{j0} x_0 + w^1_{j1} x_1 + b^1_j \qquad a^1_j = \sigma(z^1_j)$$
//
// Layer 2 does the same with $a^1$ in place of $x$.

// %%
string Nine(double number) => number.ToString("0.#########");
void Print(string name, double[] numbers) =>
    Console.WriteLine($"{name} = ({string.Join(", ", numbers.Select(Nine))})");

double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
double[] Sums(double[][] W, double[] b, double[] inputs) =>
    [.. W.Select((row, j) => row[0] * inputs[0] + row[1] * inputs[1] + b[j])];
double[] Activations(double[] z) => [.. z.Select(Sigmoid)];

double[] z1 = Sums(W1, b1, x), a1 = Activations(z1);
double[] z2 = Sums(W2, b2, a1), a2 = Activations(z2);
Print("z1", z1);
Print("a1", a1);
Print("z2", z2);
Print("a2", a2);

// %% [markdown]
// ## The loss
//
// Each output has its own half square, and the loss is their sum ($\sum$):
//
// $$L = \sum_j \frac{1}{2} (a^2_j - y_j)^2$$

// %%
double LossOf(double[] outputs) =>
    (Math.Pow(outputs[0] - y[0], 2) + Math.Pow(outputs[1] - y[1], 2)) / 2;

double L = LossOf(a2);
Console.WriteLine($"L = {L:0.#########}");

// %% [markdown]
// ## Backward through layer 2
//
// That is the neuron of lesson 3, twice. `dA2` is short for the gradients $\frac{\partial L}{\partial a^2_j}$, `dZ2` for
// $\frac{\partial L}{\partial z^2_j}$, also written $\delta^2_j$.
//
// $$\frac{\partial L}{\partial a^2_j} = a^2_j - y_j \qquad \delta^2_j = \frac{\partial L}{\partial a^2_j} \cdot a^2_j (1 - a^2_j) \qquad \frac{\partial L}{\partial w^2_{jk}} = \delta^2_j \cdot a^1_k$$

// %%
double[] BackThroughSigmoid(double[] dA, double[] a) =>
    [dA[0] * a[0] * (1 - a[0]), dA[1] * a[1] * (1 - a[1])];
double[][] WeightGradients(double[] dZ, double[] inputs) =>
    [[dZ[0] * inputs[0], dZ[0] * inputs[1]], [dZ[1] * inputs[0], dZ[1] * inputs[1]]];

double[] dA2 = [a2[0] - y[0], a2[1] - y[1]];
double[] dZ2 = BackThroughSigmoid(dA2, a2);
double[][] dW2 = WeightGradients(dZ2, a1);
Print("dA2", dA2);
Print("dZ2", dZ2);
Show(dW2, "dW2");

// %% [markdown]
// ## Backward to layer 1
//
// $a^1_0$ goes into both units of layer 2. It is a number that is used twice, and we know what that means: along a way multiply, over the ways add.
// The way through unit $j$ has the local slope $w^2_{j0}$.
//
// $$\frac{\partial L}{\partial a^1_0} = \delta^2_0 \cdot w^2_{00} + \delta^2_1 \cdot w^2_{10}$$
//
// The two weights stand below each other in `W2`: going back, its *columns* are used. From there on it is lesson 3 again, with $x$ as the input.

// %%
double[] BackThroughWeights(double[] dZ, double[][] W) =>
    [dZ[0] * W[0][0] + dZ[1] * W[1][0], dZ[0] * W[0][1] + dZ[1] * W[1][1]];

double[] dA1 = BackThroughWeights(dZ2, W2);
double[] dZ1 = BackThroughSigmoid(dA1, a1);
double[][] dW1 = WeightGradients(dZ1, x);
Print("dA1", dA1);
Print("dZ1", dZ1);
Show(dW1, "dW1");

// %% [markdown]
// All of it in one picture, made by the engine: $\delta$ in each unit, and on each line the gradient of its weight. Compare it with your numbers.

// %%
Show(WayBack(Examples.Named("mazur").Problem));

// %% [markdown]
// ## The update
//
// Each weight moves against its gradient, $w \leftarrow w - \eta \frac{\partial L}{\partial w}$. Then forward again, to see what it was good for.

// %%
double[][] Moved(double[][] W, double[][] dW) =>
[
    [W[0][0] - eta * dW[0][0], W[0][1] - eta * dW[0][1]],
    [W[1][0] - eta * dW[1][0], W[1][1] - eta * dW[1][1]],
];

double[][] newW1 = Moved(W1, dW1), newW2 = Moved(W2, dW2);
Print("new W1", [.. newW1[0], .. newW1[1]]);
Print("new W2", [.. newW2[0], .. newW2[1]]);

double newL = LossOf(Activations(Sums(newW2, b2, Activations(Sums(newW1, b1, x)))));
Console.WriteLine($"L was {L:0.#########} and is now {newL:0.#########}");

// %% [markdown]
// ## Compare with the article
//
// The article prints the new weights, some with nine digits and some with eight, and the loss after the step.

// %%
double[] published =
[
    0.149780716, 0.19956143, 0.24975114, 0.29950229,    // W1
    0.35891648, 0.408666186, 0.511301270, 0.561370121,  // W2
];
double[] ours = [.. newW1[0], .. newW1[1], .. newW2[0], .. newW2[1]];
double publishedLoss = 0.291027924;

double weightOff = ours.Zip(published, (a, b) => Math.Abs(a - b)).Max();
double lossOff = Math.Abs(newL - publishedLoss);
Console.WriteLine($"largest difference of a weight: {weightOff:0.0e+0}");
Console.WriteLine($"difference of the losses:       {lossOff:0.0e+0}");
Console.WriteLine($"published loss {publishedLoss}, ours {newL:0.000000000}");

// %% [markdown]
// The weights agree as far as they are printed. The loss does not. The difference is small, but far more than rounding: both losses claim to come from
// the same weights. So one of the two is wrong. Which?
//
// ## Run the suspects
//
// We do not have to guess. Write the step once more, with a switch for each thing that may have gone differently, and run it with each.

// %%
const string
    AsAbove = "as above",
    Rounded = "round to nine digits on the way",
    BiasesMove = "move the biases too",
    OneWay = "go back to layer 1 through output 0 only",
    MovedFirst = "move W2 first, then go back through it";

(double[] Outputs, double Loss) Train(int steps, string twist)
{
    double[] Kept(double[] numbers) =>
        twist == Rounded ? [.. numbers.Select(n => Math.Round(n, 9))] : numbers;
    double[] Bias(double[] b, double[] dZ) =>
        twist == BiasesMove ? [b[0] - eta * dZ[0], b[1] - eta * dZ[1]] : b;

    (double[][] V1, double[] c1, double[][] V2, double[] c2) = (W1, b1, W2, b2);
    for (int step = 0; step < steps; step++)
    {
        double[] a1 = Kept(Activations(Sums(V1, c1, x)));
        double[] a2 = Kept(Activations(Sums(V2, c2, a1)));
        double[] dZ2 = Kept(BackThroughSigmoid([a2[0] - y[0], a2[1] - y[1]], a2));
        double[][] movedV2 = Moved(V2, WeightGradients(dZ2, a1));

        double[] from = twist == OneWay ? [dZ2[0], 0] : dZ2;
        double[] dA1 = BackThroughWeights(from, twist == MovedFirst ? movedV2 : V2);
        double[] dZ1 = Kept(BackThroughSigmoid(dA1, a1));
        (V1, V2) = (Moved(V1, WeightGradients(dZ1, x)), movedV2);
        (c1, c2) = (Bias(c1, dZ1), Bias(c2, dZ2));
    }
    double[] outputs = Activations(Sums(V2, c2, Activations(Sums(V1, c1, x))));
    return (outputs, LossOf(outputs));
}

string Digits(double loss) => loss.ToString("0.000000000");

string[] suspects = [AsAbove, Rounded, BiasesMove, OneWay, MovedFirst];
Show(suspects.Select(twist => new
{
    twist,
    loss = Digits(Train(1, twist).Loss),
    asPublished = Digits(Train(1, twist).Loss) == Digits(publishedLoss),
}), $"The loss after one step; published is {publishedLoss}");

// %% [markdown]
// Found. The published loss comes out digit for digit if `W2` moves first and the gradient then goes back to layer 1 through the *moved* weights.
//
// One match may be luck. The article also prints the outputs after many more steps:

// %%
double[] publishedOutputs = [0.015912196, 0.984065734];
int many = 10_000;
Console.WriteLine($"the outputs after {many} steps");
Print("published     ", publishedOutputs);
Print("as above      ", Train(many, AsAbove).Outputs);
Print("W2 moved first", Train(many, MovedFirst).Outputs);

// %% [markdown]
// Again digit for digit. So the article explains the step rightly, and even warns against this very mistake, but the numbers that it prints behind it
// come from a computation that makes it.
//
// ## Why it is a mistake
//
// A gradient answers one question: how does the loss change when I nudge *this network, as it is*? The walk back must use the weights that the forward
// pass used. With the moved weights it answers for a mixture of two networks that nobody ever ran. Nudging is the judge, once more:

// %%
double LossWith(double w) =>
    LossOf(Activations(Sums(W2, b2, Activations(Sums([[w, W1[0][1]], W1[1]], b1, x)))));

double nudge = 1e-5;
double nudged = (LossWith(W1[0][0] + nudge) - LossWith(W1[0][0] - nudge)) / (2 * nudge);
double[] mixedDZ1 = BackThroughSigmoid(BackThroughWeights(dZ2, newW2), a1);
double mixed = WeightGradients(mixedDZ1, x)[0][0];

Show(new[]
{
    new { how = "nudged", gradient = nudged },
    new { how = "through W2 as it was", gradient = dW1[0][0] },
    new { how = "through W2 after its move", gradient = mixed },
}, "The gradient of W1[0][0]");

// %% [markdown]
// The last gradient is wrong, and not by rounding. Then why is the loss off by so little? Because in this network the gradients of layer 1 are small:
// compare `dW1` with `dW2` above. And the loss still falls. A network with a mistake in it often learns all the same:

// %%
double[] counts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
Show(new Plot("Both learn") { X = Axis.Log("step"), Y = Axis.Log("loss") }
    .Line("as above", counts, counts.Select(n => Train((int)n, AsAbove).Loss))
    .Line("W2 moved first", counts, counts.Select(n => Train((int)n, MovedFirst).Loss)));

// %% [markdown]
// The two curves lie on each other. So "it learns" proves nothing about the gradients; a nudge does.
//
// The cure is an order of work, not more care: **first all gradients, then all updates.** Chainrule's `Backward` only reads the weights, and `Descend`
// moves them when no gradient is asked for any more.
//
// The program knows this mistake and many others. From the published loss alone it finds which one was made:
//
// ```
// chainrule diagnose --address newL --answer 0.291027924
// ```
//
// [Lesson 5](05-from-numbers-to-matrices.cs) writes the same step in a few lines, for any number of units and examples.
//
// ## Exercises
//
// **4.1** Let the target $y_0$ be 0.5. What is `dZ2[0]` then? Start from the numbers printed above.

// %%
double? answer1 = null; // your answer

Lesson04.OtherTarget.Check(answer1);

// %% [markdown]
// **4.2** `BackThroughWeights` works for two units only. Write it for any number of them.

// %%
double[] hiddenGradient(double[] dZ2, double[][] W2) =>
    throw new NotImplementedException(); // your code: returns dA1

Lesson04.HiddenGradient.Check(hiddenGradient);

// %% [markdown]
// **4.3** Take two steps in which the biases move too. What is the loss after them? `Train` can tell; so can you.

// %%
double? answer3 = null; // your answer, or an expression that computes it

Lesson04.BiasesToo.Check(answer3);

// %% [markdown]
// **4.4** Now be the detective. For its last loss, after `many` steps, the article prints 0.0000351085. Neither of the two lines printed here is that.
// After how many steps does the right method give it?

// %%
foreach (string twist in new[] { AsAbove, MovedFirst })
    Console.WriteLine(
        $"{twist}: after {many} steps {Train(many, twist).Loss:0.0000000000}");

int? answer4 = null; // your answer

Lesson04.HowManySteps.Check(answer4);

// %% [markdown]
// **Next:** [lesson 5](05-from-numbers-to-matrices.cs) writes the step with matrices.
