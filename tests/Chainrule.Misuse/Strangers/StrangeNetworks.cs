using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Misuse.Strangers;

/// <summary>Networks with strange layers in them, and workspaces of any network with strange readers and witnesses.</summary>
internal sealed class StrangeNetworks<T>(Random random, Kernels<T>? kernels, Stash stash) where T : struct, IReal<T>
{
    internal Network<T>? Network()
    {
        int columns = random.Next(1, 4);
        List<LayerSpec> layers = [];
        if (random.Next(2) == 0) layers.Add(Dense(columns, columns));
        for (int i = random.Next(1, 3); i > 0; i--) layers.Add(new StrangeLayer(random.Next(), random.Next(4) == 0, stash));
        Shape input = random.Next(3) == 0 ? Shape.Sequence(random.Next(1, 4), columns) : Shape.Units(columns);
        Network<T>? made = null;
        stash.Try(() => made = Of(new NetworkSpec(layers, Loss.All[random.Next(4)], (Reduction)random.Next(2), input)));
        return made;
    }

    internal Network<T> Of(NetworkSpec spec) => kernels is null ? new(spec) : new(spec, null, kernels);

    internal IEnumerable<Workspace<T>> Workspaces(Network<T> network, int examples)
    {
        for (int i = 0; i < 3; i++)
        {
            Workspace<T>? made = null;
            int seed = random.Next();
            Func<IKernels, IKernels>? reader = random.Next(2) == 0 ? null : inner => new StrangeReader(inner, seed, stash);
            stash.Try(() => made = new(network, examples, random.Next(3) == 0 ? new StrangeWitness<T>(seed) : null, reader, toPredict: random.Next(4) == 0));
            if (made is not null) yield return made;
        }
    }

    /// <summary>A step, or as much of it as is not refused.</summary>
    internal void Step(Workspace<T> at, Update update)
    {
        Network<T> network = at.Network;
        double[] x = new double[network.Inputs * random.Next(1, at.Capacity + 1)], y = new double[x.Length / network.Inputs * network.Outputs];
        int? whole = network.Plan.WholeBelow(network.Plan.X);
        for (int i = 0; i < x.Length; i++) x[i] = whole is int count ? random.Next(count) : random.NextDouble();
        for (int i = 0; i < y.Length; i++) y[i] = random.NextDouble();
        Run(() => at.Load(x, y));
        Run(() => network.Forward(at));
        Run(() => network.Measure(at));
        Run(() => network.Backward(at));
        Gradients<T> gradients = new(network);
        Run(() => network.Gradients(at, gradients));
        if (random.Next(2) == 0) Run(() => network.Descend(at, 0.1, random.Next(2) == 0));
        if (random.Next(2) == 0) Run(() => network.Update(at, new UpdateStates<T>(network, update), 0.1));
        if (random.Next(2) == 0) Run(() => network.Update(gradients, new UpdateStates<T>(network, update), 0.1, witness: new StrangeWitness<T>(1)));
    }

    // A strange law reads outside of its rows while a pass runs, and is told so.
    private void Run(Action pass) => stash.Try(() =>
    {
        try
        {
            pass();
        }
        catch (IndexOutOfRangeException)
        {
        }
    });

    private Dense Dense(int units, int inputs) => new(
        Activation.All[random.Next(9)], NumberTable.Of([.. Enumerable.Range(0, units).Select(_ => Row(inputs))]), Row(units));

    private NumberRow Row(int count) => NumberRow.Of([.. Enumerable.Range(0, count).Select(_ => random.NextDouble())]);
}
