using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Training;

/// <summary>Many steps of the problem's update on the whole batch, and what came of them.</summary>
/// <param name="Steps">How many updates were made; fewer than asked for if the loss stopped being a number.</param>
/// <param name="Losses">The loss before the first step and after some of the others, the last one included.</param>
/// <param name="Network">The network as it is at the end.</param>
/// <param name="Outputs">Its outputs, a row an example.</param>
/// <remarks>Each run has a network of its own, so runs on several threads do not meet.</remarks>
public sealed record TrainingRun(
    int Steps, IReadOnlyList<(int Step, double Loss)> Losses, Network<F64> Network, double[][] Outputs)
{
    /// <summary>The loss before the first step and after each one.</summary>
    public IReadOnlyList<double> Curve { get; private init; } = [];

    /// <summary>How many steps were asked for.</summary>
    internal int Asked { get; private init; }

    /// <summary>Takes so many steps, each with all examples of the problem.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one step.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at before each step.</exception>
    public static TrainingRun Of(Problem problem, int steps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        var states = new UpdateStates<F64>(network, problem.Update);
        at.Load(problem.Batch);
        network.Forward(at);
        var losses = new List<(int, double)> { (0, network.Measure(at)) };
        var curve = new List<double> { at.Loss[0, 0].Number };
        int done = 0;
        while (done < steps && double.IsFinite(at.Loss[0, 0]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            network.Backward(at);
            network.Update(at, states, problem.LearningRate, problem.UpdateBiases);
            network.Forward(at);
            network.Measure(at);
            done++;
            curve.Add(at.Loss[0, 0].Number);
            if (IsNoted(done) || done == steps || !double.IsFinite(at.Loss[0, 0])) losses.Add((done, at.Loss[0, 0]));
        }
        return new(done, losses, network, Rows(at.A[^1])) { Curve = curve, Asked = steps };
    }

    /// <summary>The weights of layer l at the end, out × in.</summary>
    public double[][] Weights(int l) => Rows(Network.W[l]);

    /// <summary>The biases of layer l at the end.</summary>
    public double[] Biases(int l) => Rows(Network.b[l])[0];

    // 1, 2, 5, 10, 20, 50, …: early steps change most, so they are noted most often.
    private static bool IsNoted(int step)
    {
        while (step % 10 == 0) step /= 10;
        return step is 1 or 2 or 5;
    }

    private static double[][] Rows(Matrix<F64> matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(e => Array.ConvertAll(matrix.Row(e).ToArray(), a => a.Number))];
}
