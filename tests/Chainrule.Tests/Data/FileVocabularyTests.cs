using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Data;

/// <summary>Laws and layers that are not the engine's, named in a network file.</summary>
public class FileVocabularyTests
{
    private const string File = """
        {
          "input": [2],
          "layers": [
            { "kind": "scale", "g": [2, -0.5], "activation": "square" },
            { "activation": "square", "weights": [[0.5, -1]], "biases": [0.25] }
          ],
          "loss": "fourth-power",
          "update": { "name": "signed", "share": 0.25 },
          "learningRate": 0.01,
          "examples": [ { "x": [0.5, 2], "y": [1] } ]
        }
        """;

    private static readonly FileVocabulary Words = new([new Elementwise<Square>()], [new TermLoss<FourthPower>()], [new Update<Signed>()], [Scale.OfKind]);

    [Fact]
    public void A_file_may_name_laws_and_layers_of_ones_own()
    {
        Problem problem = NetworkFile.Parse(File, "net.json", Words);
        Assert.Equal("scale", problem.Network.Layers[0].Kind);
        Assert.Equal(["square", "fourth-power", "signed"], [problem.Network.Dense(2).Activation.Name, problem.Network.Loss.Name, problem.Update.Name]);
        Assert.Equal(0.25, Assert.Single(problem.Update.Settings).Value);
        GradientReport report = GradientCheck.Run(problem);
        Assert.Equal((true, 5), (report.Passed, report.Checks.Count));
        TrainingRun run = TrainingRun.Of(problem, 20);
        Assert.True(run.Losses[^1].Loss < run.Losses[0].Loss);
    }

    [Fact]
    public void What_was_read_is_written_and_read_back()
    {
        Problem problem = NetworkFile.Parse(File, "net.json", Words);
        string written = NetworkFile.Write(problem);
        Assert.Equal(written, NetworkFile.Write(NetworkFile.Parse(written, "written", Words)));
        var trained = new Problem(new Network<F64>(problem.Network).ToSpec(), problem.Batch, problem.LearningRate, update: new Update<Signed>());
        Assert.Contains("\"update\": \"signed\"", NetworkFile.Write(trained), StringComparison.Ordinal);
        Assert.Equal(NetworkFile.Write(trained), NetworkFile.Write(NetworkFile.Parse(NetworkFile.Write(trained), "written", Words)));
    }

    [Theory]
    [InlineData("\"kind\": \"scale\", \"g\": [2, -0.5], \"activation\": \"square\"", "unknown kind of layer \"scale\"")]
    [InlineData("\"activation\": \"square\", \"weights\": [[0.5, -1]], \"biases\": [0.25]", "unknown activation \"square\"")]
    public void Without_the_vocabulary_the_names_are_unknown(string layer, string message)
    {
        string file = $$"""{ "input": [2], "layers": [ { {{layer}} } ], "loss": "mse" }""";
        Assert.Contains(message, Assert.Throws<ProblemException>(() => NetworkFile.ParseNetwork(System.Text.Encoding.UTF8.GetBytes(file), "net.json")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"square\", \"weights\"", "\"sqare\", \"weights\"", "unknown activation \"sqare\": did you mean \"square\"?")]
    [InlineData("\"square\" }", "\"sqare\" }", "layers[0].activation: unknown activation \"sqare\": did you mean \"square\"?")]
    [InlineData("fourth-power", "forth-power", "unknown loss \"forth-power\": did you mean \"fourth-power\"?")]
    [InlineData("\"signed\"", "\"sined\"", "unknown update \"sined\": did you mean \"signed\"?")]
    [InlineData("\"share\"", "\"chare\"", "did you mean \"share\"?")]
    [InlineData("\"scale\"", "\"scales\"", "unknown kind of layer \"scales\": did you mean \"scale\"?")]
    [InlineData("[2, -0.5]", "[2, -0.5, 3]", "layers[0].g")]
    public void A_slip_in_a_name_of_ones_own_is_told_like_any_other(string right, string wrong, string message)
    {
        string file = File.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(File, file);
        Assert.Contains(message, Assert.Throws<ProblemException>(() => NetworkFile.Parse(file, "net.json", Words)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_taken_or_are_none_are_refused()
    {
        Refused("the activation \"relu\" of yours has the name of a built-in one; give it another name", () => new(activations: [Activation.Relu]));
        Refused("the loss \"fourth-power\" of yours is there twice; leave one out, or give it another name", () => new(losses: [new TermLoss<FourthPower>(), new TermLoss<FourthPower>()]));
        Refused("the kind of layer \"dense\" of yours has the name of a built-in one; give it another name", () => new(kinds: [Dense.OfKind]));
        Refused("the kind of layer \"My Kind\" of yours wants a name in kebab-case: small letters and digits, with hyphens between words, such as \"dense\"", () => new(kinds: [Kind("My Kind")]));
        Refused("the keys of the kind of layer \"mine\" are g, kind, wanted different ones, and none called \"kind\", which names the kind itself", () => new(kinds: [Kind("mine", "g", "kind")]));
        Refused("the update \"signed\" has settings of its own, wanted its defaults; a file says which settings it wants", () => new(updates: [new Update<Signed>().With("share", 0.9)]));
        Refused("activation 0 of yours is null", () => new(activations: [null!]));

        static LayerKind Kind(string name, params string[] keys) => new(name, keys, _ => new Flatten(), _ => Shape.Units(1), (_, _) => new Flatten());
        static void Refused(string message, Func<FileVocabulary> make) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_changes_none_of_the_lists()
    {
        Assert.Equal("square", Words.Activations[^1].Name);
        Assert.DoesNotContain(Activation.All, each => each.Name == "square");
        Assert.DoesNotContain(LayerKind.All, each => each.Name == "scale");
        Assert.Equal(Activation.All, FileVocabulary.BuiltIn.Activations);
    }

    private readonly struct Square : IActivation
    {
        public static string Name => "square";

        public static T Value<T>(T z) where T : struct, IReal<T> => z * z;

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => (T)2.0 * z;
    }

    private readonly struct FourthPower : ILoss
    {
        public static string Name => "fourth-power";

        public static T Term<T>(T a, T y) where T : struct, IReal<T> => Real.Square(Real.Square(a - y));

        public static T Slope<T>(T a, T y) where T : struct, IReal<T> => (T)4.0 * Real.Square(a - y) * (a - y);
    }

    // θ ← θ − η·(share·g + (1 − share)·sign g), where sign g = step(g) − step(−g).
    private readonly record struct Signed(double Share) : IUpdate<Signed>
    {
        public static string Name => "signed";

        public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("share", 0.5)];

        public static Signed Of(ReadOnlySpan<double> settings) => new(settings[0]);

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
        {
        }

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
        {
        }

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
            parameter - learningRate * ((T)Share * gradient + (T)(1 - Share) * (T.Step(gradient) - T.Step(-gradient)));
    }

    // Z = X ⊙ g, A = f(Z).
    private sealed record Scale(Activation F, NumberRow Gain) : LayerSpec
    {
        public static LayerKind OfKind { get; } = new(
            "scale", ["g", "activation"], read => new Scale(read.Activation("activation"), read.Row("g")),
            random => Shape.Units(1 + random.Below(3)), (random, x) => new Scale(Activation.Tanh, Enumerable.Range(0, x.Columns).Select(_ => random.Uniform(-1, 1)).ToArray()));

        public override LayerKind Described => OfKind;

        public override IReadOnlyList<(string Key, object Value)> Fields => [("g", (Tensor)Gain), ("activation", F)];

        public override ILayer Place(Plan plan)
        {
            Quantity x = plan.Input();
            return new Placed(F, x, plan.Parameter("g", Shape.Vector(x.Shape.Columns), Gain, "g", "one for each number that comes in"), plan.Value("z", x.Shape), plan.Value("a", x.Shape));
        }

        private sealed record Placed(Activation F, Quantity X, Quantity G, Quantity Z, Quantity A) : ILayer
        {
            public Quantity Output => A;

            public void Forward(IKernels k)
            {
                k.Row(new Product(), Z, X, G);      // Z = X ⊙ g
                k.Apply(F, Z, A);                   // A = f(Z)
            }

            public void Backward(IKernels k)
            {
                k.Pull(F, A, Z);                    // undoes A = f(Z)
                k.KeepProducts(G, Z, X);            // undoes Z = X ⊙ g, for g
                k.Row(new Product(), X.d, Z.d, G);  //                   for X
            }
        }

        private readonly struct Product : IRowLaw
        {
            public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
            {
                for (int j = 0; j < into.Length; j++) into[j] = of[0][j] * of[1][j];
            }
        }
    }
}
