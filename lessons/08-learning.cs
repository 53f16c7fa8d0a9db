#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 8. Learning
//
// After this lesson you can say what a training step does, tell from a curve whether the learning rate is too small or too large, and explain why the same
// network learns from one start and not from another.
//
// ## One weight
//
// Take one weight $w$ and the loss $L(w) = (w - 3)^2$. It is lowest at $w = 3$. Its slope is $\frac{\partial L}{\partial w} = 2(w - 3)$: negative on the
// left of 3, positive on the right. So whoever goes *against* the slope comes nearer to 3. That is **gradient descent**:
//
// $$w \leftarrow w - \eta \cdot \frac{\partial L}{\partial w}$$
//
// The number $\eta$ (eta) is the **learning rate**. It says how far to go. Here are twenty steps with four of them.

// %%
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

List<double> Descend(double w, double learningRate, int steps)
{
    var path = new List<double> { w };
    for (int i = 0; i < steps; i++)
    {
        w -= learningRate * 2 * (w - 3);
        path.Add(w);
    }
    return path;
}

Show(new Plot("One weight, twenty steps") { X = new("step"), Y = new("w") }
    .Line("η = 0.02", Descend(0, 0.02, 20))
    .Line("η = 0.2", Descend(0, 0.2, 20))
    .Line("η = 0.9", Descend(0, 0.9, 20))
    .Line("η = 1.02", Descend(0, 1.02, 20)));

// %% [markdown]
// With the smallest the way is long. The second goes straight to the goal. The third jumps over the goal each time, but comes nearer. The last jumps so
// far that it lands further away than it was: it **diverges**.
//
// A step multiplies the distance to 3 by $1 - 2\eta$. If that is between −1 and 1, the distance shrinks. The 2 is how strongly this loss is curved. A loss
// that is more strongly curved needs a smaller learning rate.
//
// ## Two weights
//
// A neuron without a bias and without an activation, $a = w_0 x_0 + w_1 x_1$, has two weights. So its loss is a landscape over a plane. Dark is low.

// %%
Activation identity = Activation.Named("identity"), sigmoid = Activation.Named("sigmoid");
var examples = new Batch(
    [[1, 0.7], [1, 1.4], [-0.8, -0.4], [0.5, 0.9]], [[1.8], [2.3], [-1.3], [1.4]]);

double LossOf(NetworkSpec spec, Batch batch)
{
    var network = new Network<F64>(spec);
    var at = new Workspace<F64>(network, batch.Count);
    at.Load(batch);
    network.Forward(at);
    return network.Measure(at);
}

NetworkSpec Neuron(double w0, double w1) =>
    new([new(identity, [[w0, w1]], [0])], Loss.Named("half-sse"));

double Height(double w0, double w1) => LossOf(Neuron(w0, w1), examples);

List<(double X, double Y)> Path(double w0, double w1, double learningRate, int steps)
{
    var network = new Network<F64>(Neuron(w0, w1));
    var at = new Workspace<F64>(network, examples.Count);
    at.Load(examples);
    var path = new List<(double X, double Y)> { (w0, w1) };
    for (int i = 0; i < steps; i++)
    {
        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        network.Descend(at, learningRate, updateBiases: false);
        path.Add((network.W[1][0, 0], network.W[1][0, 1]));
    }
    return path;
}

var map = new HeatMap("The loss over two weights", Height, (-3, 4), (-3, 4))
    { X = "w₀", Y = "w₁", IsLogarithmic = true };
Show(map with { Title = "Learning rate 0.3", Path = Path(-2, 3, 0.3, 40) });
Show(map with { Title = "Learning rate 1.2", Path = Path(-2, 3, 1.2, 40) });

// %% [markdown]
// The shades stand for equal factors of the loss. It is a long, narrow valley: across it the loss is steep, along it almost flat. With the small rate the
// path goes down the side and then creeps along the valley. With the large rate it jumps from one side of the valley to the other, while it gets on along it.
// A still larger rate would jump out. So the steep direction says how large $\eta$ may be, and the flat one has to wait.
//
// ## Exclusive or
//
// Now a real network. **Exclusive or** of two inputs is 1 if they differ, and 0 if they are equal.

// %%
Batch xor = Examples.Named("xor").Problem.Batch;
Show(xor.X.Select((x, e) => new { x0 = x[0], x1 = x[1], y = xor.Y[e][0] }));

// %% [markdown]
// One neuron cannot learn it: no straight line separates the ones from the zeros. The best that it finds is to answer ½ for all four, with the loss
// $\frac{1}{2} \cdot (\frac{1}{2})^2$:

// %%
double OneNeuron(long seed)
{
    NetworkSpec start = RandomProblem.Create(
        [2, 1], sigmoid, sigmoid, Loss.Named("half-sse"), seed).Network;
    return TrainingRun.Of(new Problem(start, xor, 2), 1000).Losses[^1].Loss;
}

Console.Write("the lowest loss of one neuron from ten starts: ");
Console.WriteLine($"{Enumerable.Range(1, 10).Min(seed => OneNeuron(seed)):0.######}");

// %% [markdown]
// Two hidden units can. But where do their weights begin? Let the two begin alike:

// %%
NetworkSpec alike = new(
    [
        new(sigmoid, [[0.5, -0.3], [0.5, -0.3]], [0.1, 0.1]),
        new(sigmoid, [[0.8, 0.8]], [0]),
    ], Loss.Named("half-sse"));
Show(TrainingRun.Of(new Problem(alike, xor, 2), 1000).Weights(1)
    .Select((weights, unit) => new { unit, from_x0 = weights[0], from_x1 = weights[1] }),
    "Two units that began alike, after 1000 steps");

// %% [markdown]
// They get the same slopes at each step, and stay alike. So hidden weights begin at random. A **seed** is a number from which the random numbers are
// made: the same seed, the same start. Here are six starts, with the same network, the same examples and the same learning rate.

// %%
NetworkSpec Start(int hidden, long seed) => RandomProblem.Create(
    [2, hidden, 1], sigmoid, sigmoid, Loss.Named("half-sse"), seed).Network;

TrainingRun Learn(int hidden, long seed, double learningRate, int steps) =>
    TrainingRun.Of(new Problem(Start(hidden, seed), xor, learningRate), steps);

List<double> Curve(int hidden, long seed, double learningRate, int steps)
{
    var network = new Network<F64>(Start(hidden, seed));
    var at = new Workspace<F64>(network, xor.Count);
    at.Load(xor);
    var losses = new List<double>();
    for (int i = 0; i < steps; i++)
    {
        network.Forward(at);
        losses.Add(network.Measure(at));
        network.Backward(at);
        network.Descend(at, learningRate);
    }
    return losses;
}

var curves = new Plot("Exclusive or from six seeds") { X = new("step"), Y = new("loss") };
for (int seed = 1; seed <= 6; seed++)
    curves = curves.Line($"seed {seed}", Curve(2, seed, 2, 2500));
Show(curves);

// %% [markdown]
// They begin on a flat place, where the network answers about the same for all four examples. From there some find the way down early, some late,
// and some come to a second flat place and stay. What did they learn?

// %%
Show(Enumerable.Range(1, 6).Select(seed =>
{
    TrainingRun run = Learn(2, seed, 2, 2500);
    return new
    {
        seed,
        loss = run.Losses[^1].Loss,
        a00 = run.Outputs[0][0],
        a01 = run.Outputs[1][0],
        a10 = run.Outputs[2][0],
        a11 = run.Outputs[3][0],
    };
}), "The answers for the four inputs 00, 01, 10, 11");

// %% [markdown]
// A run that is stuck has some of the examples right and answers something in between for the others. The slope there is almost 0, so it stays.
//
// One start says little about a network. Count over many. And with more hidden units there are more ways down.

// %%
Show(new[] { 2, 3, 4 }.Select(hidden => new
{
    hidden_units = hidden,
    starts = 20,
    learned = Enumerable.Range(1, 20)
        .Count(seed => Learn(hidden, seed, 4, 2000).Losses[^1].Loss < 0.01),
}), "How many of the starts end with a loss below 0.01");

// %% [markdown]
// ## The learning rate
//
// Now one start, and many learning rates. Each point is a whole training.

// %%
double[] rates = [.. Enumerable.Range(0, 25).Select(i => 0.1 * Math.Pow(10, i / 8.0))];
Show(new Plot("The loss after 1000 steps")
    { X = Axis.Log("learning rate"), Y = Axis.Log("loss") }
    .Line("4 hidden units, seed 1",
        rates, rates.Select(rate => Learn(4, 1, rate, 1000).Losses[^1].Loss)));

// %% [markdown]
// On the left nothing is learned yet: the steps are too short. Then it gets better and better, up to a point where it goes wrong. The best rates lie just
// before that point, and nobody knows beforehand where it is. So one tries a few, each about three times the one before. A curve tells which way to go.

// %%
Show(new Plot("Three learning rates") { X = new("step"), Y = new("loss") }
    .Line("0.3", Curve(4, 1, 0.3, 600))
    .Line("4", Curve(4, 1, 4, 600))
    .Line("80", Curve(4, 1, 80, 600)));

// %% [markdown]
// Falls, but slowly: the rate is too small. Falls and flattens out at a low loss: good. Jumps up and down: too large.
//
// And a curve that stands still at a high loss? It may have any of three reasons. Compare the loss at two moments that are far apart:

// %%
var standing = new (string Reason, int Hidden, long Seed, double Rate)[]
{
    ("the rate is too small", 4, 1, 0.1),
    ("a flat place", 2, 1, 2),
    ("the rate is too large", 4, 1, 100),
};
Show(standing.Select(run => new
{
    reason = run.Reason,
    hidden_units = run.Hidden,
    rate = run.Rate,
    after_1000 = Curve(run.Hidden, run.Seed, run.Rate, 1001)[^1],
    after_2000 = Curve(run.Hidden, run.Seed, run.Rate, 2001)[^1],
}), "Three losses that stand still");

// %% [markdown]
// The curve alone does not tell them apart. Another rate or another start does.
//
// ## The landscape of exclusive or
//
// A network with more than two weights has a landscape over more than two directions, which nobody can draw. But it can be cut. Take a network that has learned,
// and change two of its weights, the others staying as they are.

// %%
NetworkSpec fromTheExample = Examples.Named("xor").Problem.Network;
TrainingRun learned = TrainingRun.Of(new Problem(fromTheExample, xor, 4), 3000);
double[][] W1 = learned.Weights(1), W2 = learned.Weights(2);

double Cut(double u, double v) =>
    LossOf(new(
    [
        new(sigmoid, [[u, W1[0][1]], [v, W1[1][1]]], learned.Biases(1)),
        new(sigmoid, W2, learned.Biases(2)),
    ], Loss.Named("half-sse")), xor);

Console.Write($"The training ended at w¹₀₀ = {W1[0][0]:0.##}, w¹₁₀ = {W1[1][0]:0.##} ");
Console.WriteLine($"with the loss {learned.Losses[^1].Loss:0.#####}.");
Show(new HeatMap(
    "The loss of exclusive or over two of its weights", Cut, (-12, 12), (-12, 12))
    { X = "w¹₀₀", Y = "w¹₁₀", Path = [(W1[0][0], W1[1][0])] });

// %% [markdown]
// Another cut goes through the inputs: what does this network answer for *any* two numbers? Each hidden unit has a line on which its sum $z$ is 0. On one
// side of it the unit says yes, on the other no.

// %%
double Answer(double u, double v)
{
    double[] hidden =
    [
        .. W1.Select((w, j) => w[0] * u + w[1] * v + learned.Biases(1)[j])
            .Select(z => 1 / (1 + Math.Exp(-z))),
    ];
    double z = W2[0][0] * hidden[0] + W2[0][1] * hidden[1] + learned.Biases(2)[0];
    return 1 / (1 + Math.Exp(-z));
}

IEnumerable<double> Input(double target, int k) =>
    xor.X.Where((_, e) => xor.Y[e][0] == target).Select(x => x[k]);

Show(new HeatMap("What the network answers", Answer, (-0.5, 1.5), (-0.5, 1.5))
    { X = "x₀", Y = "x₁" }
    .Points("should be 0", Input(0, 0), Input(0, 1))
    .Points("should be 1", Input(1, 0), Input(1, 1))
    .Line("hidden unit 0: z = 0", W1[0][0], W1[0][1], learned.Biases(1)[0])
    .Line("hidden unit 1: z = 0", W1[1][0], W1[1][1], learned.Biases(1)[1]));

// %% [markdown]
// One line cuts off one corner, the other the opposite one, and the last unit puts the two answers together: between the lines is the band of the ones.
// That is how two straight lines do what one could not.
//
// ## What the landscape is like
//
// The first cut is no bowl. There are flat plains, on which the slope is nearly 0 and a step goes nearly nowhere, and there are steep walls between them. A
// start on the wrong plain takes long, or for ever.
//
// ## Exercises
//
// **8.1** The loss is $L(w) = (w - 3)^2$, the weight is $w = 1$ and $\eta = 0.1$. What is the weight after one step?

// %%
double? answer1 = null; // your answer

Lesson08.OneStep.Check(answer1);

// %% [markdown]
// **8.2** The loss is $L(w) = 5w^2$, with the slope $10w$. From which learning rate on does the weight no longer come nearer to 0?

// %%
double? answer2 = null; // your answer

Lesson08.LargestRate.Check(answer2);

// %% [markdown]
// **8.3** Write gradient descent for *two* weights and any loss whose two slopes are given. Return the weights after so many steps.

// %%
(double w0, double w1) descend(
    Func<double, double, (double, double)> slopes,
    double w0, double w1, double learningRate, int steps) =>
    throw new NotImplementedException(); // your code

Lesson08.GradientDescent.Check(descend);

// %% [markdown]
// **8.4** On the first flat place the network answers 0.5 for each of the four examples of exclusive or. The loss is the mean over the examples of half the
// squared error. What is it?

// %%
double? answer4 = null; // your answer

Lesson08.FlatPlace.Check(answer4);

// %% [markdown]
// **Next:** [lesson 9](09-classification.cs) chooses between classes.
