using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Updates;
using Chainrule.Testing;

namespace Chainrule.Tests.Own;

/// <summary>A file is written only if its reader makes the same law and the same layer of it again.</summary>
public class WritingTests
{
    [Fact]
    public void A_row_of_numbers_is_a_field_with_a_cast_and_without_one()
    {
        foreach (object gain in (object[])[NumberRow.Of([2, -0.5]), Tensor.Of(NumberRow.Of([2, -0.5]))])
        {
            OwnScale layer = new([2, -0.5]) { OtherFields = [("gain", gain)] };
            string written = NetworkFile.Write(layer.Problem());
            Assert.Contains("\"gain\": [2, -0.5]", written, StringComparison.Ordinal);
            Assert.Equal(written, NetworkFile.Write(NetworkFile.Parse(written, "net.json", new FileVocabulary(kinds: [OwnScale.OfKind]))));
            Assert.Equal([3, 4], ((OwnScale)layer.With(new Dictionary<string, Tensor> { ["gain"] = NumberRow.Of([3, 4])! })).Gain);
        }
        Assert.Equal([[1, 2], [3, 4]], new LayerFields("layers[0]", new Dictionary<string, object> { ["rows"] = NumberTable.Of([[1, 2], [3, 4]]) }).Table("rows"));
    }

    [Fact]
    public void What_no_file_can_hold_is_refused()
    {
        Refused("layers[0].gain: got a Double[], wanted what a file can hold: NumberRow", [("gain", new double[] { 2, -0.5 })]);
        Refused("layers[0].gain: got a DateTime, wanted what a file can hold", [("gain", DateTime.UnixEpoch)]);
        Refused("layers[0].gain: got null, wanted what a file can hold", [("gain", null!)]);
        Refused("layers[0].gain: got NaN, wanted a finite number", [("gain", double.NaN)]);
        Refused("layers[0].gain[1]: got", [("gain", NumberRow.Of([2, double.PositiveInfinity]))]);
        Refused("layers[0]: got the key \"other\", wanted one of own-scale: gain", [("other", NumberRow.Of([2, -0.5]))]);
        Refused("layers[0]: got the key \"kind\", wanted one of own-scale: gain", [("gain", NumberRow.Of([2, -0.5])), ("kind", "mine")]);
        Refused("layers[0].gain: the key is there twice", [("gain", NumberRow.Of([2, -0.5])), ("gain", NumberRow.Of([2, -0.5]))]);
        Refused("layers[0]: read back from a file, it would be refused: layers[0]: the key \"gain\" is missing", []);
        Refused("layers[0]: read back from a file, it would be refused: layers[0].gain: got [2, -0.5], wanted a list of numbers", [("gain", "[2, -0.5]")]);
        Refused("layers[0]: the kind \"own-scale\" reads its fields back as others", [("gain", NumberRow.Of([2, 0.5]))], new([2, -0.5]) { OtherKind = OwnScale.KindOf("own-scale", _ => new OwnScale([9, 9])) });
        Assert.StartsWith("layers[0]: Fields is null", Assert.Throws<ProblemException>(() => NetworkFile.Write(new OwnNull().Problem())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_says_it_is_of_another_kind_is_refused()
    {
        Refused("layers[0]: the kind \"flatten\" reads its fields back as Flatten, wanted OwnScale", [], new([2, -0.5]) { OtherKind = Flatten.OfKind });
        Refused("layers[0]: the kind of layer \"flatten\" of yours has the name of a built-in one", [], new([2, -0.5]) { OtherKind = OwnScale.KindOf("flatten") });
    }

    [Fact]
    public void A_law_with_the_name_of_a_built_in_one_is_refused_and_the_very_law_is_not()
    {
        Assert.Contains("layers[0].activation: the activation \"sigmoid\" of yours has the name of a built-in one, which a reader of the file would take instead",
            Assert.Throws<ProblemException>(() => NetworkFile.Write(Of(new Elementwise<False>(), Loss.Named("mse")))).Message, StringComparison.Ordinal);
        Assert.Contains("loss: the loss \"mse\" of yours", Assert.Throws<ProblemException>(() => NetworkFile.Write(Of(Activation.Tanh, new TermLoss<FalseLoss>()))).Message, StringComparison.Ordinal);
        Assert.Contains("update: the update \"momentum\" of yours", Assert.Throws<ProblemException>(() => NetworkFile.Write(Of(Activation.Tanh, Loss.Named("mse"), new Update<FalseMomentum>()))).Message, StringComparison.Ordinal);
        _ = NetworkFile.Write(Of(new Elementwise<Chainrule.Rules.Activations.Sigmoid>(), Loss.Named("mse"), new Update<Momentum>()));
    }

    [Fact]
    public void A_law_without_a_name_that_a_file_can_have_is_refused_when_it_is_made()
    {
        Assert.StartsWith("the activation \"My Act\\u001b\" of yours wants a name in kebab-case", Assert.Throws<ArgumentException>(() => new Elementwise<Strange>()).Message, StringComparison.Ordinal);
        Assert.StartsWith("the activation null of yours wants a name in kebab-case", Assert.Throws<ArgumentException>(() => new Elementwise<Nameless>()).Message, StringComparison.Ordinal);
        Assert.StartsWith("the kind of layer \"Own\" of yours wants a name", Assert.Throws<ArgumentException>(() => OwnScale.KindOf("Own")).Message, StringComparison.Ordinal);
        foreach (string[] keys in (string[][])[["kind"], [""], ["gain", "gain"]])
            Assert.Contains("wanted different ones", Assert.Throws<ArgumentException>(() => new LayerKind("own", keys, _ => new Flatten(), _ => Shape.Units(1), (_, _) => new Flatten())).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, IReadOnlyList<(string, object)> fields, OwnScale? layer = null)
    {
        Problem problem = ((layer ?? new([2, -0.5])) with { OtherFields = fields }).Problem();
        Assert.StartsWith(message, Assert.Throws<ProblemException>(() => NetworkFile.Write(problem)).Message, StringComparison.Ordinal);
    }

    private static Problem Of(Activation activation, Loss loss, Update? update = null) => new(new NetworkSpec([new Dense(activation, [[0.5, -1]], [0.25])], loss), new Batch([[0.5, 2]], [[1]]), update: update);

    private sealed record OwnNull : LayerSpec
    {
        public override LayerKind Described => OwnScale.OfKind;

        public override IReadOnlyList<(string Key, object Value)> Fields => null!;

        public override ILayer Place(Plan plan) => new OwnScale([2, -0.5]).Place(plan);

        internal Problem Problem() => new(new NetworkSpec([this], Loss.Named("mse"), input: Shape.Units(2)), new Batch([[0.5, 2]], [[1, 1]]));
    }

    private readonly struct False : IActivation
    {
        public static string Name => "sigmoid";

        public static T Value<T>(T z) where T : struct, IReal<T> => z * z;

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => (T)2.0 * z;
    }

    private readonly struct Strange : IActivation
    {
        public static string Name => "My Act\u001b";

        public static T Value<T>(T z) where T : struct, IReal<T> => z;

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => 1.0;
    }

    private readonly struct Nameless : IActivation
    {
        public static string Name => null!;

        public static T Value<T>(T z) where T : struct, IReal<T> => z;

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => 1.0;
    }

    private readonly struct FalseLoss : ILoss
    {
        public static string Name => "mse";

        public static T Term<T>(T a, T y) where T : struct, IReal<T> => (a - y) * (a - y);

        public static T Slope<T>(T a, T y) where T : struct, IReal<T> => (T)2.0 * (a - y);
    }

    internal readonly struct FalseMomentum : IUpdate<FalseMomentum>
    {
        public static string Name => "momentum";

        public static FalseMomentum Of(ReadOnlySpan<double> settings) => default;

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
        {
        }

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
        {
        }

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> => parameter - learningRate * gradient;
    }
}
