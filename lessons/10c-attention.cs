#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 10c. Attention, and a small transformer
//
// After this lesson you can compute attention forward and backward, write every gradient of a transformer by hand, check each of them, and ask of any number in its
// training step where it came from.
//
// The model of [lesson 10b](10b-a-names-model.cs) saw three letters back, because we had said so. Here every letter looks for itself at those before it that are of use.
//
// ## Who looks at whom
//
// Each position of a name has a row of numbers, $x_t$. Three products make three rows of it:
//
// - the **query** $q_t = W_q \cdot x_t + b_q$: what this position asks,
// - the **key** $k_t = W_k \cdot x_t + b_k$: what it answers to,
// - the **value** $v_t = W_v \cdot x_t + b_v$: what it hands on to who looks at it.
//
// Position $t$ compares its query with the key of each position $s$ that is not behind it. The fit is their product, number by number, and added up: the **score**. A softmax over the
// $s$ turns scores into weights $p_{ts}$ that add up to 1. The position gets the mean of the values with these weights:
//
// $$\text{score}_{ts} = \frac{q_t \cdot k_s}{\sqrt{d}}$$
//
// $$o_t = \sum_{s \le t} p_{ts} v_s$$
//
// $d$ is how many numbers a query has. A sum of $d$ products grows like $\sqrt{d}$; divided by it, the scores stay where a softmax still has slopes. That no position looks at what comes
// after it is called **causal**: what comes next is what it is to guess.
//
// Several **heads** do this side by side, each with its own part of the numbers, so that a letter may look at two places for two reasons.

// %%
using System.Diagnostics;
using Chainrule.Data;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Lessons;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

const int signs = 27, positions = 12, channels = 16, heads = 4, hidden = 64;

double[][] Zeros(int rows, int columns) =>
    [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

double[] Softmax(double[] z)
{
    double[] powers = [.. z.Select(each => Math.Exp(each - z.Max()))];
    return [.. powers.Select(each => each / powers.Sum())];
}

// The weights p: of each head a row for each position that looks.
double[][] Looks(double[][] q, double[][] k)
{
    int n = q.Length, d = channels / heads;
    double[][] p = Zeros(heads * n, n);
    for (int h = 0; h < heads; h++)
        for (int t = 0; t < n; t++)
        {
            double[] scores = new double[t + 1];
            for (int s = 0; s <= t; s++)
                for (int c = h * d; c < (h + 1) * d; c++)
                    scores[s] += q[t][c] * k[s][c] / Math.Sqrt(d);
            Softmax(scores).CopyTo(p[h * n + t], 0);
        }
    return p;
}

double[][] Gathered(double[][] p, double[][] v)
{
    int n = v.Length, d = channels / heads;
    double[][] o = Zeros(n, channels);
    for (int t = 0; t < n; t++)
        for (int c = 0; c < channels; c++)
            for (int s = 0; s <= t; s++) o[t][c] += p[c / d * n + t][s] * v[s][c];
    return o;
}

// %% [markdown]
// ## The way back
//
// Go through it from the end. A value $v_s$ went to every $t$ that looked at it, with the weight $p_{ts}$; so its gradient adds up over those. A weight multiplied a value.
//
// $$dv_s = \sum_{t \ge s} p_{ts} \, do_t$$
//
// $$dp_{ts} = do_t \cdot v_s$$
//
// Then the softmax. Its weights add up to 1: what one gains the others lose. With $\frac{\partial p_i}{\partial z_j} = p_i(\delta_{ij} - p_j)$, where $\delta_{ij}$ is 1 for
// $i = j$ and else 0, the sum over all $i$ is
//
// $$dz_j = \sum_i dp_i \, p_i(\delta_{ij} - p_j) = p_j \left( dp_j - \sum_i dp_i \, p_i \right)$$
//
// In words: how much more the loss grows with this weight than with the weights on average. And a score was a product of query and key, so
//
// $$dq_t = \sum_{s \le t} dz_{ts} \frac{k_s}{\sqrt{d}}$$
//
// $$dk_s = \sum_{t \ge s} dz_{ts} \frac{q_t}{\sqrt{d}}$$

// %%
(double[][] dq, double[][] dk, double[][] dv) LooksBack(
    double[][] dO, double[][] p, double[][] q, double[][] k, double[][] v)
{
    int n = q.Length, d = channels / heads;
    double[][] dq = Zeros(n, channels), dk = Zeros(n, channels), dv = Zeros(n, channels);
    for (int h = 0; h < heads; h++)
        for (int t = 0; t < n; t++)
        {
            double[] weights = p[h * n + t], dp = new double[t + 1];
            for (int s = 0; s <= t; s++)
                for (int c = h * d; c < (h + 1) * d; c++)
                {
                    dp[s] += dO[t][c] * v[s][c];
                    dv[s][c] += weights[s] * dO[t][c];
                }
            double average = dp.Zip(weights, (each, weight) => each * weight).Sum();
            for (int s = 0; s <= t; s++)
                for (int c = h * d; c < (h + 1) * d; c++)
                {
                    double dz = weights[s] * (dp[s] - average);
                    dq[t][c] += dz * k[s][c] / Math.Sqrt(d);
                    dk[s][c] += dz * q[t][c] / Math.Sqrt(d);
                }
        }
    return (dq, dk, dv);
}

// %% [markdown]
// ## A norm
//
// Numbers that are added and multiplied over and over grow or fade, as in lesson 10. So each row is brought to the same size before it is used: divided by the root of the mean of its
// squares, then multiplied by a **gain** for each number, which is learned.
//
// $$r = \sqrt{\frac{1}{m} \sum_j x_j^2 + \varepsilon}$$
//
// $$n_j = \frac{x_j}{r}$$
//
// $$a_j = \text{gain}_j \cdot n_j$$
//
// Backward: $x_j$ moves its own $n_j$, and through $r$ those of the whole row. The slope of the root is $\frac{\partial r}{\partial x_j} = \frac{x_j}{m r} = \frac{n_j}{m}$, and each $n_i$ moves with $r$ by $-\frac{n_i}{r}$. So
//
// $$dx_j = \frac{1}{r} \left( dn_j - n_j \cdot \frac{1}{m} \sum_i dn_i \, n_i \right)$$

// %%
double Root(double[] x) => Math.Sqrt(x.Average(each => each * each) + 1e-5);

double[][] Norm(double[][] X, double[] gain) =>
    [.. X.Select(x => x.Select((each, j) => gain[j] * (each / Root(x))).ToArray())];

double[][] NormBack(double[][] dA, double[][] X, double[] gain, double[] dgain)
{
    double[][] dX = Zeros(X.Length, gain.Length);
    for (int t = 0; t < X.Length; t++)
    {
        double r = Root(X[t]);
        double[] n = [.. X[t].Select(x => x / r)];
        double[] dn = [.. dA[t].Zip(gain, (da, g) => da * g)];
        double along = dn.Zip(n, (each, at) => each * at).Average();
        for (int j = 0; j < gain.Length; j++)
        {
            dgain[j] += dA[t][j] * n[j];
            dX[t][j] = (dn[j] - n[j] * along) / r;
        }
    }
    return dX;
}

// %% [markdown]
// ## The whole transformer
//
// 1. Each sign's embedding, plus a row of numbers that belongs to the **position**; without it nobody could tell *amy* from *may*.
// 2. A norm, attention, and what came in is added again: a **residual connection**. The layers in between learn only what is to be added, and the gradient comes back
//    past them unchanged. That is one more answer to lesson 10.
// 3. A norm, a layer of relu units at each position, a layer that brings them back to 16 numbers, and again what came in is added.
// 4. A softmax over the 27 signs, at each position: 12 guesses of what comes next.
//
// The parameters go by the names that the engine gives them: a letter, and the number of the layer.

// %%
var random = new RandomSource(1);
double[] ones = [.. Enumerable.Repeat(1.0, channels)];
NumberTable Begin(Initializer width, int rows, int columns) =>
    width.Fill(random, rows, columns);
Projection Projected(Initializer width) =>
    new(Begin(width, channels, channels), new double[channels]);
Initializer small = Initializer.Normal(0.1), kept = Initializer.LeCunNormal;
Initializer middle = Initializer.Normal(0.25);

NetworkSpec spec = new(
[
    new Embedding(Begin(middle, signs, channels)),
    new Positions(Begin(middle, positions, channels)),
    new RmsNorm(ones),
    new Attention(heads,
        Projected(kept), Projected(kept), Projected(kept), Projected(small)),
    new Residual(2),
    new RmsNorm(ones),
    new Dense(Activation.Relu, Begin(Initializer.HeNormal, hidden, channels),
        new double[hidden]),
    new Dense(Activation.Identity, Begin(small, channels, hidden), new double[channels]),
    new Residual(5),
    new Dense(Activation.Softmax, Begin(small, signs, channels), new double[signs]),
], Loss.SoftmaxCrossEntropy, input: Shape.Units(positions));

var network = new Network<F64>(spec);
double[][] Plain(Quantity quantity, Matrix<F64> numbers)
{
    int[] sizes = [.. quantity.Shape.Sizes];
    int rows = sizes.Length == 1 ? 1 : sizes[0];
    double Cell(int[] index)
    {
        (int row, int column) = quantity.Shape.Place(index);
        return numbers[row, column].Number;
    }
    return
    [
        .. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, sizes[^1])
            .Select(c => Cell(sizes.Length == 1 ? [c] : [r, c])).ToArray()),
    ];
}

string NameOf(Quantity quantity) => $"{quantity.Letter}{quantity.Layer}";

Dictionary<string, double[][]> theta = network.Plan.Parameters
    .ToDictionary(NameOf, each => Plain(each, network[each]));
Show(theta.Select(each => new
{
    name = each.Key,
    rows = each.Value.Length,
    columns = each.Value[0].Length,
}), "The parameters");
Console.WriteLine($"{spec.ParameterCount} parameters");

// %% [markdown]
// Forward, a line for each layer. What each hands on is kept under the engine's name for it.

// %%
double[][] Affine(double[][] X, string to) =>
[
    .. X.Select(row => theta["W" + to].Select((w, j) =>
        w.Zip(row, (weight, each) => weight * each).Sum() + theta["b" + to][0][j])
        .ToArray()),
];

double[][] Plus(double[][] X, double[][] Y) =>
    [.. X.Zip(Y, (x, y) => x.Zip(y, (a, b) => a + b).ToArray())];

Dictionary<string, double[][]> Forward(int[] x)
{
    var at = new Dictionary<string, double[][]>();
    at["a1"] = [.. x.Select(sign => theta["E1"][sign])];      // embedding
    at["a2"] = Plus(at["a1"], theta["P2"]);                   // positions
    at["a3"] = Norm(at["a2"], theta["gain3"][0]);
    at["q4"] = Affine(at["a3"], "q4");                        // attention
    at["k4"] = Affine(at["a3"], "k4");
    at["v4"] = Affine(at["a3"], "v4");
    at["p4"] = Looks(at["q4"], at["k4"]);
    at["o4"] = Gathered(at["p4"], at["v4"]);
    at["a4"] = Affine(at["o4"], "o4");
    at["a5"] = Plus(at["a4"], at["a2"]);                      // residual
    at["a6"] = Norm(at["a5"], theta["gain6"][0]);
    at["z7"] = Affine(at["a6"], "7");
    at["a7"] = [.. at["z7"].Select(z => z.Select(each => Math.Max(each, 0)).ToArray())];
    at["a8"] = Affine(at["a7"], "8");
    at["a9"] = Plus(at["a8"], at["a5"]);                      // residual
    at["a10"] = [.. Affine(at["a9"], "10").Select(Softmax)];
    return at;
}

double LossOf(int[] x, int[] y) =>
    Forward(x)["a10"].Select((p, t) => -Math.Log(p[y[t]])).Average();

string Sign(int number) => number == 0 ? "·" : $"{(char)('a' + number - 1)}";
int[] Numbers(string name) =>
    [0, .. name.Select(letter => letter - 'a' + 1), .. new int[positions - name.Length]];
int[] x = Numbers("maria")[..positions], y = Numbers("maria")[1..];
Console.WriteLine($"x: {string.Join(' ', x.Select(Sign))}");
Console.WriteLine($"y: {string.Join(' ', y.Select(Sign))}");
Console.WriteLine($"the loss at the start: {LossOf(x, y):0.0000}");
Console.WriteLine($"ln 27 = {Math.Log(27):0.0000}");

// %% [markdown]
// Behind the end of the name the mark goes on, so that all names have twelve questions. The network learns at once that a mark is followed by marks. Leaving those targets at zeros would be
// wrong: the gradient at a softmax is $p - y$, and with $y = 0$ it would push all signs down.
//
// Backward: the same lines from the last to the first, each undone.

// %%
double[][] AffineBack(
    double[][] dZ, double[][] X, string to, Dictionary<string, double[][]> d)
{
    double[][] dX = Zeros(X.Length, X[0].Length), W = theta["W" + to], dW = d["W" + to];
    for (int t = 0; t < X.Length; t++)
        for (int j = 0; j < W.Length; j++)
        {
            d["b" + to][0][j] += dZ[t][j];
            for (int k = 0; k < W[j].Length; k++)
            {
                dW[j][k] += dZ[t][j] * X[t][k];
                dX[t][k] += dZ[t][j] * W[j][k];
            }
        }
    return dX;
}

Dictionary<string, double[][]> Backward(
    Dictionary<string, double[][]> at, int[] x, int[] y)
{
    var d = theta.ToDictionary(
        each => each.Key, each => Zeros(each.Value.Length, each.Value[0].Length));
    double[][] dz10 =
    [
        .. at["a10"].Select((p, t) => p.Select((each, j) =>
            (each - (j == y[t] ? 1 : 0)) / positions).ToArray()),
    ];
    double[][] da9 = AffineBack(dz10, at["a9"], "10", d);
    double[][] da7 = AffineBack(da9, at["a7"], "8", d);       // a9 = a8 + a5: da8 = da9
    double[][] dz7 =
    [
        .. da7.Zip(at["z7"], (da, z) =>
            da.Zip(z, (g, each) => each > 0 ? g : 0).ToArray()),
    ];
    double[][] da6 = AffineBack(dz7, at["a6"], "7", d);
    double[][] da5 =
        Plus(da9, NormBack(da6, at["a5"], theta["gain6"][0], d["gain6"][0]));
    double[][] do4 = AffineBack(da5, at["o4"], "o4", d);      // a5 = a4 + a2: da4 = da5
    var (dq, dk, dv) = LooksBack(do4, at["p4"], at["q4"], at["k4"], at["v4"]);
    double[][] da3 = Plus(AffineBack(dq, at["a3"], "q4", d),
        Plus(AffineBack(dk, at["a3"], "k4", d), AffineBack(dv, at["a3"], "v4", d)));
    double[][] da2 =
        Plus(da5, NormBack(da3, at["a2"], theta["gain3"][0], d["gain3"][0]));
    d["P2"] = da2;
    for (int t = 0; t < positions; t++)
        for (int c = 0; c < channels; c++) d["E1"][x[t]][c] += da2[t][c];
    return d;
}

Dictionary<string, double[][]> byHand = Backward(Forward(x), x, y);

// %% [markdown]
// ## Is it right?
//
// Two witnesses, as in lesson 7. The engine has each layer's way back written once, in a file of its own; all of our gradients are compared with its. And central differences know nothing
// of any way back; they take two runs for each parameter, so some of each kind are nudged.

// %%
NumberRow Row(int[] all) => NumberRow.Of([.. all.Select(sign => (double)sign)]);
NumberRow Targets(int[] next) => NumberRow.Of([.. next.SelectMany(sign =>
    Enumerable.Range(0, signs).Select(j => j == sign ? 1.0 : 0))]);
Problem step = new(spec, new([Row(x)], [Targets(y)]), 0.01, update: Update.Adam);
var place = new Workspace<F64>(network, examples: 1);
place.Load(step.Batch);
network.Forward(place);
network.Measure(place);
network.Backward(place);
var gradients = new Gradients<F64>(network);
network.Gradients(place, gradients);

double Nudged(double[] row, int k)
{
    double before = row[k], h = 1e-5;
    row[k] = before + h;
    double above = LossOf(x, y);
    row[k] = before - h;
    double below = LossOf(x, y);
    row[k] = before;
    return (above - below) / (2 * h);
}

double[] Flat(double[][] rows) => [.. rows.SelectMany(row => row)];
double Gap(double[] one, double[] other) =>
    one.Zip(other, (a, b) => Math.Abs(a - b)).Max();
var gaps = network.Plan.Parameters.Select(each =>
{
    double[][] mine = byHand[NameOf(each)], rows = theta[NameOf(each)];
    int[] some =
        [.. Enumerable.Range(0, rows.Length).Where(r => r % 5 == 1 || rows.Length == 1)];
    return new
    {
        name = NameOf(each),
        largest = Flat(mine).Max(Math.Abs),
        to_engine = Gap(Flat(mine), Flat(Plain(each, gradients[each]))),
        to_difference = some.Max(r => Math.Abs(mine[r][3] - Nudged(rows[r], 3))),
    };
}).ToArray();
Show(gaps, "Gradients by hand, and how far the others are from them");
Console.WriteLine($"the engine is at most {gaps.Max(each => each.to_engine):0.#e+0} off");
double furthest = gaps.Max(each => each.to_difference);
Console.WriteLine($"differences are at most {furthest:0.#e+0} off");

// %% [markdown]
// The engine's are the same up to the rounding of the last digits. Differences have a rounding of their own, which is larger.
//
// One row of the table is 0 but for rounding: the biases of the keys. Add the same to every key, and all scores of a query grow by the same number; a softmax does not see that. So nothing is
// learned there, and some transformers leave these biases out.
//
// ## Why?
//
// Every number of this training step can be asked. The gradient of the first number of the letter *m*, which stands at position 1 only:

// %%
Recording recording = Recording.Of(step);
Console.WriteLine($"m is sign {x[1]}, a is sign {x[2]}, at positions 2 and 5");
Show(Why(recording, "dE1[13,0]"));
Show(Why(recording, "dE1[1,0]"));

// %% [markdown]
// The letter *a* was looked up twice, so two gradients are added. And what came back to position 5 from those who looked at its key in head 0? Only itself, the mark behind it, and the marks
// after that could:

// %%
Show(Why(recording, "dk4[5,0]"));
Show(Why(recording, "ds4[0,5,2]"));

// %% [markdown]
// How long does it take to record the step, with the new value of every parameter, and to answer?

// %% volatile desktop-only
var watch = Stopwatch.StartNew();
Recording again = Recording.Of(step);
double recorded = watch.Elapsed.TotalSeconds;
string answer = Why(again, "dWq4[0,0]", depth: 3).ToText();
Console.WriteLine($"recorded in {recorded:0.00} s, {answer.Length} characters of answer "
    + $"after {watch.Elapsed.TotalSeconds:0.00} s");

// %% [markdown]
// ## Learning
//
// The same network, now with floats, mini-batches and all names. What it is judged by is as in lesson 10b: the mean surprise over the signs of the names that were kept apart, each with its end.
// The marks behind the end are not counted.

// %% volatile
(string[] training, string[] heldOut) = FirstNames.Split();
Dataset Examples(string[] names) =>
    Dataset.Create(names.Length, positions, positions * signs, (e, input, targets) =>
    {
        int[] all = Numbers(names[e]);
        for (int t = 0; t < positions; t++)
        {
            input[t] = all[t];
            targets[t * signs + all[t + 1]] = 1;
        }
    });

double Surprise(Network<F32> net, string[] names)
{
    float[] p = new float[names.Length * positions * signs];
    new Predictor(net).Predict(Examples(names).X, p);
    double sum = 0;
    int count = 0;
    for (int e = 0; e < names.Length; e++)
        for (int t = 0; t <= names[e].Length; t++, count++)
            sum -= Math.Log(p[(e * positions + t) * signs + Numbers(names[e])[t + 1]]);
    return sum / count;
}

double Bigrams(double alpha)
{
    var counts = new double[signs, signs];
    void Each(string[] names, Action<int, int> see)
    {
        foreach (string name in names)
        {
            int[] all = Numbers(name);
            for (int t = 0; t <= name.Length; t++) see(all[t], all[t + 1]);
        }
    }
    Each(training, (sign, next) => counts[sign, next]++);
    double[] sums = new double[signs];
    for (int sign = 0; sign < signs; sign++)
        for (int next = 0; next < signs; next++) sums[sign] += counts[sign, next] + alpha;
    double sum = 0;
    int count = 0;
    Each(heldOut, (sign, next) =>
    {
        sum -= Math.Log((counts[sign, next] + alpha) / sums[sign]);
        count++;
    });
    return sum / count;
}

var clock = Stopwatch.StartNew();
var trainer = new Trainer<F32>(spec, new TrainingOptions
{
    Epochs = 6, LearningRate = 0.01, Schedule = Schedule.Cosine, Seed = 1,
});
TrainingHistory history = trainer.Fit(Examples(training));
Console.WriteLine($"learned in {clock.Elapsed.TotalSeconds:0.0} s");
double bigrams = ((double[])[0.01, 0.1, 1]).Min(Bigrams);
Console.WriteLine($"bigrams, held out: {bigrams:0.000} nats a sign");
double transformer = Surprise(trainer.Network, heldOut);
Console.WriteLine($"transformer, held out: {transformer:0.000} nats a sign");
Show(new Plot("All twelve positions") { X = new("epoch"), Y = new("loss") }
    .Line("training", [.. history.Epochs.Select(epoch => epoch.Loss)]));

// %% [markdown]
// And it writes. The list has names of many languages, and what is drawn sounds now like one, now like another.

// %% volatile
var dice = new RandomSource(3);
var predictor = new Predictor(trainer.Network);
string Written()
{
    string name = "";
    float[] p = new float[positions * signs];
    while (name.Length < positions - 1)
    {
        predictor.Predict([.. Numbers(name)[..positions].Select(n => (float)n)], p);
        double left = dice.NextUnit();
        int sign = 0;
        while (sign < signs - 1 && (left -= p[name.Length * signs + sign]) >= 0) sign++;
        if (sign == 0) break;
        name += Sign(sign);
    }
    return name;
}

var known = FirstNames.All.ToHashSet();
string[] written = [.. Enumerable.Range(0, 20).Select(_ => Written())];
Console.WriteLine(string.Join(' ', written[..10]));
Console.WriteLine(string.Join(' ', written[10..]));
Console.WriteLine($"{written.Count(name => !known.Contains(name))} of 20 are new");

// %% [markdown]
// Who looks at whom, in the name *alexandra*? A row is the position that looks, a column the one that is looked at, light is much; position 0 is the mark, and the rows begin at the bottom. Above the
// diagonal a map would be dark in every network: there is the future. (Here rows count upward, so it is what lies to the right.)

// %% volatile
var trained = new Network<F64>(trainer.Network.ToSpec());
var looking = new Workspace<F64>(trained, examples: 1);
int[] alexandra = Numbers("alexandra");
looking.Load(new([Row(alexandra[..positions])], [Targets(alexandra[1..])]));
trained.Forward(looking);
Matrix<F64> p4 = looking[trained.Plan.Find("p", 4)!];
int Cell(double at) => (int)Math.Min(positions - 1, at);
for (int h = 0; h < heads; h++)
{
    int head = h;
    Show(new HeatMap($"Head {h}: · a l e x a n d r a · ·",
        (s, t) => p4[head * positions + Cell(t), Cell(s)].Number,
        (0, positions), (0, positions)) { X = "is looked at", Y = "looks" });
}

// %% [markdown]
// ## Exercises
//
// **10c.1** A position looks at two others with scores 0 and $\ln 3$. With which weight does it look at the second?

// %%
double? answer1 = null; // your answer

Lesson10c.Weight.Check(answer1);

// %% [markdown]
// **10c.2** A name takes 6 positions, attention is causal, and there are 2 heads. How many weights $p_{ts}$ are not 0?

// %%
double? answer2 = null; // your answer

Lesson10c.Pairs.Check(answer2);

// %% [markdown]
// **10c.3** Write the way back through a softmax: from the weights `p` and what comes back to them, `dp`, the gradients of the scores.

// %%
double[] softmaxBack(double[] p, double[] dp) =>
    throw new NotImplementedException(); // your code

Lesson10c.SoftmaxBack.Check(softmaxBack);

// %% [markdown]
// **10c.4** Write the way back through the norm, without the gain: from `x` and `dn` the gradients `dx`. Leave out $\varepsilon$.

// %%
double[] normBack(double[] x, double[] dn) =>
    throw new NotImplementedException(); // your code

Lesson10c.NormBack.Check(normBack);

// %% [markdown]
// **Next:** [lesson 11](11-making-it-fast.cs) makes it fast.
