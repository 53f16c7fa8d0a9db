using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>
/// What an update keeps beside the parameters of a network from step to step, and how many steps were made. <c>states[W1, "m"]</c> lies beside W1 in its shape, and
/// <c>mW1[0,1]</c> is the address of a number in it. Not for two threads at once.
/// </summary>
/// <example><code>
/// var states = new UpdateStates&lt;F64&gt;(network, Update.Adam);
/// network.Forward(at);
/// network.Backward(at);
/// network.Update(at, states, learningRate: 0.001);
/// </code></example>
public sealed class UpdateStates<T> where T : struct, IReal<T>
{
    private readonly Matrix<T>[][] states;
    private (Gradients<T>? Gradients, IWitness<T>? Witness, Action<T, int>[] Orders) bound = (null, null, []);

    /// <summary>States of 0 for each parameter, before the first step.</summary>
    public UpdateStates(Network<T> network, Update update)
    {
        (Network, Update) = (Given.NotNull(network), Given.NotNull(update));
        states = [.. network.Plan.Parameters.Select(parameter => update.States.Select(_ => Zeros(parameter)).ToArray())];
    }

    /// <summary>The network whose parameters they stand beside.</summary>
    public Network<T> Network { get; }

    /// <summary>The update which reads and writes them.</summary>
    public Update Update { get; }

    /// <summary>How many steps were made, the t of the last one. It can be set, as the states can, to go on where other ones stopped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 0.</exception>
    public int t
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The state with this letter beside a parameter.</summary>
    /// <exception cref="ArgumentException">It is no parameter of the network, or the update has no such state.</exception>
    public Matrix<T> this[Quantity parameter, string state]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(state);
            for (int s = 0; s < Update.States.Count; s++)
                if (Update.States[s].Equals(state, StringComparison.OrdinalIgnoreCase)) return states[Network.IndexOf(parameter)][s];
            throw new ArgumentException($"got \"{state}\", wanted a state of {Update}: {(Update.States.Count == 0 ? "it has none" : string.Join(", ", Update.States))}", nameof(state));
        }
    }

    /// <summary>All states, parameter by parameter.</summary>
    internal IReadOnlyList<Matrix<T>> All => [.. states.SelectMany(each => each)];

    private Matrix<T> Zeros(Quantity parameter)
    {
        Matrix<T> matrix = Network.Room(parameter);
        // Where 0 is not the default: a node of a graph must be recorded.
        foreach (ref T cell in matrix.Cells) cell = 0.0;
        return matrix;
    }

    /// <summary>Moves the parameters by gradients that were stored. The orders are bound when the gradients first come.</summary>
    internal void Step(Gradients<T> gradients, T learningRate, bool updateBiases, IWitness<T>? witness)
    {
        if (bound.Gradients != gradients || bound.Witness != witness) bound = (gradients, witness, Bind(gradients, witness));
        t++;
        for (int i = 0; i < bound.Orders.Length; i++)
            if (updateBiases || !Network.IsBias(i)) bound.Orders[i](learningRate, t);
    }

    // By itself: what a lambda captures is allocated where its method begins, which would be at each step.
    private Action<T, int>[] Bind(Gradients<T> gradients, IWitness<T>? witness) =>
        [.. Network.Plan.Parameters.Select((parameter, at) => Bind(parameter, at, gradients, witness))];

    private Action<T, int> Bind(Quantity parameter, int at, Gradients<T> gradients, IWitness<T>? witness)
    {
        Matrix<T> numbers = Network.Parameters[at];
        Moves<T> moves = Network.Kernels.Move(Update, numbers, gradients.All[at], states[at]);
        if (witness is null) return moves.Both;
        return (learningRate, t) =>
        {
            moves.Advance();
            for (int s = 0; s < states[at].Length; s++) witness.WroteState(parameter, Update.States[s], states[at][s]);
            moves.Step(learningRate, t);
            witness.Wrote(parameter, Written.Updated, numbers);
        };
    }
}
