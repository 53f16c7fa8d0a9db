using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra;

/// <summary>The orders by which an update moves the parameters of one matrix; η and t = 1, 2, … are said at each step.</summary>
/// <param name="Advance">The new states.</param>
/// <param name="Step">The new parameters from them.</param>
/// <param name="Both">The one after the other.</param>
internal sealed record Moves<T>(Action Advance, Action<T, int> Step, Action<T, int> Both) where T : struct, IReal<T>;

/// <summary>Runs the law of an update over all parameters of a matrix, cell by cell. Gradients and states are matrices of the same shape.</summary>
internal sealed class PlainUpdate<T>(Matrix<T> parameters, Matrix<T> gradients, Matrix<T>[] states) : IUpdateReader<Moves<T>> where T : struct, IReal<T>
{
    public Moves<T> Read<U>(U law) where U : struct, IUpdate<U>
    {
        return new(
            () => Advance(law),
            (learningRate, t) => Step(law, learningRate, t),
            (learningRate, t) =>
            {
                Advance(law);
                Step(law, learningRate, t);
            });
    }

    private void Advance<U>(U law) where U : struct, IUpdate<U>
    {
        Few<T> room = default;
        Span<T> state = ((Span<T>)room)[..states.Length];
        for (int j = 0; j < parameters.Rows; j++)
            for (int k = 0; k < parameters.Columns; k++)
            {
                for (int s = 0; s < state.Length; s++) state[s] = states[s][j, k];
                law.Advance(gradients[j, k], state);
                for (int s = 0; s < state.Length; s++) states[s][j, k] = state[s];
            }
    }

    private void Step<U>(U law, T learningRate, int t) where U : struct, IUpdate<U>
    {
        Few<T> room = default, ready = default;
        Span<T> state = ((Span<T>)room)[..states.Length];
        law.Prepare<T>(t, ready);
        for (int j = 0; j < parameters.Rows; j++)
            for (int k = 0; k < parameters.Columns; k++)
            {
                for (int s = 0; s < state.Length; s++) state[s] = states[s][j, k];
                parameters[j, k] = law.Step<T>(parameters[j, k], gradients[j, k], state, ready, learningRate);
            }
    }
}
