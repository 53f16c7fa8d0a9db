#!/usr/bin/env dotnet
#:project ../src/Chainrule.Lessons
#:property PublishAot=false
#:property InvariantGlobalization=true

// %% [markdown]
// # 6. Backpropagation in general
//
// After this lesson you can derive the four equations of backpropagation, write them as three short functions, and have your own gradient of any
// network of sigmoid units checked.
//
// The network of this lesson has three layers. Layers count from 1, units and inputs from 0.

// %%
using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Plots;
using static Chainrule.Lessons.Display;

Activation sigmoid = Activation.Named("sigmoid");
Problem problem = RandomProblem.Create(
    [2, 3, 2, 1], sigmoid, sigmoid, Loss.Named("half-sse"), seed: 6);
Show(problem);

// %% [markdown]
// Each unit does two things. Unit $j$ of layer $l$ adds up what comes in, and bends the sum:
//
// $$z^l_j = \sum_k w^l_{jk} \cdot a^{l-1}_k + b^l_j$$
//
// $$a^l_j = f(z^l_j)$$
//
// Here $a^{l-1}_k$ is what unit $k$ of the layer before put out, and $a^0_k$ is the input $x_k$. The weight $w^l_{jk}$ goes *to* unit $j$ *from* unit
// $k$. The number $b^l_j$ is the bias. The function $f$ is the activation, here the sigmoid $\sigma$.
//
// The outputs of the last layer are compared with the targets $y_j$. That gives one number, the loss $L$. Here it is half the sum of the squared errors.
//
// We want the slope of $L$ with respect to every weight and every bias.
//
// ## Why not follow every path?
//
// A weight of layer 1 changes one unit of layer 1. That changes every unit of layer 2, each of which changes every unit of layer 3, and so on to the loss.
// The chain rule multiplies the slopes along each such path and adds up all the paths. With ten units in each layer, how many paths are that?

// %%
Show(new[] { 2, 3, 5, 10, 20 }.Select(layers => new
{
    layers,
    paths_of_one_weight = Math.Pow(10, layers - 1),
    weights_in_all = layers * 10 * 10,
}), "Ten units in each layer");

// %% [markdown]
// The paths multiply with each layer, the weights only add up. But most of a path is shared with other paths: they all run through the same few units.
// So compute the shared part once for each unit, and keep it.
//
// ## The number to keep
//
// The right number is the slope of the loss with respect to a unit's sum. It has a letter of its own:
//
// $$\delta^l_j = \frac{\partial L}{\partial z^l_j}$$
//
// In the code it is called `dZ`. Everything else follows from it.
//
// ## Equation 1: the last layer
//
// The sum $z^l_j$ of an output unit reaches the loss in one way only: through $a^l_j = f(z^l_j)$. The chain rule has one term:
//
// $$\delta^l_j = \frac{\partial L}{\partial a^l_j} \cdot f'(z^l_j)$$
//
// The first factor comes from the loss. For half the sum of squared errors it is $a^l_j - y_j$. The second is the slope of the activation. For the
// sigmoid it is $a^l_j (1 - a^l_j)$. Here is this equation with the numbers of our network put in.

// %%
Show(Why(problem, "dZ3[0]"));

// %% [markdown]
// ## Equation 2: one layer back
//
// A hidden unit's output $a^l_k$ goes into the sum of *every* unit $j$ of the next layer, multiplied by the weight $w^{l+1}_{jk}$. So there are as many ways
// to the loss as the next layer has units, and the chain rule adds them up:
//
// $$\frac{\partial L}{\partial a^l_k} = \sum_j \delta^{l+1}_j \cdot w^{l+1}_{jk}$$
//
// From there it is the same step through the activation as before:
//
// $$\delta^l_k = \frac{\partial L}{\partial a^l_k} \cdot f'(z^l_k)$$
//
// Look at the sum. Forward it runs over $k$, the units that a unit *hears*. Backward it runs over $j$, the units that *hear it*. In our network, the
// units of layer 1 are heard by two units each.

// %%
Show(Why(problem, "dA1[0]"));
Show(Why(problem, "dZ1[0]"));

// %% [markdown]
// ## Equations 3 and 4: the parameters
//
// A weight and a bias occur in one sum only, $z^l_j = \sum_k w^l_{jk} \cdot a^{l-1}_k + b^l_j$. The slope of that sum with respect to $b^l_j$ is 1, and with
// respect to $w^l_{jk}$ it is $a^{l-1}_k$, the number that the weight is multiplied by. So
//
// $$\frac{\partial L}{\partial b^l_j} = \delta^l_j$$
//
// $$\frac{\partial L}{\partial w^l_{jk}} = \delta^l_j \cdot a^{l-1}_k$$
//
// A weight's slope is *what comes back at its end* times *what came in at its start*.

// %%
Show(Why(problem, "dW2[1,0]"));

// %% [markdown]
// That is the whole way back. In the picture, read it from right to left: each unit has its $\delta$, and on each line stands the gradient of its weight.

// %%
Show(WayBack(problem));

// %% [markdown]
// ## The same with matrices
//
// Put the numbers of a layer in rows, one row for each example: $Z$, $A$, and beside them their slopes $dZ$ and $dA$, of the same shapes. $W$ has a row for
// each unit. The sign $\odot$ multiplies entry by entry, and $\mathsf{T}$ turns rows into columns.
//
// | forward | backward |
// |---|---|
// | $Z = A_\text{prev} \cdot W^{\mathsf{T}} + b$ | $dA_\text{prev} = dZ \cdot W$ |
// | | $dW = dZ^{\mathsf{T}} \cdot A_\text{prev}$ |
// | | $db$ = column sums of $dZ$ |
// | $A = f(Z)$ | $dZ = dA \odot f'(Z)$ |
//
// Here $A_\text{prev}$ is the $A$ of the layer before. Read the right column from the bottom to the top: that is the order of the backward pass. Where a layer has
// not as many units as inputs, the shapes leave no choice: $dW$ must have the shape of $W$, and only one order of the two factors gives that.

// %%
var network = new Network<F64>(problem.Network);
var at = new Workspace<F64>(network, examples: 1);
at.Load(problem.Batch);
network.Forward(at);
network.Measure(at);
network.Backward(at);

Show(at.dZ[2], "dZ2");
Show(network.W[2], "W2");
Show(at.dA[1], "dA1 = dZ2·W2");

// %% [markdown]
// ## What it costs
//
// Count the multiplications. A forward pass takes one for each weight. The backward pass takes one for each entry of the $dW$, and one more for each weight
// that $dA$ goes back through (those of layer 1 are not needed). So it costs less than two forward passes, *however many weights there are*. It needs one
// forward pass before it, for the activations. Nudging each weight up and down takes two forward passes *for each weight*.

// %%
int[] sizes = [784, 30, 10];
double Weights(int l) => (double)sizes[l] * sizes[l - 1];
double forward = Enumerable.Range(1, sizes.Length - 1).Sum(Weights);
double backward = forward + Enumerable.Range(2, sizes.Length - 2).Sum(Weights);
Show(new Bars("Multiplications for one example, network 784-30-10", "", 
    ("one forward pass", forward),
    ("all slopes by backpropagation, with the forward pass", forward + backward),
    ("all slopes by central differences", 2 * forward * forward))
{ IsLogarithmic = true });

// %% [markdown]
// That is why networks are trained with backpropagation, and why differences are kept for checking it.
//
// ## Exercises
//
// **6.1** A hidden sigmoid unit has $a = 0.9$. Two units hear it, with the weights 0.5 and −1. Their $\delta$ are 0.3 and 0.1. What is the $\delta$ of the
// hidden unit?

// %%
double? answer1 = null; // your answer

Lesson06.HiddenDelta.Check(answer1);

// %% [markdown]
// Now write backpropagation, for one example and sigmoid units. All arrays count from 0. **6.2** Through the activation: from $dA$ and $A$ of a layer to
// its $dZ$.

// %%
double[] through(double[] dA, double[] A) =>
    throw new NotImplementedException(); // your code

Lesson06.Through.Check(through);

// %% [markdown]
// **6.3** One layer back: from $dZ$ and $W$ of a layer to the $dA$ of the layer before. `W[j][k]` goes to unit `j` from unit `k`.

// %%
double[] back(double[] dZ, double[][] W) =>
    throw new NotImplementedException(); // your code

Lesson06.Back.Check(back);

// %% [markdown]
// **6.4** The weights: from $dZ$ of a layer and the $A$ of the layer before to $dW$, with `dW[j][k]` beside `W[j][k]`.

// %%
double[][] outer(double[] dZ, double[] Aprev) =>
    throw new NotImplementedException(); // your code

Lesson06.Outer.Check(outer);

// %% [markdown]
// Your three functions are all there is to it. The next cell walks backward through the layers and calls them. Then every slope is compared with central
// differences and with two other ways to compute it, which the next two lessons are about.

// %%
double[] RowOf(Matrix<F64> matrix, int r) =>
    [.. matrix.Row(r).ToArray().Select(number => number.Number)];

double[] Row(Matrix<F64> matrix) => RowOf(matrix, 0);

double[][] Rows(Matrix<F64> matrix) =>
    [.. Enumerable.Range(0, matrix.Rows).Select(r => RowOf(matrix, r))];

void Put(double[][] rows, Matrix<F64> into)
{
    for (int r = 0; r < into.Rows; r++)
        for (int c = 0; c < into.Columns; c++) into[r, c] = rows[r][c];
}

Gradients<F64> Yours(Problem one)
{
    var net = new Network<F64>(one.Network);
    var step = new Workspace<F64>(net, examples: 1);
    step.Load(one.Batch);
    net.Forward(step);
    var gradients = new Gradients<F64>(net);
    double[] dA = [.. Row(step.A[^1]).Zip(Row(step.Y), (a, y) => a - y)];
    for (int l = net.Depth; l >= 1; l--)
    {
        double[] dZ = through(dA, Row(step.A[l]));
        Put(outer(dZ, Row(step.A[l - 1])), gradients.dW[l]);
        Put([dZ], gradients.db[l]);
        dA = back(dZ, Rows(net.W[l]));
    }
    return gradients;
}

try
{
    Show(GradientCheck.Run(problem, new() { Gradient = Yours }));
}
catch (Exception unfinished)
    when (unfinished is NotImplementedException or IndexOutOfRangeException)
{
    Console.WriteLine("Get the three functions of 6.2, 6.3 and 6.4 right;");
    Console.WriteLine("then your backpropagation is checked here.");
}

// %% [markdown]
// **Next:** [lesson 6b](06b-build-your-own-autodiff.cs) lets the numbers find the way back by themselves.
