#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 9. Classification
//
// After this lesson you can say why the squared error learns slowly from a bad start, how cross-entropy repairs that, and train a network that chooses
// between several classes.
//
// ## Two neurons
//
// Here are two sigmoid neurons from chapter 3 of Michael Nielsen's book *Neural Networks and Deep Learning*. Each has one input $x = 1$ and is to learn
// the output $y = 0$. The output is $a = \sigma(z)$ with $z = w \cdot x + b$. The loss is half the squared error, $L = \frac{1}{2}(a - y)^2$. They differ
// in their start only.

// %%
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

Activation sigmoid = Activation.Named("sigmoid");

List<double> Outputs(double w, double b, string loss, double learningRate, int steps)
{
    var network = new Network<F64>(new([new(sigmoid, [[w]], [b])], Loss.Named(loss)));
    var at = new Workspace<F64>(network, examples: 1);
    at.Load(new([[1]], [[0]]));
    var outputs = new List<double>();
    for (int i = 0; i <= steps; i++)
    {
        network.Forward(at);
        network.Measure(at);
        outputs.Add(at.A[1][0, 0]);
        network.Backward(at);
        network.Descend(at, learningRate);
    }
    return outputs;
}

List<double> good = Outputs(0.6, 0.9, "half-sse", 0.15, 300);
List<double> bad = Outputs(2, 2, "half-sse", 0.15, 300);
Show(new Plot("The output should become 0") { X = new("step"), Y = new("a") }
    .Line("start at w = 0.6, b = 0.9", good)
    .Line("start at w = 2, b = 2", bad));
Console.WriteLine($"first neuron:  from {good[0]:0.####} to {good[^1]:0.####}");
Console.WriteLine($"second neuron: from {bad[0]:0.####} to {bad[^1]:0.####}");

// %% [markdown]
// The second neuron is further off, and yet it learns more slowly. For a long time it hardly moves. People learn most from their worst mistakes; this
// neuron does not.
//
// ## Why
//
// The step is the learning rate times the slope of the loss. By the chain rule
//
// $$\delta = \frac{\partial L}{\partial z} = (a - y) \cdot a(1 - a)$$
//
// The first factor is the error. The second is the slope of the sigmoid, and it is nearly 0 where the sigmoid is flat: where $a$ is near 0 or near 1.
// The neuron is then called **saturated**.

// %%
double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

Show(new Plot("The sigmoid and its slope") { X = new("z"), Y = new("a") }
    .Function("a", Sigmoid, -6, 6)
    .Function("a(1 − a)", z => Sigmoid(z) * (1 - Sigmoid(z)), -6, 6)
    .Points("the two starts", [1.5, 4], [Sigmoid(1.5), Sigmoid(4)]));

Show(new[] { ("first", good[0]), ("second", bad[0]) }.Select(start => new
{
    neuron = start.Item1,
    error = start.Item2,
    slope = start.Item2 * (1 - start.Item2),
    delta = start.Item2 * start.Item2 * (1 - start.Item2),
}), "At the start");

// %% [markdown]
// ## A loss that is steep where the output is wrong
//
// Read $a$ as a probability: the neuron says how likely it is that $y = 1$. Then $1 - a$ is how likely it is that $y = 0$. A fair loss is
// the surprise at what really is the case. It is measured by the negative logarithm of the probability: 0 for what was certain, and large for what
// seemed unlikely. Both cases in one formula give the **cross-entropy**:
//
// $$L = -(y \ln a + (1 - y) \ln(1 - a))$$
//
// For $y = 0$ only the second term is left.

// %%
Show(new Plot("Two losses, for y = 0") { X = new("a"), Y = new("L") }
    .Function("cross-entropy", a => -Math.Log(1 - a), 0, 0.99)
    .Function("half the squared error", a => a * a / 2, 0, 0.99));

// %% [markdown]
// What is the slope of a logarithm? $\ln$ undoes $e$: if $u = e^v$ then $v = \ln u$. Nudge $v$, and $u$ moves $e^v = u$ times as far, for $e^v$ is its own slope
// (lesson 3). So nudge $u$, and $v$ moves $\frac{1}{u}$ times as far: the slope of $\ln u$ is $\frac{1}{u}$. Nudged:

// %%
Show(new[] { 0.1, 0.5, 1, 4 }.Select(u => new
{
    u,
    one_over_u = 1 / u,
    nudged = (Math.Log(u + 1e-6) - Math.Log(u - 1e-6)) / 2e-6,
}), "The slope of ln u");

// %% [markdown]
// So the slope of the cross-entropy with respect to $a$ is
//
// $$\frac{\partial L}{\partial a} = -\frac{y}{a} + \frac{1 - y}{1 - a} = \frac{a - y}{a(1 - a)}$$
//
// To get to $z$, multiply by the slope of the sigmoid, $a(1 - a)$. It cancels:
//
// $$\delta = a - y$$
//
// Nothing is left but the error. The further off, the larger the step. Here is the second neuron again, with both losses.

// %%
List<double> repaired = Outputs(2, 2, "binary-cross-entropy", 0.15, 300);
Show(new Plot("The second neuron") { X = new("step"), Y = new("a") }
    .Line("half the squared error", bad)
    .Line("cross-entropy", repaired));
Console.WriteLine($"cross-entropy: from {repaired[0]:0.####} to {repaired[^1]:0.####}");

// %% [markdown]
// How fast a curve falls also depends on the learning rate, and one rate does not mean the same for two losses. Look at the *shape* instead: with
// cross-entropy there is no long flat piece at the start. The steps of $w$ and $b$ are largest where the error is largest.
//
// ## Several classes
//
// Here are points of three classes. Given the two coordinates of a point, which class is it?

// %%
var random = new RandomSource(9);
const int perClass = 40;
int[] labels = [.. Enumerable.Range(0, 3 * perClass).Select(e => e % 3)];
double Around(double middle) => middle + 0.4 * random.Normal();
double[][] points =
[
    .. labels.Select(c =>
        new[] { Around(Math.Cos(2.1 * c)), Around(Math.Sin(2.1 * c)) }),
];

IEnumerable<double> Coordinate(int c, int axis) =>
    points.Where((_, e) => labels[e] == c).Select(point => point[axis]);

Show(new Plot("Three classes") { X = new("x[0]"), Y = new("x[1]") }
    .Points("class 0", Coordinate(0, 0), Coordinate(0, 1))
    .Points("class 1", Coordinate(1, 0), Coordinate(1, 1))
    .Points("class 2", Coordinate(2, 0), Coordinate(2, 1)));

// %% [markdown]
// Take one output for each class. The targets are **one-hot**: $y_j$ is 1 for the true class and 0 for the others. The sums $z_j$ of the last layer are
// called **logits**. **Softmax** turns them into probabilities $p_j$, which are positive and add up to 1:
//
// $$p_j = \frac{e^{z_j}}{\sum_i e^{z_i}}$$

// %%
double[] Softmax(double[] z)
{
    // The largest is taken off all of them, which changes no p: no exponential overflows.
    double largest = z.Max();
    double[] e = [.. z.Select(each => Math.Exp(each - largest))];
    return [.. e.Select(each => each / e.Sum())];
}

double[] logits = [0.5, 2, -1];
Show(Softmax(logits).Select((p, j) => new { j, z = logits[j], p }));

// %% [markdown]
// The loss is again the surprise at the true class. Since all other $y_j$ are 0, a sum over all classes says the same:
//
// $$L = -\sum_j y_j \ln p_j$$
//
// Since $\ln p_j = z_j - \ln \sum_i e^{z_i}$, and the $y_j$ add up to 1, this is
//
// $$L = -\sum_j y_j z_j + \ln \sum_i e^{z_i}$$
//
// The slope of the first term with respect to $z_j$ is $-y_j$. For the second the chain rule gives $e^{z_j}$ divided by the sum, which is $p_j$. So
//
// $$\delta_j = p_j - y_j$$
//
// It is the error again, as for the single neuron. Loss and activation fit each other: that is why the two always come as a pair. Here is one layer with
// softmax whose weights are all 0, so that it finds all three classes equally likely, and a point of class 0.

// %%
Activation softmax = Activation.Named("softmax");
double[] OneHot(int c) => [.. Enumerable.Range(0, 3).Select(j => j == c ? 1.0 : 0.0)];
double[][] Targets(int[] classes) => [.. classes.Select(OneHot)];

var spec = new NetworkSpec(
    [new(softmax, [[0, 0], [0, 0], [0, 0]], [0, 0, 0])],
    Loss.Named("softmax-cross-entropy"));
var onePoint = new Problem(spec, new([[1, 0.5]], Targets([0])));
Show(Why(onePoint, "dZ1[0]"));
Show(Why(onePoint, "dZ1[1]"));

// %% [markdown]
// The weights are alike, and yet the two $\delta$ differ: each output has a target of its own. That is why this layer can begin with zeros. The hidden
// units of lesson 8 could not begin alike; they have no targets, and what comes back to them was alike too.
//
// Now train with all the points.

// %%
var batch = new Batch(points, Targets(labels));
var classifier = new Network<F64>(spec);
var at = new Workspace<F64>(classifier, batch.Count);
at.Load(batch);

int Choice(ReadOnlySpan<F64> p)
{
    int best = 0;
    for (int j = 1; j < p.Length; j++)
        if (p[j].Number > p[best].Number) best = j;
    return best;
}

double Accuracy() =>
    labels.Where((label, e) => Choice(at.A[^1].Row(e)) == label).Count()
    / (double)labels.Length;

var losses = new List<double>();
for (int step = 0; step <= 200; step++)
{
    classifier.Forward(at);
    losses.Add(classifier.Measure(at));
    if (step is 0 or 10 or 200)
        Console.WriteLine(
            $"step {step}: loss {losses[^1]:0.####}, accuracy {100 * Accuracy():0.#} %");
    classifier.Backward(at);
    classifier.Descend(at, 0.5);
}
Show(losses, "The loss of the classifier");

// %% [markdown]
// The **accuracy** is the share of the points for which the largest probability is that of the true class. It is what one wants to know, but it cannot
// be learned from: nudge a weight, and the accuracy stays as it is or jumps. Its slope is 0. The loss changes smoothly, and that is why one trains with it.

// %%
(double Loss, double Accuracy) Nudged(double by)
{
    classifier.W[1][0, 0] += by;
    classifier.Forward(at);
    var found = (classifier.Measure(at), Accuracy());
    classifier.W[1][0, 0] -= by;
    return found;
}

Show(new[] { 0, 1e-4, 1e-3, 1e-2 }.Select(by => new
{
    w00_moves_by = by,
    loss_changes_by = Nudged(by).Loss - Nudged(0).Loss,
    accuracy_changes_by = Nudged(by).Accuracy - Nudged(0).Accuracy,
}), "A nudge of one weight");

// %% [markdown]
// How sure is the network, and where? The map shows the largest of the three probabilities, and the points on it.

// %%
double Sureness(double u, double v)
{
    var one = new Workspace<F64>(classifier, examples: 1);
    one.Load(new([[u, v]], [[1, 0, 0]]));
    classifier.Forward(one);
    return one.A[1].Row(0).ToArray().Max(p => p.Number);
}

Show(new HeatMap("The largest probability", Sureness, (-2, 2), (-2, 2))
    { X = "x[0]", Y = "x[1]" }
    .Points("class 0", Coordinate(0, 0), Coordinate(0, 1))
    .Points("class 1", Coordinate(1, 0), Coordinate(1, 1))
    .Points("class 2", Coordinate(2, 0), Coordinate(2, 1)));

// %% [markdown]
// Dark are the places where two classes are about equally likely: the borders. With one layer they are straight lines. Straight lines
// like these cannot enclose the ring of lesson 10, which is learned with hidden layers.
//
// ## Exercises
//
// **9.1** A sigmoid output says $a = 0.98$ where $y = 0$. What is $\delta$ with half the squared error, and what with cross-entropy?

// %%
double[]? answer1 = null; // your answer: [of half the squared error, of cross-entropy]

Lesson09.TwoDeltas.Check(answer1);

// %% [markdown]
// **9.2** What are the three probabilities for the logits $\ln 1$, $\ln 2$ and $\ln 5$? No calculator is needed.

// %%
double[]? answer2 = null; // your answer

Lesson09.Probabilities.Check(answer2);

// %% [markdown]
// **9.3** A network that knows nothing gives each of ten classes the same probability. What is its loss? It is a good number to know: if an untrained
// network starts far above it, something is wrong.

// %%
double? answer3 = null; // your answer

Lesson09.KnowsNothing.Check(answer3);

// %% [markdown]
// **9.4** Write $\delta$ of a whole batch: the rows of `P` are the probabilities of the examples, and `classes[e]` is the true class of example `e`. The loss
// is the *mean* over the examples.

// %%
double[][] delta(double[][] P, int[] classes) =>
    throw new NotImplementedException(); // your code

Lesson09.BatchDelta.Check(delta);

// %% [markdown]
// **Next:** [lesson 10](10-why-deep-nets-were-hard.cs) stacks many layers.
