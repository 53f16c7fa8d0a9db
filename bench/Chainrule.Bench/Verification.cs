using System.Globalization;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>
/// Whether what is timed is right: ten steps of the float network and of the careful double network from the same start, the parameters of both rounded to
/// floats. The doubles carry along how far floats may stray (<see cref="Spread"/>); a number farther off than that is wrong.
/// </summary>
internal static class Verification
{
    private const int Steps = 10;

    // Of the parameters' length: a step that moves them visibly, so that a wrong gradient shows, and does not throw them about.
    private const double FirstMove = 0.01;

    internal static int Run(string name, int threads)
    {
        if (!NetworkShape.IsOne(name)) throw new ProblemException($"--verify: got \"{name}\", wanted a network: W1 … W6 or sizes:activation:loss:batch");
        Parallelism.Threads = threads;
        Problem problem = NetworkShape.Parse(name).Problem();
        var careful = new Network<Spread>(problem.Network, each => (float)each);
        double learningRate = (float)Rate(problem);
        Train(careful, problem, learningRate, each => (float)each);
        var tuned = new Network<F32>(problem.Network);
        Train(tuned, problem, learningRate, null);

        (double gap, double share) = Compare(tuned, careful, new Network<F64>(problem.Network, each => (float)each));
        bool right = share <= 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"system": "chainrule", "workload": "{{name}}", "threads": {{threads}}, "steps": {{Steps}}, "worst_relative_gap": {{gap:E2}}, "share_of_bound": {{share:F3}}, "verified": {{(right ? "true" : "false")}}}"""));
        if (!right) Console.Error.WriteLine($"{name}: a parameter is {share:F1} times as far from the careful network's as rounding explains.");
        return right ? 0 : 1;
    }

    private static void Train<T>(Network<T> network, Problem problem, T learningRate, Func<double, T>? number) where T : struct, IReal<T>
    {
        var at = new Workspace<T>(network, problem.Batch.Count);
        at.Load(problem.Batch, number);
        for (int step = 0; step < Steps; step++)
        {
            network.Forward(at);
            network.Measure(at);
            network.Backward(at);
            network.Descend(at, learningRate);
        }
    }

    // η with which the first step moves the parameters by their hundredth part: |η·∂L/∂θ| = 0.01·|θ|.
    private static double Rate(Problem problem)
    {
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        var gradients = new Gradients<F64>(network);
        at.Load(problem.Batch);
        network.Forward(at);
        network.Backward(at);
        network.Gradients(at, gradients);
        return FirstMove * Length(network.W, network.b) / Length(gradients.dW, gradients.db);
    }

    private static double Length(PerLayer<F64> W, PerLayer<F64> b)
    {
        double squares = 0;
        foreach (Matrix<F64> each in W.Concat(b))
            foreach (F64 cell in each.Cells) squares += cell * cell;
        return Math.Sqrt(squares);
    }

    // The gap relative to how far the farthest parameter of the same matrix has moved, and as a share of what rounding explains.
    private static (double Gap, double Share) Compare(Network<F32> tuned, Network<Spread> careful, Network<F64> start)
    {
        double gap = 0, share = 0;
        for (int l = 1; l <= careful.Depth; l++)
        {
            Compare(tuned.W[l], careful.W[l], start.W[l], ref gap, ref share);
            Compare(tuned.b[l], careful.b[l], start.b[l], ref gap, ref share);
        }
        return (gap, share);
    }

    private static void Compare(Matrix<F32> tuned, Matrix<Spread> careful, Matrix<F64> start, ref double gap, ref double share)
    {
        double moved = 0, worst = 0;
        for (int i = 0; i < careful.Cells.Length; i++)
        {
            Spread wanted = careful.Cells[i];
            double off = Math.Abs(tuned.Cells[i].Number - wanted.Number);
            moved = Math.Max(moved, Math.Abs(wanted.Number - start.Cells[i]));
            worst = Math.Max(worst, off);
            // Not a number is as wrong as can be, and would be lost in a maximum.
            share = double.IsNaN(off) ? double.PositiveInfinity : Math.Max(share, off == 0 ? 0 : off / wanted.Bound);
        }
        gap = Math.Max(gap, worst == 0 ? 0 : worst / moved);
    }
}
