using Chainrule.Explain.Addresses;
using Chainrule.Rules;

namespace Chainrule.Explain.Notations;

/// <summary>Which way a notation lays its matrices.</summary>
internal enum Layout
{
    /// <summary>An example is a column; W is to × from: Z = W·A + b. Nielsen, Ng.</summary>
    Columns,

    /// <summary>An example is a row; W is to × from: Z = A·Wᵀ + b. PyTorch, and this program's engine.</summary>
    Rows,

    /// <summary>An example is a row; W is from × to: Z = A·W + b. CS231n.</summary>
    RowsFromTo,
}

/// <summary>A way to write the same numbers: letters, indices above and below, and which way matrices lie. The numbers don't change.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public abstract class Notation
{
    private protected Notation()
    {
    }

    /// <summary>Layer above, units below, δ for ∂L/∂z: w¹₀₁, δ²₁. (Nielsen, Neural Networks and Deep Learning, 2015; indices here from 0.)</summary>
    public static Notation Nielsen { get; } = new Nielsen();

    /// <summary>Layer in brackets above, dW for ∂J/∂W, α for the learning rate: W[1], dz[2]. (Ng, Deep Learning Specialization, 2017.)</summary>
    public static Notation Ng { get; } = new Ng();

    /// <summary>Names as in a PyTorch program: W1[0,1], W1.grad[0,1], loss, lr; an example is a row. (Paszke et al. 2019.)</summary>
    public static Notation Pytorch { get; } = new Pytorch();

    /// <summary>Names as in the CS231n notes: dW1[k,j], dz1, step_size; an example is a row, and W lies from × to. (Stanford CS231n, 2015.)</summary>
    public static Notation Cs231n { get; } = new Cs231n();

    /// <summary>Every notation there is; the first is the default.</summary>
    public static IReadOnlyList<Notation> All { get; } = [Nielsen, Ng, Pytorch, Cs231n];

    /// <summary>The notation with this name.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Notation Named(string name) => Names.Find(All, each => each.Name, name, "notation");

    /// <summary>The name in options.</summary>
    public abstract string Name { get; }

    /// <summary>Where the notation comes from.</summary>
    public abstract string Source { get; }

    /// <summary>Which way matrices lie.</summary>
    internal abstract Layout Layout { get; }

    /// <summary>Whether the notation is code, so that products are written with operators of a language.</summary>
    internal virtual bool IsCode => false;

    /// <summary>How one number is written.</summary>
    internal Glyph Of(Address address)
    {
        string[] indices = [.. Indices(address).Select(i => i.ToString())];
        return Of(address.Symbol, address.Layer == 0 ? "" : address.Layer.ToString(), indices, isMatrix: false);
    }

    // What an update keeps beside a number is written with the letters of the number.
    private Glyph Of(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        if (symbol.Form != Form.State) return Write(symbol, layer, indices, isMatrix);
        Glyph glyph = Write(symbol.Base, layer, indices, isMatrix);
        return IsCode ? glyph with { Letter = symbol.State + glyph.Letter } : glyph with { State = symbol.State };
    }

    /// <summary>How a whole matrix or vector of a layer is written; <paramref name="layer"/> is a number, or l, l + 1, l − 1, L.</summary>
    internal Glyph OfMatrix(Symbol symbol, string layer) => OfMatrix(symbol, layer, []);

    /// <summary>The same of a part of it: with these first indices.</summary>
    internal Glyph OfMatrix(Symbol symbol, string layer, IReadOnlyList<string> indices) => Of(symbol, symbol.IsOfNoLayer ? "" : layer, indices, isMatrix: true);

    /// <summary>The numbers of a matrix the way this notation lays them, from the way the engine does (an example a row, W to × from).</summary>
    internal T[][] Lay<T>(Symbol symbol, T[][] rows)
    {
        if (!IsOfTheBooks(symbol)) return rows;
        bool isWeight = symbol.Base == Symbol.W;
        bool turned = Layout switch
        {
            Layout.Columns => !isWeight,
            Layout.RowsFromTo => isWeight,
            _ => false,
        };
        return turned ? [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(row => row[c]).ToArray())] : rows;
    }

    /// <summary>The symbol in this layer with these indices.</summary>
    private protected abstract Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix);

    /// <summary>The indices of an address in the order in which this notation writes them.</summary>
    private protected virtual IEnumerable<int> Indices(Address address) => address.Written;

    /// <summary>η, θ and the settings of updates by their names: beta1 is β with the index 1. Other letters stay as they are.</summary>
    private protected static Glyph Spelled(string name, string layer, IReadOnlyList<string> indices)
    {
        string letters = name.TrimEnd("0123456789".ToCharArray());
        return Greek.TryGetValue(letters, out string? greek) ? new(greek, layer, name.Length > letters.Length ? [name[letters.Length..]] : indices) : new(name, layer, indices);
    }

    private static readonly Dictionary<string, string> Greek = new() { ["beta"] = "β", ["epsilon"] = "ε", ["eta"] = "η", ["lambda"] = "λ", ["mu"] = "μ", ["rho"] = "ρ", ["theta"] = "θ" };

    /// <summary>Whether the letter is one of the books' for dense layers, whose case a notation may choose; others stay as they are.</summary>
    private protected static bool IsOfTheBooks(Symbol symbol) => symbol.Letter is "x" or "y" or "W" or "b" or "z" or "a" or "L" or "eta";
}

/// <summary>Layer above, units below, δ for ∂L/∂z: w¹₀₁, δ²₁. (Nielsen, Neural Networks and Deep Learning, 2015; indices here from 0.)</summary>
internal sealed class Nielsen : Notation
{
    /// <inheritdoc/>
    public override string Name => "nielsen";

    /// <inheritdoc/>
    public override string Source => "Michael Nielsen, Neural Networks and Deep Learning, 2015";

    /// <inheritdoc/>
    internal override Layout Layout => Layout.Columns;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string letter = symbol.Letter switch
        {
            "z" when symbol.Form == Form.Gradient => "δ",
            "W" => isMatrix ? "W" : "w",
            string other => other,
        };
        return Spelled(letter, layer, indices) with
        {
            IsMatrix = isMatrix,
            DerivativeOf = symbol.Form == Form.Gradient && symbol != Symbol.DZ ? "L" : null,
            IsNew = symbol.Form == Form.Updated,
        };
    }
}

/// <summary>Layer in brackets above, dW for ∂J/∂W, α for the learning rate: W[1], dz[2]. (Ng, Deep Learning Specialization, 2017.)</summary>
internal sealed class Ng : Notation
{
    /// <inheritdoc/>
    public override string Name => "ng";

    /// <inheritdoc/>
    public override string Source => "Andrew Ng, Deep Learning Specialization, 2017";

    /// <inheritdoc/>
    internal override Layout Layout => Layout.Columns;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string plain = symbol == Symbol.Eta ? "α" : symbol.Letter;
        string letter = symbol == Symbol.L ? (indices.Count > 0 ? "𝓛" : "J")
            : !IsOfTheBooks(symbol) ? plain
            : isMatrix && symbol.Letter != "b" ? plain.ToUpperInvariant() : plain.ToLowerInvariant();
        Glyph glyph = Spelled(letter, layer.Length > 0 ? $"[{layer}]" : "", indices);
        return glyph with
        {
            Letter = (symbol.Form == Form.Gradient ? "d" : "") + glyph.Letter,
            IsMatrix = isMatrix,
            IsNew = symbol.Form == Form.Updated,
        };
    }
}

/// <summary>Names as in a PyTorch program: W1[0,1], W1.grad[0,1], loss, lr; an example is a row. (Paszke et al. 2019.)</summary>
internal sealed class Pytorch : Notation
{
    /// <inheritdoc/>
    public override string Name => "pytorch";

    /// <inheritdoc/>
    public override string Source => "PyTorch (Paszke et al., 2019)";

    /// <inheritdoc/>
    internal override Layout Layout => Layout.Rows;

    /// <inheritdoc/>
    internal override bool IsCode => true;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string name = symbol.Letter switch
        {
            "eta" => "lr",
            "mu" => "momentum",
            "rho" => "alpha",
            "lambda" => "weight_decay",
            "epsilon" => "eps",
            "L" => indices.Count > 0 ? "losses" : "loss",
            string letter => letter + Code.Layer(layer),
        };
        if (symbol.Form == Form.Gradient) name += ".grad";
        return Code.Glyph(name, indices, isMatrix, symbol.Form == Form.Updated);
    }
}

/// <summary>Names as in the CS231n notes: dW1[k,j], dz1, step_size; an example is a row, and W lies from × to. (Stanford CS231n, 2015.)</summary>
internal sealed class Cs231n : Notation
{
    /// <inheritdoc/>
    public override string Name => "cs231n";

    /// <inheritdoc/>
    public override string Source => "Stanford CS231n course notes, 2015";

    /// <inheritdoc/>
    internal override Layout Layout => Layout.RowsFromTo;

    /// <inheritdoc/>
    internal override bool IsCode => true;

    /// <inheritdoc/>
    private protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string name = symbol.Letter switch
        {
            "eta" => "step_size",
            "epsilon" => "eps",
            "L" => indices.Count > 0 ? "losses" : "loss",
            "x" when symbol.Form == Form.Number && layer.Length == 0 => "X",
            string letter => (symbol.Form == Form.Gradient ? "d" : "") + letter + Code.Layer(layer),
        };
        return Code.Glyph(name, indices, isMatrix, symbol.Form == Form.Updated);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<int> Indices(Address address) =>
        address.Symbol.Base == Symbol.W && address.Indices.Length == 2 ? base.Indices(address).Reverse() : base.Indices(address);
}

/// <summary>Symbols that are code.</summary>
internal static class Code
{
    /// <summary>A layer in a name: 1, or _l where it is a letter.</summary>
    public static string Layer(string layer) =>
        layer.Length == 0 || char.IsDigit(layer[0]) ? layer : "_" + layer.Replace(" + ", "_plus_", StringComparison.Ordinal).Replace(" − ", "_minus_", StringComparison.Ordinal);

    public static Glyph Glyph(string name, IReadOnlyList<string> indices, bool isMatrix, bool isNew) =>
        new(indices.Count > 0 ? $"{name}[{string.Join(",", indices)}]" : name) { IsCode = true, IsMatrix = isMatrix, IsNew = isNew };
}
