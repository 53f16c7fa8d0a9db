using System.Globalization;
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>A network to be timed, as it stands on the command line: <c>784-128-10:relu:softmax-cross-entropy:64</c>.</summary>
internal sealed record NetworkShape(int[] Sizes, Activation Hidden, Loss Loss, int Examples, bool Trains)
{
    private const string Form = "sizes:activation:loss:batch or sizes:activation:loss:batch:predict, such as 300-77-5:relu:softmax-cross-entropy:19";

    // The learning rate of all harnesses: so small that nothing overflows in millions of steps on one batch.
    private const double LearningRate = 1e-3;

    private const long Seed = 1;

    private static readonly Dictionary<string, string> Known = new()
    {
        ["W1"] = "2-2-1:sigmoid:mse:4",
        ["W2"] = "784-30-10:sigmoid:mse:10",
        ["W3"] = "784-128-10:relu:softmax-cross-entropy:64",
        ["W4"] = "784-512-512-10:relu:softmax-cross-entropy:128",
        ["W5"] = "1024-1024-1024-1024:tanh:mse:256",
        ["W6b1"] = "784-512-512-10:relu:softmax-cross-entropy:1:predict",
        ["W6b1024"] = "784-512-512-10:relu:softmax-cross-entropy:1024:predict",
    };

    internal static bool IsOne(string name) => Known.ContainsKey(name) || char.IsAsciiDigit(name.FirstOrDefault());

    internal static NetworkShape Parse(string name)
    {
        string[] parts = Known.GetValueOrDefault(name, name).Split(':');
        if (parts.Length is < 4 or > 5 || (parts.Length == 5 && parts[4] != "predict"))
            throw new ProblemException($"workload: got \"{name}\", wanted {Form}");
        return new(
            [.. parts[0].Split('-').Select(each => Whole(each, "sizes"))], Activation.Named(parts[1]), Loss.Named(parts[2]), Whole(parts[3], "batch"),
            Trains: parts.Length == 4);
    }

    private static int Whole(string text, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ProblemException($"{what}: got \"{text}\", wanted a whole number above 0, as in {Form}");

    /// <summary>A fixed random problem of this shape.</summary>
    internal Problem Problem() => RandomProblem.Create(Sizes, Hidden, output: null, Loss, Seed, Examples, LearningRate);

    /// <summary>
    /// Multiplications and additions of the matrix products: each layer's Z = A·Wᵀ, and in training its dW = dZᵀ·A and, above the first, its dA = dZ·W.
    /// </summary>
    internal double Flops
    {
        get
        {
            double flops = 0;
            for (int l = 1; l < Sizes.Length; l++)
                flops += 2.0 * Examples * Sizes[l - 1] * Sizes[l] * (!Trains ? 1 : l == 1 ? 2 : 3);
            return flops;
        }
    }
}
