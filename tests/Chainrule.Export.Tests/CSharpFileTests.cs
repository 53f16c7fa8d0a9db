using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Export.Tests;

public class CSharpFileTests
{
    private static readonly NetworkSpec Small = new([new Dense(Activation.Tanh, [[0.5, -1], [1, 2]], [0.25, 0])], Loss.Mse);

    public static TheoryData<string> Names => [.. Cases.Names];

    [Theory, MemberData(nameof(Names))]
    public void The_class_answers_as_the_engine_does(string kindOrActivation)
    {
        NetworkSpec[] networks = [.. Cases.Networks(kindOrActivation)];
        foreach ((NetworkSpec network, CompiledClass compiled) in networks.Zip(CompiledClass.Of(networks.Select(network => new PortableModel(network)))))
        {
            float[] x = Cases.Inputs(network);
            Assert.Null(Engine.Asked(network, x).Differs(compiled.Answers(x)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Another_number_in_the_class_would_be_noticed(string kindOrActivation)
    {
        NetworkSpec network = Cases.Networks(kindOrActivation).First();
        float[] x = Cases.Inputs(network);
        string text = CSharpFile.Text(new(network)), biases = $"> Biases{network.Layers.Count} =>";
        // Its last layer is a dense one; the first number of its biases is another one.
        int at = text.IndexOf('[', text.IndexOf(biases, StringComparison.Ordinal)), first = at + 1, end = text.IndexOf('f', first);
        Assert.NotNull(Engine.Asked(network, x).Differs(new CompiledClass(text[..first] + "0.001f + " + text[first..(end + 1)].Trim() + text[(end + 1)..]).Answers(x)));
    }

    [Fact]
    public void Inputs_are_scaled_first_in_doubles()
    {
        Scaler scaler = new([1_000_000.3, -0.1], [0.7, 3]);
        float[] x = [1_000_001, 0.5f, 999_999.5f, -7], scaled = new float[x.Length];
        scaler.Apply(x, scaled);
        Assert.Null(Engine.Asked(Small, scaled).Differs(new CompiledClass(CSharpFile.Text(new(Small) { Scaler = scaler })).Answers(x)));
    }

    [Fact]
    public void Answers_are_in_the_units_of_the_data_where_targets_were_scaled()
    {
        Engine engine = Engine.Asked(Small, [1, 2]);
        float[] answers = new CompiledClass(CSharpFile.Text(new(Small) { TargetScaler = new([100, -3], [10, 0.5]) })).Answers([1, 2]);
        Assert.Null(engine.Differs([(answers[0] - 100) / 10, (answers[1] + 3) / 0.5f]));
    }

    [Fact]
    public void A_large_network_is_packed_so_that_its_file_is_short_and_its_numbers_are_the_same()
    {
        var random = new RandomSource(1);
        NetworkSpec network = NetworkSpec.Create([784, 64, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1);
        string text = CSharpFile.Text(new(network));
        // Six characters for a float, and then some.
        Assert.InRange(text.Length, 5 * network.ParameterCount, 7 * network.ParameterCount);
        float[] x = [.. Enumerable.Range(0, 3 * 784).Select(_ => (float)random.NextUnit())];
        Assert.Null(Engine.Asked(network, x).Differs(new CompiledClass(text).Answers(x)));
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        NetworkSpec large = NetworkSpec.Create([784, 1500, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1);
        foreach (NetworkSpec network in (NetworkSpec[])[Small, large])
        {
            CompiledClass compiled = new(CSharpFile.Text(new(network)));
            float[] x = new float[2 * network.Inputs], y = new float[2 * network.Outputs];
            compiled.Predict(x, y);
            long before = GC.GetAllocatedBytesForCurrentThread();
            compiled.Predict(x, y);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Names_of_inputs_and_classes_are_kept_whatever_is_in_them()
    {
        string[] names = ["größe \"x\"\\", "a\n\u2028*/\u0000"], classes = ["no", "yes"];
        CompiledClass compiled = new(CSharpFile.Text(new(new([new Dense(Activation.Sigmoid, [[0.5, -1]], [0.25])], Loss.BinaryCrossEntropy)) { InputNames = names, ClassNames = classes }));
        Assert.Equal(names, (string[])compiled.Class.GetField("InputNames")!.GetValue(null)!);
        Assert.Equal(classes, (string[])compiled.Class.GetField("ClassNames")!.GetValue(null)!);
    }

    [Theory]
    [InlineData("class", "namespace.record", "namespace.record.class")]
    [InlineData("Moons", "My.Models", "My.Models.Moons")]
    [InlineData("_1", null, "_1")]
    public void A_class_may_have_any_name_that_is_one(string name, string? space, string full) =>
        Assert.Null(Engine.Asked(Small, [1, 2]).Differs(new CompiledClass(CSharpFile.Text(new(Small), new(name, space)), full).Answers([1, 2])));

    [Theory]
    [InlineData("", null, "the class: got the name \"\", wanted letters")]
    [InlineData("1a", null, "the class: got the name \"1a\", wanted letters")]
    [InlineData("A; B", null, "the class: got the name \"A; B\", wanted letters")]
    [InlineData("A", "", "the namespace: got the name \"\", wanted names")]
    [InlineData("A", "B..C", "the namespace: got the name \"B..C\", wanted names")]
    [InlineData("MathF", null, "the name \"MathF\" means something else")]
    [InlineData("A", "My.Math", "the name \"Math\" means something else")]
    [InlineData("Weights1", null, "the name \"Weights1\" means something else")]
    [InlineData("Layer1", null, "the name \"Layer1\" means something else")]
    public void A_name_that_is_none_is_refused(string name, string? space, string message) =>
        Assert.StartsWith(message, Assert.Throws<ProblemException>(() => CSharpFile.Text(new(Small), new(name, space))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_member_of_the_class_is_a_name_that_the_class_itself_may_not_have()
    {
        PortableModel[] models = [.. from name in Cases.Names let network = Cases.Networks(name).First() select new PortableModel(network) { InputNames = [.. Enumerable.Repeat("x", network.Inputs)], TargetScaler = Ones(network.Outputs) }];
        foreach ((PortableModel model, CompiledClass compiled) in models.Zip(CompiledClass.Of(models)))
        {
            foreach (string member in compiled.Class.GetMembers(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).Select(each => each.Name).Where(CSharp.CSharpText.IsName).Where(name => !name.StartsWith("get_", StringComparison.Ordinal)))
                Assert.Throws<ProblemException>(() => CSharpFile.Text(model, new(member)));
        }
    }

    private static Scaler Ones(int count) => new(new double[count], [.. Enumerable.Repeat(1.0, count)]);

    [Fact]
    public void Wrong_lengths_are_refused_as_the_engine_refuses_them()
    {
        CompiledClass compiled = new(CSharpFile.Text(new(Small)));
        Assert.StartsWith("got 3 numbers, wanted a multiple of 2", Assert.Throws<ArgumentException>(() => compiled.Predict(new float[3], new float[2])).Message, StringComparison.Ordinal);
        Assert.StartsWith("got room for 2 numbers, wanted 4: 2 for each of 2 examples", Assert.Throws<ArgumentException>(() => compiled.Predict(new float[4], new float[2])).Message, StringComparison.Ordinal);
        CompiledClass embedding = new(CSharpFile.Text(new(new([new Embedding([[0.5], [1]])], Loss.Mse, input: Shape.Units(1)))));
        foreach (float wrong in (float[])[-1, 2, 0.5f, float.NaN]) Assert.StartsWith($"got {wrong}, wanted a whole number from 0 to 1", Assert.Throws<ArgumentException>(() => embedding.Predict([wrong], new float[1])).Message, StringComparison.Ordinal);
    }
}
