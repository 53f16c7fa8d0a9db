using System.Text;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using CsCheck;

namespace Chainrule.Tests.Data;

public class NetworkFileRoundTripTests
{
    private static readonly Gen<double> Finite = Gen.OneOf(
        Gen.Double.Where(double.IsFinite),
        Gen.OneOf<double>(0.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 0.1, 1e23, 5e-324, 1.0 / 3));

    private static readonly Gen<Update> Updates = Gen.OneOf(
        Gen.OneOf([.. Update.All]),
        Gen.Double[0, 0.999].Select(mu => Update.Momentum.With("mu", mu)),
        Gen.Select(Gen.Double[0, 0.999], Gen.Double[1e-12, 1], (beta, epsilon) => Update.Adam.With("beta2", beta).With("epsilon", epsilon)),
        Gen.Double[0, 0.999].Select(lambda => Update.AdamW.With("lambda", lambda)));

    private static readonly Gen<Problem> Problems =
        from inputs in Gen.Int[1, 3]
        from units in Gen.Int[1, 3]
        from outputs in Gen.Int[1, 3]
        from hidden in Gen.OneOf<Activation>([.. Activation.All.Where(each => each.IsElementwise)])
        from output in Gen.OneOf<Activation>([.. Activation.All])
        from loss in Gen.OneOf<Loss>([.. Loss.All.Where(each => !each.IsPaired && each != Loss.Hinge)])
        from reduction in Gen.Enum<Reduction>()
        from first in Layer(hidden, inputs, units)
        from last in Layer(output, units, outputs)
        from count in Gen.Int[1, 3]
        from x in Finite.Array[inputs].Array[count]
        from y in Finite.Array[outputs].Array[count]
        from rate in Gen.Double[1e-9, 10]
        from updateBiases in Gen.Bool
        from update in Updates
        select new Problem(new NetworkSpec([first, last], loss, reduction), new Batch(x, y), rate, updateBiases, update);

    private static Gen<Dense> Layer(Activation activation, int inputs, int units) =>
        from weights in Finite.Array[inputs].Array[units]
        from biases in Finite.Array[units]
        select new Dense(activation, weights, biases);

    [Fact]
    public void What_is_written_is_read_back_to_the_same_bits() =>
        Problems.Holds(
            problem =>
            {
                Problem back = NetworkFile.Parse(NetworkFile.Write(problem), "net.json");
                Assert.Equal(Bits(problem), Bits(back));
                Assert.Equal(Names(problem), Names(back));
                Assert.Equal((problem.UpdateBiases, problem.Update), (back.UpdateBiases, back.Update));
            },
            times: 1000);

    [Fact]
    public void Name_and_source_are_written_and_read_back()
    {
        string file = NetworkFile.Write(Examples.Named("mazur").Problem, "a \"quoted\"\n ä name", "a \\ source");
        NetworkFileContent content = NetworkFile.ParseNetwork(Encoding.UTF8.GetBytes(file), "net.json");
        Assert.Equal(("a \"quoted\"\n ä name", "a \\ source"), (content.Name, content.Source));
    }

    [Fact]
    public void A_file_is_laid_out_as_a_person_would() =>
        Assert.Equal(
            """
            {
              "name": "One neuron",
              "layers": [
                {
                  "activation": "tanh",
                  "weights": [
                    [-3, 1]
                  ],
                  "biases": [0.1]
                }
              ],
              "loss": "mse",
              "reduction": "sum",
              "learningRate": 0.25,
              "updateBiases": false,
              "examples": [
                { "x": [2, 0], "y": [1] },
                { "x": [1, 1], "y": [-1] }
              ]
            }

            """,
            NetworkFile.Write(
                new Problem(
                    new NetworkSpec([new(Activation.Named("tanh"), [[-3, 1]], [0.1])], Loss.Named("mse"), Reduction.Sum),
                    new Batch([[2, 0], [1, 1]], [[1], [-1]]), 0.25, false),
                "One neuron"),
            ignoreLineEndingDifferences: true);

    [Fact]
    public void An_update_is_written_where_it_is_not_gradient_descent()
    {
        Problem xor = Examples.Named("xor").Problem;
        Assert.DoesNotContain("\"update\"", NetworkFile.Write(xor), StringComparison.Ordinal);
        Assert.Contains("\n  \"update\": \"adam\",\n  \"learningRate\"", With(Update.Adam), StringComparison.Ordinal);
        Assert.Contains("\n  \"update\": { \"name\": \"momentum\", \"mu\": 0.5 },\n", With(Update.Momentum.With("mu", 0.5)), StringComparison.Ordinal);

        string With(Update update) => NetworkFile.Write(new Problem(xor.Network, xor.Batch, update: update)).ReplaceLineEndings("\n");
    }

    private static long[] Bits(Problem problem) =>
        [.. problem.Network.Layers.Cast<Dense>().SelectMany(layer => layer.Weights.SelectMany(row => row).Concat(layer.Biases))
            .Concat(problem.Batch.X.SelectMany(x => x)).Concat(problem.Batch.Y.SelectMany(y => y)).Append(problem.LearningRate)
            .Select(BitConverter.DoubleToInt64Bits)];

    private static string[] Names(Problem problem) =>
        [problem.Network.Loss.Name, problem.Network.Reduction.ToString(), .. problem.Network.Layers.Cast<Dense>().Select(layer => layer.Activation.Name)];
}
