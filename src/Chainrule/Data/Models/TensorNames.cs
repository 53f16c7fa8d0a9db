namespace Chainrule.Data.Models;

/// <summary>
/// What PyTorch calls the parameters of a layer: Linear, Conv2d, LayerNorm, RMSNorm and Embedding have <c>weight</c> and <c>bias</c>, MultiheadAttention has the rows of query, key and value in one
/// tensor. The layers are those of a <c>ModuleList</c> or <c>Sequential</c> with the name <c>layers</c>, which counts from 0. Layouts are the same: out × in, and to, from, row, column.
/// </summary>
internal static class TensorNames
{
    private const string Weight = "weight", Bias = "bias", InWeight = "in_proj_weight", InBias = "in_proj_bias";

    private static readonly Dictionary<string, string> names = new()
    {
        ["weights"] = Weight,
        ["kernels"] = Weight,
        ["gain"] = Weight,
        ["table"] = Weight,
        ["biases"] = Bias,
        ["queryWeights"] = InWeight,
        ["keyWeights"] = InWeight,
        ["valueWeights"] = InWeight,
        ["queryBiases"] = InBias,
        ["keyBiases"] = InBias,
        ["valueBiases"] = InBias,
        ["outputWeights"] = "out_proj.weight",
        ["outputBiases"] = "out_proj.bias",
    };

    // The keys of one layer whose rows lie one after the other in one tensor.
    private static readonly string[][] parts = [["queryWeights", "keyWeights", "valueWeights"], ["queryBiases", "keyBiases", "valueBiases"]];

    /// <summary>The tensor in which the numbers with this key of a file lie; a key that PyTorch has no word for is its own.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="key">The key.</param>
    internal static string Of(int layer, string key) => $"layers.{layer}.{names.GetValueOrDefault(key, key)}";

    /// <summary>Which part of its tensor they are, and of how many.</summary>
    internal static (int Part, int Parts) PartOf(string key) =>
        Array.Find(parts, each => each.Contains(key)) is { } all ? (Array.IndexOf(all, key), all.Length) : (0, 1);
}
