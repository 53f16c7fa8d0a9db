using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>
/// What becomes of the parameters after a backward pass. Gradients are written out only where somebody looks at them more than in passing: a penalty, or a limit of their length. Everything is bound
/// once, so that a step allocates nothing.
/// </summary>
internal sealed class Descent<T> where T : struct, IReal<T>
{
    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly Func<T, double> number;
    private readonly Gradients<T>? gradients;
    private readonly Action<T, int>[] penalties, shortenings;

    internal Descent(Network<T> network, TrainingOptions options, Func<T, double> number)
    {
        (this.network, this.options, this.number) = (network, options, number);
        States = new(network, options.Update);
        (penalties, shortenings) = ([], []);
        if (!options.ChangesGradients) return;
        gradients = new(network);
        Update penalty = new Update<Penalty>().With("l1", options.L1).With("l2", options.L2), shortening = new Update<Shortening>();
        int[] all = [.. Enumerable.Range(0, network.Parameters.Count)];
        if (options.L1 > 0 || options.L2 > 0) penalties = [.. all.Where(IsPenalized).Select(i => network.Kernels.Move(penalty, gradients.All[i], network.Parameters[i]).Both)];
        if (options.ClipNorm is not null) shortenings = [.. all.Select(i => network.Kernels.Move(shortening, gradients.All[i], gradients.All[i]).Both)];
    }

    internal UpdateStates<T> States { get; }

    private bool IsPenalized(int parameter) => options.PenalizeBiases || !network.IsBias(parameter);

    /// <summary>Moves the parameters.</summary>
    internal void Step(Workspace<T> at, double learningRate)
    {
        if (gradients is null)
        {
            network.Update(at, States, learningRate);
            return;
        }
        network.Gradients(at, gradients);
        foreach (Action<T, int> penalty in penalties) penalty(1.0, 1);
        if (options.ClipNorm is double most && Norm(gradients.All) is var norm && norm > most)
            foreach (Action<T, int> shorten in shortenings) shorten(most / norm, 1);
        network.Update(gradients, States, learningRate);
    }

    /// <summary>λ₁·Σ|w| + ½·λ₂·Σw².</summary>
    internal double PenaltyNow()
    {
        double sizes = 0, squares = 0;
        if (penalties.Length == 0) return 0;
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            if (!IsPenalized(i)) continue;
            sizes += Sum(network.Parameters[i], Math.Abs);
            squares += Sum(network.Parameters[i], w => w * w);
        }
        return options.L1 * sizes + 0.5 * options.L2 * squares;
    }

    private double Norm(IReadOnlyList<Matrix<T>> matrices)
    {
        double squares = 0;
        for (int i = 0; i < matrices.Count; i++) squares += Sum(matrices[i], g => g * g);
        return Math.Sqrt(squares);
    }

    private double Sum(Matrix<T> matrix, Func<double, double> term)
    {
        double sum = 0;
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++) sum += term(number(matrix[row, column]));
        return sum;
    }
}
