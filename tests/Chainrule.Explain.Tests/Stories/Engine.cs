using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>One training step of the engine, without any recording.</summary>
internal static class Engine
{
    internal static (Network<F64> Network, Workspace<F64> At, Gradients<F64> Gradients, Network<F64> Updated, UpdateStates<F64> States) Step(Problem problem)
    {
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        var gradients = new Gradients<F64>(network);
        network.Gradients(at, gradients);
        Network<F64> updated = network.Copy();
        var states = new UpdateStates<F64>(updated, problem.Update);
        updated.Update(gradients, states, problem.LearningRate, problem.UpdateBiases);
        return (network, at, gradients, updated, states);
    }

    internal static double[][] Rows(Matrix<F64> matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix.Row(r).ToArray().Select(number => number.Number).ToArray())];
}
