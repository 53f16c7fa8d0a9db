using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Texts;

/// <summary>
/// Transformers over text: embedding and positions; then in each block a norm, causal attention and what came in added, a norm, two dense layers and what came in added; at the end a softmax over the
/// signs. (Vaswani et al. 2017; the norms before and not after: Radford et al. 2019; without the mean: Zhang and Sennrich 2019.)
/// </summary>
public static class TextTransformer
{
    // What is added in residual connections, and logits, begin small: then a block hands on almost what came in, and every sign is about as likely.
    private static readonly Initializer Little = Initializer.Normal(0.1), Beginning = Initializer.Normal(0.25);

    /// <summary>A transformer for text that is encoded so, ready to be trained.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="seed">The same seed gives the same network, to the bit, on every machine.</param>
    /// <param name="channels">How many numbers a position has.</param>
    /// <param name="heads">How many heads attention has; it divides the channels.</param>
    /// <param name="blocks">How many blocks there are.</param>
    /// <exception cref="ProblemException">The heads do not divide the channels.</exception>
    /// <exception cref="ArgumentException">There is no encoding, or a number is less than 1.</exception>
    public static NetworkSpec Create(TextEncoding encoding, long seed, int channels = 16, int heads = 4, int blocks = 1)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        var random = new RandomSource(seed);
        int signs = encoding.Vocabulary.Count, hidden = 4 * channels;
        Projection Projected(Initializer begin) => new(begin.Fill(random, channels, channels), new double[channels]);
        double[] ones = [.. Enumerable.Repeat(1.0, channels)];

        List<LayerSpec> layers = [new Embedding(Beginning.Fill(random, signs, channels)), new Positions(Beginning.Fill(random, encoding.Positions, channels))];
        for (int block = 0; block < blocks; block++)
        {
            int before = layers.Count;
            layers.AddRange(new RmsNorm(ones), new Attention(heads, Projected(Initializer.LeCunNormal), Projected(Initializer.LeCunNormal), Projected(Initializer.LeCunNormal), Projected(Little)), new Residual(before));
            before = layers.Count;
            layers.AddRange(
                new RmsNorm(ones), new Dense(Activation.Relu, Initializer.HeNormal.Fill(random, hidden, channels), new double[hidden]),
                new Dense(Activation.Identity, Little.Fill(random, channels, hidden), new double[channels]), new Residual(before));
        }
        layers.Add(new Dense(Activation.Softmax, Little.Fill(random, signs, channels), new double[signs]));
        return new(layers, Loss.SoftmaxCrossEntropy, input: Shape.Units(encoding.Positions));
    }
}
