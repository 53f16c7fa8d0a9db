#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true
#:property Optimize=true

// %% [markdown]
// # 11. Making it fast
//
// After this lesson you can measure how fast a piece of code is, name five things that make three plain loops slow, and mend them one after the other.
//
// The numbers here depend on your machine, and differ from run to run. Cells with a stopwatch or threads run on a desktop only.
//
// ## What takes the time
//
// Training is made of three matrix products for each layer, two for the first. Take the one of the backward pass, $dA = dZ \cdot W$. It has three loops: over the examples
// $e$, the units $j$ and the inputs $k$.
//
// $$dA_{ek} = \sum_j dZ_{ej} \cdot W_{jk}$$
//
// All numbers are floats of 32 bits, and a matrix is one long array, row after row.

// %%
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

const int rows = 128, units = 512, inputs = 1024;

float[] Random(int count, long seed)
{
    var random = new RandomSource(seed);
    return [.. Enumerable.Range(0, count).Select(_ => (float)random.Uniform(-1, 1))];
}

float[] dZ = Random(rows * units, 1), W = Random(units * inputs, 2);

// Compile it well at once, and not only after many calls:
[MethodImpl(MethodImplOptions.AggressiveOptimization)]
void ThreeLoops(float[] dZ, float[] W, float[] dA)
{
    for (int e = 0; e < rows; e++)
        for (int k = 0; k < inputs; k++)
        {
            float sum = 0;
            for (int j = 0; j < units; j++) sum += dZ[e * units + j] * W[j * inputs + k];
            dA[e * inputs + k] = sum;
        }
}

float[] reference = new float[rows * inputs];
ThreeLoops(dZ, W, reference);
Console.Write($"One product takes {(long)rows * units * inputs:N0} multiplications ");
Console.WriteLine("and as many additions.");

// %% [markdown]
// ## First measure
//
// Two rules. Repeat, and keep the best time: what disturbs makes it slower. And check the result each time: wrong results can be had very quickly. Each
// line below ends with the largest difference from the three loops.

// %% volatile desktop-only
var times = new List<(string Name, double Rate)>();

double Best(Action work)
{
    double best = double.PositiveInfinity;
    long begin = Stopwatch.GetTimestamp();
    for (int i = 0; i < 3 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.3; i++)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
    return best;
}

void Try(string name, Action<float[], float[], float[]> product)
{
    float[] dA = new float[rows * inputs];
    product(dZ, W, dA);
    float off = dA.Zip(reference, (a, b) => Math.Abs(a - b)).Max();
    double seconds = Best(() => product(dZ, W, dA));
    times.Add((name, 2.0 * rows * units * inputs / seconds / 1e9));
    Console.Write($"{name}: {seconds * 1000:0.00} ms, ");
    Console.Write($"{times[^1].Rate:0.0} billion operations a second, ");
    Console.Write($"{times[^1].Rate / times[0].Rate:0.0} times the first; ");
    Console.WriteLine($"largest difference {off:0.#e+0}");
}

Try("three loops", ThreeLoops);

// %% [markdown]
// ## 1. Walk through memory in its own order
//
// Look at the innermost loop. With each step of $j$ it jumps a whole row ahead in $W$. But memory comes in pieces of neighbouring numbers, the **cache lines**.
// The loop fetches a whole line, uses one number of it, and jumps on. Exchange the two inner loops, and it walks along the rows.

// %%
[MethodImpl(MethodImplOptions.AggressiveOptimization)]
void AlongRows(float[] dZ, float[] W, float[] dA)
{
    Array.Clear(dA);
    for (int e = 0; e < rows; e++)
        for (int j = 0; j < units; j++)
        {
            float d = dZ[e * units + j];
            for (int k = 0; k < inputs; k++) dA[e * inputs + k] += d * W[j * inputs + k];
        }
}

// %% volatile desktop-only
Try("along the rows", AlongRows);

// %% [markdown]
// ## 2. Several numbers in one instruction
//
// A processor has wide registers, which hold several floats, and one instruction works on all of them. In C# such a register is a `Vector<float>`. Its width
// depends on the machine. The sizes here are multiples of it; a library also has to deal with what is left over at the end of a row.

// %% volatile
Console.WriteLine($"A vector holds {Vector<float>.Count} floats here.");

[MethodImpl(MethodImplOptions.AggressiveOptimization)]
void WithVectors(float[] dZ, float[] W, float[] dA)
{
    Array.Clear(dA);
    for (int e = 0; e < rows; e++)
        for (int j = 0; j < units; j++)
        {
            var d = new Vector<float>(dZ[e * units + j]);
            for (int k = 0; k < inputs; k += Vector<float>.Count)
            {
                var w = new Vector<float>(W, j * inputs + k);
                var sum = new Vector<float>(dA, e * inputs + k) + d * w;
                sum.CopyTo(dA, e * inputs + k);
            }
        }
}

// %% volatile desktop-only
Try("vectors", WithVectors);

// %% [markdown]
// ## 3. Keep sums in registers
//
// Now the multiplication is no longer the slow part. For each one, two vectors are loaded and one is stored. So work on a small tile of $dA$ at once, four rows
// high and two vectors wide. Its eight sums stay in registers for the whole loop over $j$. Each vector of $W$ that is loaded is used four times, each number of
// $dZ$ twice, and nothing is stored until the end.

// %%
[MethodImpl(MethodImplOptions.AggressiveOptimization)]
void Tile(float[] dZ, float[] W, int from, int step, float[] dA, int e, int k)
{
    int v = Vector<float>.Count;
    Vector<float> a0 = default, a1 = default, b0 = default, b1 = default;
    Vector<float> c0 = default, c1 = default, d0 = default, d1 = default;
    for (int j = 0, w = from, z = e * units; j < units; j++, w += step, z++)
    {
        var w0 = new Vector<float>(W, w);
        var w1 = new Vector<float>(W, w + v);
        var a = new Vector<float>(dZ[z]);
        var b = new Vector<float>(dZ[z + units]);
        var c = new Vector<float>(dZ[z + 2 * units]);
        var d = new Vector<float>(dZ[z + 3 * units]);
        a0 += a * w0;
        a1 += a * w1;
        b0 += b * w0;
        b1 += b * w1;
        c0 += c * w0;
        c1 += c * w1;
        d0 += d * w0;
        d1 += d * w1;
    }
    int to = e * inputs + k;
    a0.CopyTo(dA, to);
    a1.CopyTo(dA, to + v);
    b0.CopyTo(dA, to + inputs);
    b1.CopyTo(dA, to + inputs + v);
    c0.CopyTo(dA, to + 2 * inputs);
    c1.CopyTo(dA, to + 2 * inputs + v);
    d0.CopyTo(dA, to + 3 * inputs);
    d1.CopyTo(dA, to + 3 * inputs + v);
}

void InRegisters(float[] dZ, float[] W, float[] dA)
{
    for (int e = 0; e < rows; e += 4)
        for (int k = 0; k < inputs; k += 2 * Vector<float>.Count)
            Tile(dZ, W, k, inputs, dA, e, k);
}

// %% volatile desktop-only
Try("registers", InRegisters);

// %% [markdown]
// ## 4. Use what is in the cache while it is there
//
// A tile walks down a strip of $W$, two vectors wide. The next tile walks down the next strip, and so on through all of $W$, which does not fit into
// the fastest cache. Four rows later all of it has to be fetched again. So stay with one strip, until all rows of $dZ$ have used it. And copy the strip into a small array
// first, where it lies in one piece. This is called **blocking**, and the copying **packing**.

// %%
void Strip(float[] dZ, float[] W, float[] dA, int k)
{
    int wide = 2 * Vector<float>.Count;
    float[] strip = new float[units * wide];
    for (int j = 0; j < units; j++) Array.Copy(W, j * inputs + k, strip, j * wide, wide);
    for (int e = 0; e < rows; e += 4) Tile(dZ, strip, 0, wide, dA, e, k);
}

void Blocked(float[] dZ, float[] W, float[] dA)
{
    for (int k = 0; k < inputs; k += 2 * Vector<float>.Count) Strip(dZ, W, dA, k);
}

// %% volatile desktop-only
Try("blocked", Blocked);

// %% [markdown]
// ## 5. All cores
//
// The strips do not need each other. So each core can take some. They write to different places, so no lock is needed, and the result is the same to the last
// bit, whichever core takes which.

// %% volatile desktop-only
void OnAllCores(float[] dZ, float[] W, float[] dA)
{
    int wide = 2 * Vector<float>.Count;
    Parallel.For(0, inputs / wide, strip => Strip(dZ, W, dA, strip * wide));
}

Console.WriteLine($"This machine has {Environment.ProcessorCount} cores.");
Try("all cores", OnAllCores);
Show(new Bars("The same product", "billion operations a second", [.. times]));

// %% [markdown]
// All differences are 0. For each number of $dA$ the same products are added in the same order as in the three loops, so every rounding is the same too.
// Changed are only where the numbers are when they are needed, how many are worked on at once, and by which core.
//
// If a step brought little on your machine, another part was the slow one there. That is why one measures after each step, and not only at the end.
//
// ## The engine
//
// The network of this project is written once, for any type of number (`Network<T>`). Over `F64` it is the careful version of the lessons before. Over `F32`, floats, it is made for
// training. Here is a whole training step: forward, backward and update of a network 784-128-10 with 64 examples.

// %% volatile desktop-only
(string Name, double Rate) Step<T>(string name) where T : struct, IReal<T>
{
    const int batch = 64;
    Problem problem = RandomProblem.Create(
        [784, 128, 10], Activation.Named("relu"), Activation.Named("softmax"),
        Loss.Named("softmax-cross-entropy"), seed: 1, examples: batch);
    var network = new Network<T>(problem.Network);
    var at = new Workspace<T>(network, batch);
    at.Load(problem.Batch);
    double seconds = Best(() =>
    {
        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        network.Descend(at, 0.01);
    });
    // Forward and dW take a product for each layer, dA one for layer 2 only.
    double operations = 2.0 * batch * (2 * (784 * 128 + 128 * 10) + 128 * 10);
    Console.Write($"{name}: {seconds * 1000:0.00} ms a step, ");
    Console.WriteLine($"{batch / seconds:N0} examples a second");
    return (name, operations / seconds / 1e9);
}

(string Name, double Rate)[] steps =
    [Step<F64>("Network<F64>"), Step<F32>("Network<F32>")];
Show(new Bars("A whole training step", "billion operations a second", steps));

// %% [markdown]
// ## Exercises
//
// **11.1** How many multiplications does $dA = dZ \cdot W$ take for 64 examples, 128 units and 784 inputs?

// %%
double? answer1 = null; // your answer

Lesson11.Multiplications.Check(answer1);

// %% [markdown]
// **11.2** The matrix products take 90 % of the time of a program. You make them ten times faster. How many times faster is the program?

// %%
double? answer2 = null; // your answer

Lesson11.Amdahl.Check(answer2);

// %% [markdown]
// A sum in one variable has to wait for each addition before the next can begin. Four sums side by side do not wait for each other. But they add in another
// order, and floats added in another order are rounded in another way:

// %%
float[] many = Random(1000, 3), four = new float[4];
float one = 0;
foreach (float number in many) one += number;
for (int i = 0; i < many.Length; i++) four[i % 4] += many[i];
Console.WriteLine($"one sum   {one:0.0000000}");
Console.WriteLine($"four sums {four[0] + four[1] + four[2] + four[3]:0.0000000}");

// %% [markdown]
// **11.3** Add up `x` with four sums side by side. The length can be anything.

// %%
double sum(double[] x) => throw new NotImplementedException(); // your code

Lesson11.FourSums.Check(sum);

// %% [markdown]
// **11.4** A float holds about seven digits. What does C# print for `(1e8f + 1f) - 1e8f`? (That is why the two sums above differ.)

// %%
double? answer4 = null; // your answer

Lesson11.LostInRounding.Check(answer4);

// %% [markdown]
// **Next:** you have read all lessons. The [practice](practice-derivatives.cs) has more to write; or take your own network, and ask `chainrule` for its numbers.
