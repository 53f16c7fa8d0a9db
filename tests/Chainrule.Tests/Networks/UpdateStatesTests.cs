using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using CsCheck;

namespace Chainrule.Tests.Networks;

public class UpdateStatesTests
{
    private static readonly Gen<Update> Updates = Gen.OneOf([.. Update.All]);

    [Fact]
    public void A_network_is_moved_as_the_law_says_for_each_parameter() => Gen.Select(RandomProblems.Any(), Updates).Holds((problem, update) =>
    {
        AssertMoved<F64>(problem, update);
        AssertMoved<F32>(problem, update);
    }, times: 200);

    private static void AssertMoved<T>(Problem problem, Update update) where T : struct, IReal<T>
    {
        (Network<T> network, Workspace<T> at) = Computed.Forward<T>(problem);
        UpdateStates<T> states = new(network, update);
        T[] expected = Computed.Parameters(network);
        T[][] kept = [.. expected.Select(_ => new T[update.States.Count])];
        for (int t = 1; t <= 3; t++)
        {
            network.Forward(at);
            network.Backward(at);
            T[] gradients = Computed.Gradients(network, at);
            for (int i = 0; i < expected.Length; i++)
            {
                update.Advance<T>(gradients[i], kept[i]);
                expected[i] = update.Step<T>(expected[i], gradients[i], kept[i], 0.125, t);
            }
            network.Update(at, states, 0.125);
        }
        Assert.Equal(expected, Computed.Parameters(network));
        Assert.Equal(3, states.t);
        for (int s = 0; s < update.States.Count; s++)
            Assert.Equal(kept.Select(each => each[s]), problem.Network.Plan.Parameters.SelectMany(each => states[each, update.States[s]].Cells.ToArray()));
    }

    [Fact]
    public void Gradients_that_were_stored_move_a_network_to_the_same_bits() => Gen.Select(RandomProblems.Any(), Updates, Gen.Bool).Holds(each =>
    {
        (Problem problem, Update update, bool updateBiases) = each;
        (Network<F32> network, Workspace<F32> at) = Computed.Forward<F32>(problem);
        (Network<F32> other, Workspace<F32> there) = Computed.Forward<F32>(problem);
        UpdateStates<F32> states = new(network, update), otherStates = new(other, update);
        Gradients<F32> gradients = new(other);
        F32[] biases = Biases(network);
        for (int t = 1; t <= 3; t++)
        {
            network.Forward(at);
            network.Backward(at);
            network.Update(at, states, 0.125, updateBiases);
            other.Forward(there);
            other.Backward(there);
            other.Gradients(there, gradients);
            other.Update(gradients, otherStates, 0.125, updateBiases);
        }
        Assert.Equal(Computed.Parameters(other), Computed.Parameters(network));
        if (!updateBiases) Assert.Equal(biases, Biases(network));
    }, times: 200);

    private static F32[] Biases(Network<F32> network) => [.. network.b.SelectMany(each => each.Cells.ToArray())];

    private static readonly Problem Small = new(new NetworkSpec([new(Activation.Tanh, [[0.5, -1], [0.25, 2]], [0.1, -0.1])], Loss.Mse), new([[1, -2]], [[0.5, 1]]));

    [Fact]
    public void Other_states_with_the_same_numbers_go_on_where_the_first_stopped()
    {
        (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(Small);
        UpdateStates<F64> states = new(network, Update.Adam);
        Steps(states, 3);
        UpdateStates<F64> later = new(network, Update.Adam) { t = states.t };
        foreach (Quantity parameter in network.Plan.Parameters)
            foreach (string letter in Update.Adam.States)
                for (int i = 0; i < states[parameter, letter].Cells.Length; i++) later[parameter, letter].Cells[i] = states[parameter, letter].Cells[i];
        Network<F64> copy = network.Copy();
        Steps(later, 2);
        F64[] parameters = Computed.Parameters(network);

        foreach (Quantity parameter in network.Plan.Parameters)
            for (int i = 0; i < copy[parameter].Cells.Length; i++) network[parameter].Cells[i] = copy[parameter].Cells[i];
        Steps(states, 2);
        Assert.Equal(parameters, Computed.Parameters(network));

        void Steps(UpdateStates<F64> kept, int count)
        {
            for (int i = 0; i < count; i++)
            {
                network.Forward(at);
                network.Backward(at);
                network.Update(at, kept, 0.1);
            }
        }
    }

    [Fact]
    public void States_of_another_network_are_refused()
    {
        (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(Small);
        network.Backward(at);
        UpdateStates<F64> others = new(network.Copy(), Update.Adam);
        Assert.Contains("made for another network", Assert.Throws<ArgumentException>(() => network.Update(at, others, 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Update(new Gradients<F64>(network), others, 0.1));
        Assert.Equal(0, others.t);
    }

    [Fact]
    public void States_that_are_not_there_are_refused()
    {
        Network<F64> network = new(Small.Network);
        UpdateStates<F64> states = new(network, Update.Momentum);
        Quantity weights = network.Plan.Find("W", 1)!;
        Assert.Equal((2, 2), (states[weights, "V"].Rows, states[weights, "v"].Columns));
        Assert.StartsWith("got \"m\", wanted a state of momentum: v", Assert.Throws<ArgumentException>(() => states[weights, "m"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => states[network.Plan.X, "v"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => states.t = -1);
    }

    // Names every number right after it was written.
    private sealed class Naming : IWitness<Value>
    {
        internal List<string> Told { get; } = [];

        public void Wrote(Quantity quantity, Written what, Matrix<Value> numbers) =>
            Name(what switch { Written.Gradient => "d", Written.Updated => "new", _ => "" } + quantity, numbers, quantity.Role == Role.Parameter);

        public void WroteState(Quantity parameter, string state, Matrix<Value> numbers) => Name(state + parameter, numbers, true);

        private void Name(string name, Matrix<Value> numbers, bool isTold)
        {
            if (isTold) Told.Add(name);
            for (int i = 0; i < numbers.Cells.Length; i++) numbers.Cells[i] = Value.Name(numbers.Cells[i]).Named($"{name}[{i}]");
        }
    }

    [Fact]
    public void The_new_parameter_is_a_formula_of_states_that_have_names()
    {
        using Tape tape = Tape.Begin();
        Network<Value> network = new(Small.Network);
        Naming naming = new();
        Workspace<Value> at = new(network, 1, naming);
        at.Load(Small.Batch);
        network.Forward(at);
        _ = network.Measure(at);
        network.Backward(at);
        UpdateStates<Value> states = new(network, Update.Adam) { t = 2 };
        network.Update(at, states, new Value(0.1, "η"));
        Assert.Equal(["dW1", "db1", "mW1", "vW1", "newW1", "mb1", "vb1", "newb1"], naming.Told);
        Assert.Equal("(?-((η*(mW1[1]/(1-(0.9^3))))/((vW1[1]/(1-(0.999^3)))^½+1E-08)))", Formula(network.W[1][0, 1].Parents[0]));
        Assert.Equal("((0.9*0)+((1-0.9)*dW1[1]))", Formula(states[network.Plan.Find("W", 1)!, "m"][0, 1].Parents[0]));
        Assert.Equal("((0.999*0)+((1-0.999)*(dW1[1]*dW1[1])))", Formula(states[network.Plan.Find("W", 1)!, "v"][0, 1].Parents[0]));
    }

    private static string Formula(Value value) => value.Label ?? value.Op switch
    {
        Op.Leaf => value.Data == -1 ? "?" : $"{value.Data:R}",
        Op.Sqrt => $"{Formula(value.Parents[0])}^½",
        Op op => $"({Formula(value.Parents[0])}{op switch { Op.Add => "+", Op.Subtract => "-", Op.Multiply => "*", Op.Divide => "/", Op.Power => "^", _ => $"{op}" }}{Formula(value.Parents[1])})",
    };
}
