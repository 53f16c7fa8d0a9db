#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 5. From numbers to matrices
//
// After this lesson you can
//
// - write a training step in matrix form, for any number of units,
// - check a formula by its shapes,
// - run many examples at once, and say where the 1/n of their mean goes.
//
// You need the step of [lesson 4](04-a-worked-example.cs).
//
// ## Shapes
//
// A **matrix** is a table of numbers. Its **shape** is rows × columns. We put
//
// - the weights of a layer into a matrix $W$: a row for each unit, a column for each input;
// - the examples into a matrix $X$: a row for each example, a column for each input;
// - the biases of a layer into one row $b$: a column for each unit.
//
// Lesson 4 had one example, so its $X$ has one row.

// %%
using Chainrule.Data;
using Chainrule.Lessons.Exercises;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using static Chainrule.Lessons.Display;

double[][] X = [[0.05, 0.10]];
double[][] Y = [[0.01, 0.99]];
double[][] W1 = [[0.15, 0.20], [0.25, 0.30]];
double[][] b1 = [[0.35, 0.35]];
double[][] W2 = [[0.40, 0.45], [0.50, 0.55]];
double[][] b2 = [[0.60, 0.60]];

Show(X, "X");
Show(W1, "W1");
Show(b1, "b1");

// %% [markdown]
// ## Three operations
//
// The **product** $A \cdot B$ takes a row of $A$ and a column of $B$, multiplies them number by number and adds up:
//
// $$(A \cdot B)_{rc} = \sum_k A_{rk} B_{kc}$$
//
// So a row of $A$ must be as long as a column of $B$: (n × m) · (m × p) gives n × p. The m in the middle is summed over and gone.
//
// The **transpose** $A^\mathsf{T}$ has the rows of $A$ as its columns. And $A \odot B$ multiplies two matrices of one shape entry by entry.

// %%
double[][] Filled(int rows, int columns, Func<int, int, double> cell) =>
[
    .. Enumerable.Range(0, rows).Select(r =>
        Enumerable.Range(0, columns).Select(c => cell(r, c)).ToArray()),
];

double[][] Times(double[][] A, double[][] B) =>
    Filled(A.Length, B[0].Length, (r, c) =>
        Enumerable.Range(0, B.Length).Sum(k => A[r][k] * B[k][c]));
double[][] Transposed(double[][] A) => Filled(A[0].Length, A.Length, (r, c) => A[c][r]);
double[][] EntryByEntry(double[][] A, double[][] B, Func<double, double, double> f) =>
    Filled(A.Length, A[0].Length, (r, c) => f(A[r][c], B[r][c]));

double[][] P = [[1, 2, 3], [4, 5, 6]];
double[][] Q = [[1, 0], [10, 1], [0, 2]];
Show(P, "P");
Show(Q, "Q");
Show(Times(P, Q), "P·Q");
Show(Transposed(P), "P transposed");
Show(EntryByEntry(P, Transposed(Q), (p, q) => p * q), "P ⊙ Q transposed");

// %% [markdown]
// ## Forward
//
// Unit $j$ adds up its weights times the inputs. The weights of the unit are a *row* of $W$. The product wants them in a column, hence the transpose.
// Let $A_{prev}$ be what comes into the layer ($X$ for the first one). $\sigma$ is applied to each entry, and $b$ is added to each row:
//
// $$Z = A_{prev} \cdot W^\mathsf{T} + b \qquad A = \sigma(Z)$$

// %%
double[][] Affine(double[][] A, double[][] W, double[][] b)
{
    double[][] Z = Times(A, Transposed(W));
    return Filled(Z.Length, Z[0].Length, (e, j) => Z[e][j] + b[0][j]);
}

double[][] Sigmoid(double[][] Z) =>
    Filled(Z.Length, Z[0].Length, (e, j) => 1 / (1 + Math.Exp(-Z[e][j])));

double[][] A1 = Sigmoid(Affine(X, W1, b1));
double[][] A2 = Sigmoid(Affine(A1, W2, b2));
Show(A1, "A1");
Show(A2, "A2");

// %% [markdown]
// These are the activations of lesson 4.
//
// ## Backward
//
// Lesson 4 found three formulas for a layer. $e$ is the example, $j$ the unit, $k$ the input. With more examples, each of them uses the same weights
// and biases: a number used often, so its gradient is a sum over the examples. $a_{ek}$ is what comes into the layer.
//
// $$\frac{\partial L}{\partial a_{ek}} = \sum_j \delta_{ej} w_{jk}$$
//
// $$\frac{\partial L}{\partial w_{jk}} = \sum_e \delta_{ej} a_{ek}$$
//
// $$\frac{\partial L}{\partial b_j} = \sum_e \delta_{ej}$$
//
// Each sum is a matrix product. We call the matrix of the $\delta$ "dZ". In the first line, dZ and $W$ meet at $j$, the columns of dZ and the rows of
// $W$: that is dZ · W. In the second they meet at $e$, the rows of both, so dZ must be transposed first:
//
// $$dA_{prev} = dZ \cdot W \qquad dW = dZ^\mathsf{T} \cdot A_{prev} \qquad db = \text{column sums of } dZ$$
//
// And through the activation, entry by entry:
//
// $$dZ = dA \odot A \odot (1 - A)$$
//
// **A gradient has the shape of its own matrix.** That is a good check: write the shapes below a formula, and see whether they fit.

// %%
double[][] BackThroughSigmoid(double[][] dA, double[][] A) =>
    EntryByEntry(dA, A, (d, a) => d * a * (1 - a));
double[][] ColumnSums(double[][] dZ) =>
    Filled(1, dZ[0].Length, (_, j) => dZ.Sum(row => row[j]));

double[][] dA2 = EntryByEntry(A2, Y, (a, y) => a - y);
double[][] dZ2 = BackThroughSigmoid(dA2, A2);
double[][] dW2 = Times(Transposed(dZ2), A1);
double[][] db2 = ColumnSums(dZ2);
double[][] dA1 = Times(dZ2, W2);
double[][] dZ1 = BackThroughSigmoid(dA1, A1);
double[][] dW1 = Times(Transposed(dZ1), X);
double[][] db1 = ColumnSums(dZ1);

Show(dW2, "dW2");
Show(dW1, "dW1");

// %% [markdown]
// The same numbers as in lesson 4, by lines that hold for any number of units. The engine of this project agrees. It has a class for the weights and biases,
// `Network`, one for all the numbers of a step, `Workspace` ($Z$, $A$, $dZ$ and $dA$ of each layer), and one for the gradients of the parameters,
// `Gradients`. Each can be made of several types of number; `F64` is a careful `double`.

// %%
double Largest(double[][] A, double[][] B) =>
    EntryByEntry(A, B, (a, b) => Math.Abs(a - b)).Max(row => row.Max());

Problem mazur = Examples.Named("mazur").Problem;
var network = new Network<F64>(mazur.Network);
var at = new Workspace<F64>(network, mazur.Batch.Count);
var gradients = new Gradients<F64>(network);
at.Load(mazur.Batch);
network.Forward(at);
network.Backward(at);
network.Gradients(at, gradients);

double[][] Plain(Matrix<F64> matrix) =>
    Filled(matrix.Rows, matrix.Columns, (r, c) => matrix[r, c].Number);
double[] differences =
[
    Largest(dW1, Plain(gradients.dW[1])), Largest(dW2, Plain(gradients.dW[2])),
    Largest(db1, Plain(gradients.db[1])), Largest(db2, Plain(gradients.db[2])),
];
Console.WriteLine($"every gradient agrees to 15 decimals: {differences.Max() < 1e-15}");

// %% [markdown]
// ## A batch
//
// Several examples that make one step together are a **batch**. Here are four days: how dark the sky was, how far one could see, and whether the
// umbrella was needed (1) or not (0). Two inputs, a hidden layer of three units, one output.

// %%
double[][] days = [[0.9, 0.2], [0.2, 0.9], [0.7, 0.6], [0.1, 0.3]];
double[][] needed = [[1], [0], [1], [0]];
double[][] V1 = [[1, -1], [-0.5, 0.5], [0.5, 1]];
double[][] c1 = [[0, 0.5, -0.5]];
double[][] V2 = [[1, -1, 0.5]];
double[][] c2 = [[0]];

Activation sigmoid = Activation.Named("sigmoid");
Show(new NetworkSpec(
    [new(sigmoid, V1, c1[0]), new(sigmoid, V2, c2[0])], Loss.Named("half-sse")));

// %% [markdown]
// The loss of a batch of $n$ examples is the **mean** of their losses, so that it does not grow with the number of examples:
//
// $$L = \frac{1}{n} \sum_e \sum_j \frac{1}{2} (a_{ej} - y_{ej})^2$$
//
// Its slope with respect to the outputs has the $\frac{1}{n}$ in it: $dA = \frac{1}{n} (A - Y)$. That is the only new thing. The chain rule carries
// the $\frac{1}{n}$ to all other gradients; it must not be put in a second time.

// %%
(double Loss,
    double[][] dW1, double[][] db1, double[][] dW2, double[][] db2, double[][] A2) Step(
    double[][] X, double[][] Y,
    double[][] W1, double[][] b1, double[][] W2, double[][] b2)
{
    double[][] A1 = Sigmoid(Affine(X, W1, b1));
    double[][] A2 = Sigmoid(Affine(A1, W2, b2));
    double n = X.Length;
    double[][] halfSquares = EntryByEntry(A2, Y, (a, y) => (a - y) * (a - y) / 2);
    double loss = halfSquares.Sum(row => row.Sum()) / n;

    double[][] dZ2 = BackThroughSigmoid(EntryByEntry(A2, Y, (a, y) => (a - y) / n), A2);
    double[][] dZ1 = BackThroughSigmoid(Times(dZ2, W2), A1);
    double[][] dW1 = Times(Transposed(dZ1), X), dW2 = Times(Transposed(dZ2), A1);
    return (loss, dW1, ColumnSums(dZ1), dW2, ColumnSums(dZ2), A2);
}

string Shape(double[][] matrix) => $"{matrix.Length} × {matrix[0].Length}";

var batch = Step(days, needed, V1, c1, V2, c2);
Console.WriteLine($"L = {batch.Loss:0.######}");
Show(new (string Name, double[][] Matrix, string Gradient, string ItsShape)[]
{
    ("X", days, "", ""),
    ("W1", V1, "dW1", Shape(batch.dW1)),
    ("b1", c1, "db1", Shape(batch.db1)),
    ("W2", V2, "dW2", Shape(batch.dW2)),
    ("b2", c2, "db2", Shape(batch.db2)),
    ("A2", batch.A2, "", ""),
}.Select(row => new
{
    matrix = row.Name,
    shape = Shape(row.Matrix),
    gradient = row.Gradient,
    itsShape = row.ItsShape,
}), "Shapes");

// %% [markdown]
// Only $X$ and the matrices of the units' numbers have a row for each example. The gradients of weights and biases do not know how many examples there
// were: they have been summed up.
//
// The gradient of the mean is the mean of the gradients. So the batch must give the same as the four days one by one, and as nudging:

// %%
double[][][] oneByOne =
    [.. days.Zip(needed, (x, y) => Step([x], [y], V1, c1, V2, c2).dW1)];
double[][] mean =
    Filled(V1.Length, V1[0].Length, (j, k) => oneByOne.Average(dW => dW[j][k]));

double[][] Nudged(double[][] W, int j, int k, double h) =>
    Filled(W.Length, W[0].Length, (r, c) => W[r][c] + (r == j && c == k ? h : 0));
double LossWith(int j, int k, double h) =>
    Step(days, needed, Nudged(V1, j, k, h), c1, V2, c2).Loss;

double[][] nudged = Filled(V1.Length, V1[0].Length,
    (j, k) => (LossWith(j, k, 1e-5) - LossWith(j, k, -1e-5)) / 2e-5);

Show(batch.dW1, "dW1 of the batch");
Show(mean, "mean of the four");
Show(nudged, "nudged");

// %% [markdown]
// ## Learn the four days
//
// Step after step: all gradients first, then all updates.

// %%
var losses = new List<double>();
double eta = 2;
double[][] Moved(double[][] parameters, double[][] gradient) =>
    EntryByEntry(parameters, gradient, (p, g) => p - eta * g);

(double[][] U1, double[][] d1, double[][] U2, double[][] d2) = (V1, c1, V2, c2);
for (int step = 0; step < 500; step++)
{
    var found = Step(days, needed, U1, d1, U2, d2);
    losses.Add(found.Loss);
    (U1, d1) = (Moved(U1, found.dW1), Moved(d1, found.db1));
    (U2, d2) = (Moved(U2, found.dW2), Moved(d2, found.db2));
}

double[][] answers = Step(days, needed, U1, d1, U2, d2).A2;
Show(losses, $"The loss over {losses.Count} steps");
Show(days.Select((day, e) => new
{
    dark = day[0],
    far = day[1],
    needed = needed[e][0],
    before = batch.A2[e][0],
    after = answers[e][0],
}), "The four days");

// %% [markdown]
// ## Exercises
//
// **5.1** A layer of 5 units gets a batch of 32 examples of 3 inputs each. What is the shape of `dW`?

// %%
double[]? answer1 = null; // your answer: [rows, columns]

Lesson05.Shape.Check(answer1);

// %% [markdown]
// **5.2** Write $dW = dZ^\mathsf{T} \cdot A$. Try it with loops, without `Times`.

// %%
double[][] weightGradient(double[][] dZ, double[][] A) =>
    throw new NotImplementedException(); // your code

Lesson05.WeightGradient.Check(weightGradient);

// %% [markdown]
// **5.3** Write $db$, the gradient of the biases, as a plain list: one number for each unit.

// %%
double[] biasGradient(double[][] dZ) => throw new NotImplementedException(); // your code

Lesson05.BiasGradient.Check(biasGradient);

// %% [markdown]
// **5.4** Write $dZ \cdot W$, the gradient of what came into the layer. The $W$ it is tried with is square: shapes will not tell you which way round.

// %%
double[][] inputGradient(double[][] dZ, double[][] W) =>
    throw new NotImplementedException(); // your code

Lesson05.InputGradient.Check(inputGradient);

// %% [markdown]
// **Next:** [lesson 6](06-backpropagation.cs) says it for any number of layers, and what it costs.
