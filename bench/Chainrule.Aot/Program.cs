using System.Globalization;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

// The network of W1, 2-2-1 sigmoid with the mean squared error, and a batch of four: one step. How long that takes from the start of the process is measured
// from outside (bench/compare.py), since the process's own clock counts in hundredths of a second.
Activation sigmoid = Activation.Named("sigmoid");
var spec = new NetworkSpec(
    [new(sigmoid, [[0.5, -0.4], [0.3, 0.8]], [0.1, -0.1]), new(sigmoid, [[0.7, -0.6]], [0.2])],
    Loss.Named("mse"));
var network = new Network<F32>(spec);
var at = new Workspace<F32>(network, 4);
at.Load(new([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]));

network.Forward(at);
float loss = network.Measure(at);
network.Backward(at);
network.Descend(at, 0.5);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"system": "chainrule-aot", "workload": "W1", "loss": {{loss:R}}}"""));
