using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// Runs the law of an update over floats as they lie in memory, a register at a time. States lie as their parameter does, in rows or panels, so that where a number stands is of no
/// interest; what fills up is moved as well, and nobody reads it.
/// </summary>
internal sealed unsafe class LaneUpdate<R>(Matrix<F32> parameters, Matrix<F32> gradients, Matrix<F32>[] states) : IUpdateReader<Action<F32, int>> where R : unmanaged, ILanes<R>
{
    public Action<F32, int> Read<U>(U law) where U : struct, IUpdate<U> => (learningRate, t) => Run(law, learningRate, t);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<U>(U law, float learningRate, int t) where U : struct, IUpdate<U>
    {
        Few<R> ready = default, room = default;
        Span<R> state = ((Span<R>)room)[..states.Length];
        law.Prepare<R>(t, ready);
        R rate = R.All(learningRate);
        float* cells = parameters.Storage.Floats, slopes = gradients.Storage.Floats;
        float** kept = stackalloc float*[Update.MostStates];
        for (int s = 0; s < state.Length; s++) kept[s] = states[s].Storage.Floats;
        for (nint i = 0; i < parameters.Storage.Length; i += R.Count)
        {
            R gradient = R.Load(slopes + i);
            for (int s = 0; s < state.Length; s++) state[s] = R.Load(kept[s] + i);
            law.Advance(gradient, state);
            for (int s = 0; s < state.Length; s++) R.Store(state[s], kept[s] + i);
            R.Store(law.Step<R>(R.Load(cells + i), gradient, state, ready, rate), cells + i);
        }
        // Until here their memory is theirs.
        GC.KeepAlive(parameters);
        GC.KeepAlive(gradients);
        GC.KeepAlive(states);
    }
}
