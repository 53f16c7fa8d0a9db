#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 10b. Embeddings, and a model of names
//
// After this lesson you can make text into numbers, say what an embedding is and where its gradient goes, measure a model of text in nats a letter, and let it
// write names that nobody has written before.
//
// ## The task
//
// Here are some thousand first names. Given the beginning of a name, which letter comes next? A model that answers this well has learned how names are made,
// and can make some itself: draw a letter, put it behind the others, ask again.
//
// Every tenth name is kept apart. A model that only knew the names by heart would be bad at those.

// %%
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Lessons;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

(string[] training, string[] heldOut) = FirstNames.Split();
Console.WriteLine($"{training.Length} names to learn from, {heldOut.Length} kept apart");
Console.WriteLine(string.Join(' ', training.Where((_, i) => i % 500 == 0)));

// %% [markdown]
// ## Letters as numbers
//
// A network computes with numbers. The letters become 1 to 26, and 0 is a **mark** that stands where a name begins and where it ends. So a name of $n$ letters
// asks $n + 1$ questions: the first letter, those after it, and where to stop.

// %%
const int signs = 27;

int[] Numbers(string name) => [0, .. name.Select(letter => letter - 'a' + 1), 0];

string Sign(int number) => number == 0 ? "·" : $"{(char)('a' + number - 1)}";

Console.WriteLine($"emma: {string.Join(' ', Numbers("emma"))}");
Show(Numbers("emma").Zip(Numbers("emma").Skip(1)).Select(pair => new
{
    after = Sign(pair.First),
    comes = Sign(pair.Second),
}), "The questions of a name");

// %% [markdown]
// ## Counting
//
// The simplest model looks at one letter only: how often did each sign follow it? Such pairs are called **bigrams**. A pair that was never met would get the
// probability 0, and the first name with it an infinite surprise. So add a little to each count, $\alpha$: that is called **smoothing**.
//
// $$p(\text{next} \mid \text{sign}) = \frac{\text{count} + \alpha}{\text{sum of the row} + 27\alpha}$$

// %%
double[,] Bigrams(double alpha)
{
    var p = new double[signs, signs];
    foreach (string name in training)
        foreach ((int sign, int next) in Numbers(name).Zip(Numbers(name).Skip(1)))
            p[sign, next]++;
    for (int sign = 0; sign < signs; sign++)
    {
        double sum = 0;
        for (int next = 0; next < signs; next++) sum += p[sign, next] + alpha;
        for (int next = 0; next < signs; next++)
            p[sign, next] = (p[sign, next] + alpha) / sum;
    }
    return p;
}

double[,] bigrams = Bigrams(0.1);
int Row(double y) => (int)Math.Min(signs - 1, y);
Show(new HeatMap("Which sign follows which (0 is the mark, 1 is a)",
    (next, sign) => bigrams[Row(sign), Row(next)], (0, signs), (0, signs))
    { X = "next", Y = "sign" });

// %% [markdown]
// ## How good is it?
//
// Take the surprise of lesson 9: $-\ln p$ of what really came, and its mean over all signs of the names that were kept apart, ends included. Its unit is the **nat**.
// Who knows nothing gives each of 27 signs the same probability, and is surprised by $\ln 27$.

// %%
double Surprise(Func<int, int, double> p, string[] names)
{
    double sum = 0;
    int count = 0;
    foreach (string name in names)
        foreach ((int sign, int next) in Numbers(name).Zip(Numbers(name).Skip(1)))
        {
            sum -= Math.Log(p(sign, next));
            count++;
        }
    return sum / count;
}

Console.WriteLine($"knowing nothing: {Math.Log(signs):0.000} nats a sign");
double[] alphas = [0.001, 0.01, 0.1, 1, 10, 100];
Show(alphas.Select(alpha =>
{
    double[,] p = Bigrams(alpha);
    return new
    {
        alpha,
        training = Surprise((sign, next) => p[sign, next], training),
        held_out = Surprise((sign, next) => p[sign, next], heldOut),
    };
}), "Bigrams, in nats a sign");
double bigramLoss = alphas.Min(alpha =>
{
    double[,] p = Bigrams(alpha);
    return Surprise((sign, next) => p[sign, next], heldOut);
});
Console.WriteLine($"bigrams, held out: {bigramLoss:0.000} nats a sign");

// %% [markdown]
// ## Writing
//
// To draw a sign with these probabilities, take a random number between 0 and 1 and go along the row until they add up to it.

// %%
int Draw(IEnumerable<double> p, RandomSource random)
{
    double left = random.NextUnit();
    int sign = 0;
    foreach (double each in p)
    {
        if ((left -= each) < 0) return sign;
        sign++;
    }
    return sign - 1;
}

string Written(Func<string, IEnumerable<double>> next, RandomSource random)
{
    string name = "";
    while (name.Length < 11)
    {
        int sign = Draw(next(name), random);
        if (sign == 0) break;
        name += Sign(sign);
    }
    return name;
}

var dice = new RandomSource(10);
Console.WriteLine(string.Join(' ', Enumerable.Range(0, 12).Select(_ => Written(
    name => Enumerable.Range(0, signs).Select(next => bigrams[Numbers(name)[^2], next]),
    dice))));

// %% [markdown]
// One letter back is not enough: these have the right letters side by side, and the whole is seldom a name. For pairs of letters back the table would have
// $27^3$ entries, for three $27^4$; most of them would never be met. A table learns nothing about `ann` from `enn`.
//
// ## Embeddings
//
// A network could take letter 5 as the number 5. But then letter 6 would be a little more than it, and letter 20 much more, which means nothing. So each letter gets a
// place of its own: a row of 27 numbers, a 1 at the letter's place and 0 elsewhere (**one-hot**). Multiply that by a matrix $E$ with 27 rows:
//
// $$\begin{bmatrix} 0 & 1 & 0 \end{bmatrix} \cdot E = \text{row 1 of } E$$
//
// All other rows are multiplied by 0. So the product is only a look into a table, and nobody computes it: row $x$ of $E$ stands for letter $x$. That row is the letter's
// **embedding**, and it is learned.
//
// How? By the rule for a matrix, $dE = x^{\mathsf{T}} \cdot dA$ with the one-hot $x$. Again nearly all is 0: **what comes back is added to the row that was looked up**. A
// letter that stands in the name twice gets the sum of both. A letter that does not occur gets 0.

// %%
Problem words = Examples.Named("embedding").Problem;
Console.WriteLine($"the signs of the text: {string.Join(' ', words.Batch.X[0])}");
Show(Why(words, "dE1[1,0]"));
Show(Why(words, "dE1[2,0]"));

// %% [markdown]
// ## Three letters back
//
// Now a network that sees the last three signs, by their embeddings, as Bengio and others built it in 2003. Three looks into the same table, side by side in one
// row; a layer of tanh units; a softmax over what comes next. Letters with rows alike are treated alike, so what is learned of one holds for the other.

// %%
const int back = 3, numbers = 6, hidden = 64;

float[] Last(string name) =>
    [.. Numbers(new string('`', back) + name)[^(back + 1)..^1].Select(n => (float)n)];

Dataset Pairs(string[] names)
{
    var all = names.SelectMany(name => Enumerable.Range(0, name.Length + 1)
        .Select(i => (Before: name[..i], Next: Numbers(name)[i + 1]))).ToArray();
    return Dataset.Create(all.Length, back, signs, (e, x, y) =>
    {
        Last(all[e].Before).CopyTo(x);
        y[all[e].Next] = 1;
    });
}

var random = new RandomSource(1);
NetworkSpec spec = new(
[
    new Embedding(Initializer.Normal(0.5).Fill(random, signs, numbers)),
    new Flatten(),
    new Dense(Activation.Tanh,
        Initializer.LeCunNormal.Fill(random, hidden, back * numbers), new double[hidden]),
    new Dense(Activation.Softmax, Initializer.Normal(0.1).Fill(random, signs, hidden),
        new double[signs]),
], Loss.SoftmaxCrossEntropy, input: Shape.Units(back));
Console.WriteLine(spec);

// %% [markdown]
// The mark before `a` has the number 0 too, so the sign `` ` `` fills up where fewer than three letters are there.
//
// A `Trainer` goes through the examples in **mini-batches**: a few examples, a step, the next few. One time through all of them is an **epoch**. The steps are those of Adam, an
// update that gives each parameter a rate of its own.

// %% volatile
var trainer = new Trainer<F32>(spec, new TrainingOptions
{
    Epochs = 8, BatchSize = 64, LearningRate = 0.005,
    Schedule = Schedule.Cosine, Seed = 1,
});
TrainingHistory history = trainer.Fit(Pairs(training), Pairs(heldOut));
Show(new Plot("Surprise") { X = new("epoch"), Y = new("nats a sign") }
    .Line("training", [.. history.Epochs.Select(epoch => epoch.Loss)])
    .Line("held out", [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)]));
double networkLoss = history.Epochs[^1].ValidationLoss!.Value;
Console.WriteLine($"bigrams, held out: {bigramLoss:0.000} nats a sign");
Console.WriteLine($"three letters, held out: {networkLoss:0.000} nats a sign");

// %% [markdown]
// It has fewer parameters than a table of three letters back would have entries, and it is less surprised than the bigrams. What does it write?

// %% volatile
var predictor = new Predictor(trainer.Network);
double[] Next(string name)
{
    float[] p = new float[signs];
    predictor.Predict(Last(name), p);
    return [.. p.Select(each => (double)each)];
}

var known = FirstNames.All.ToHashSet();
string[] written = [.. Enumerable.Range(0, 20).Select(_ => Written(Next, dice))];
Console.WriteLine(string.Join(' ', written[..10]));
Console.WriteLine(string.Join(' ', written[10..]));
Console.WriteLine($"{written.Count(name => !known.Contains(name))} of 20 are new");

// %% [markdown]
// ## Exercises
//
// **10b.1** A model gives each sign of a text the probability ¼. How surprised is it, in nats a sign?

// %%
double? answer1 = null; // your answer

Lesson10b.Nats.Check(answer1);

// %% [markdown]
// **10b.2** After a letter, 27 signs may come. It was met 73 times, and `b` followed it 9 times. With $\alpha = 1$, what is the probability of `b`?

// %%
double? answer2 = null; // your answer

Lesson10b.Smoothed.Check(answer2);

// %% [markdown]
// **10b.3** Write the gradient of an embedding. `x` are the letters that were looked up, `dA[i]` is what comes back to the i-th of them; wanted is `dE`, with `rows` rows.

// %%
double[][] scatter(int[] x, double[][] dA, int rows) =>
    throw new NotImplementedException(); // your code

Lesson10b.Scatter.Check(scatter);

// %% [markdown]
// **10b.4** With a **temperature** $\tau$ each probability is raised to the power $\frac{1}{\tau}$, and divided by their sum. Below 1 the likely becomes likelier. Write it.

// %%
double[] heated(double[] p, double temperature) =>
    throw new NotImplementedException(); // your code

Lesson10b.Heated.Check(heated);

// %% [markdown]
// **Next:** three letters back is a choice that we made. In [lesson 10c](10c-attention.cs) the network chooses by itself where to look.
