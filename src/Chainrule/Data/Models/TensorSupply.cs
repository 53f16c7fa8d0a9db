using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Data.Models;

/// <summary>Hands the tensors of a file to the layers that ask for them, and knows which nobody asked for.</summary>
internal sealed class TensorSupply(Safetensors file, string source)
{
    private readonly HashSet<string> asked = [];

    /// <summary>Whether no layer has found one of its tensors.</summary>
    internal bool NoneAsked => asked.Count == 0;

    /// <summary>The names of the first ones.</summary>
    internal string SomeNames => string.Join(", ", file.Names.Take(3).Select(Shown.Text)) + (file.Names.Skip(3).Any() ? ", …" : "");

    /// <summary>The numbers with this key of a layer, from 0, or null.</summary>
    /// <exception cref="ProblemException">A number is not finite, or the tensor cannot be divided into its parts.</exception>
    internal Tensor? Find(int layer, string key)
    {
        string name = TensorNames.Of(layer, key);
        (int part, int parts) = TensorNames.PartOf(key);
        if (file.Find(name) is not { } tensor) return null;
        asked.Add(name);
        if (parts == 1) return tensor;
        if (tensor.Count % parts != 0) throw new ProblemException($"{source}: {name} has {Shown.Count(tensor.Count, tensor.IsRow ? "number" : "row")}, wanted a multiple of {parts}: as many for the query, the key and the value");
        int each = tensor.Count / parts, from = part * each;
        return tensor.IsRow ? Tensor.Of(NumberRow.Of(tensor.Row.Slice(from, each))) : Tensor.Of(Enumerable.Range(from, each).Select(row => tensor[row]));
    }

    /// <summary>The same where they must be there.</summary>
    /// <exception cref="ProblemException">They are missing, or not as wanted.</exception>
    internal Tensor Required(int layer, string key) =>
        Find(layer, key) ?? throw new ProblemException($"{source}: {Names.Unknown(file.Names.Select(Shown.Text), TensorNames.Of(layer, key), "tensor")}");

    /// <summary>Refuses a file with tensors that no layer asked for, and that are not those of a checkpoint.</summary>
    /// <exception cref="ProblemException">There are such.</exception>
    internal void RefuseOthers()
    {
        if (file.Names.FirstOrDefault(name => !asked.Contains(name) && !name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal)) is { } other) throw new ProblemException($"{source}: no layer of the network has the tensor \"{Shown.Text(other)}\"; wanted the tensors of the network and no others");
    }
}
