using Chainrule.Explain.Addresses;
using Chainrule.Rules;

namespace Chainrule.Explain.Notations;

/// <summary>Which way a notation lays its matrices.</summary>
public enum Layout
{
    /// <summary>An example is a column; W is to × from: Z = W·A + b. Nielsen, Ng.</summary>
    Columns,

    /// <summary>An example is a row; W is to × from: Z = A·Wᵀ + b. PyTorch, and this program's engine.</summary>
    Rows,

    /// <summary>An example is a row; W is from × to: Z = A·W + b. CS231n.</summary>
    RowsFromTo,
}

/// <summary>A way to write the same numbers: letters, indices above and below, and which way matrices lie. The numbers don't change.</summary>
public abstract class Notation
{
    /// <summary>Every notation there is; the first is the default.</summary>
    public static IReadOnlyList<Notation> All { get; } = [new Nielsen(), new Ng(), new Pytorch(), new Cs231n()];

    /// <summary>The notation with this name.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Notation Named(string name) => Names.Find(All, each => each.Name, name, "notation");

    /// <summary>The name in options.</summary>
    public abstract string Name { get; }

    /// <summary>Where the notation comes from.</summary>
    public abstract string Source { get; }

    /// <summary>Which way matrices lie.</summary>
    public abstract Layout Layout { get; }

    /// <summary>Whether the notation is code, so that products are written with operators of a language.</summary>
    public virtual bool IsCode => false;

    /// <summary>How one number is written.</summary>
    public Glyph Of(Address address)
    {
        string[] indices = [.. Indices(address).Select(i => i.ToString())];
        return Write(address.Symbol, address.Layer == 0 ? "" : address.Layer.ToString(), indices, isMatrix: false);
    }

    /// <summary>How a whole matrix or vector of a layer is written; <paramref name="layer"/> is a number, or l, l + 1, l − 1, L.</summary>
    public Glyph OfMatrix(Symbol symbol, string layer) => Write(symbol, Address.HasLayer(symbol) ? layer : "", [], isMatrix: true);

    /// <summary>The numbers of a matrix the way this notation lays them, from the way the engine does (an example a row, W to × from).</summary>
    public T[][] Lay<T>(Symbol symbol, T[][] rows)
    {
        bool isWeight = Base(symbol) == Symbol.W;
        bool turned = Layout switch
        {
            Layout.Columns => !isWeight,
            Layout.RowsFromTo => isWeight,
            _ => false,
        };
        return turned ? [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(row => row[c]).ToArray())] : rows;
    }

    /// <summary>The symbol in this layer with these indices.</summary>
    protected abstract Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix);

    /// <summary>The indices of an address in the order in which this notation writes them.</summary>
    protected virtual IEnumerable<int> Indices(Address address)
    {
        if (address.Row >= 0) yield return address.Row;
        if (address.Column >= 0) yield return address.Column;
    }

    /// <summary>What a gradient is the derivative of.</summary>
    protected static Symbol Base(Symbol symbol) => symbol switch
    {
        Symbol.DA => Symbol.A,
        Symbol.DZ => Symbol.Z,
        Symbol.DW or Symbol.NewW => Symbol.W,
        Symbol.DB or Symbol.NewB => Symbol.B,
        _ => symbol,
    };
}

/// <summary>Layer above, units below, δ for ∂L/∂z: w¹₀₁, δ²₁. (Nielsen, Neural Networks and Deep Learning, 2015; indices here from 0.)</summary>
public sealed class Nielsen : Notation
{
    /// <inheritdoc/>
    public override string Name => "nielsen";

    /// <inheritdoc/>
    public override string Source => "Michael Nielsen, Neural Networks and Deep Learning, 2015";

    /// <inheritdoc/>
    public override Layout Layout => Layout.Columns;

    /// <inheritdoc/>
    protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string letter = symbol switch
        {
            Symbol.Eta => "η",
            Symbol.L => "L",
            Symbol.DZ => "δ",
            Symbol.W or Symbol.DW or Symbol.NewW => isMatrix ? "W" : "w",
            _ => Address.Letters(Base(symbol)),
        };
        return new(letter, layer, indices)
        {
            IsMatrix = isMatrix,
            DerivativeOf = symbol is Symbol.DA or Symbol.DW or Symbol.DB ? "L" : null,
            IsNew = symbol is Symbol.NewW or Symbol.NewB,
        };
    }
}

/// <summary>Layer in brackets above, dW for ∂J/∂W, α for the learning rate: W[1], dz[2]. (Ng, Deep Learning Specialization, 2017.)</summary>
public sealed class Ng : Notation
{
    /// <inheritdoc/>
    public override string Name => "ng";

    /// <inheritdoc/>
    public override string Source => "Andrew Ng, Deep Learning Specialization, 2017";

    /// <inheritdoc/>
    public override Layout Layout => Layout.Columns;

    /// <inheritdoc/>
    protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string plain = symbol == Symbol.Eta ? "α" : Address.Letters(Base(symbol));
        bool isUpper = isMatrix && symbol is not (Symbol.B or Symbol.DB or Symbol.NewB);
        string letter = symbol == Symbol.L ? (indices.Count > 0 ? "𝓛" : "J")
            : isUpper ? plain.ToUpperInvariant() : plain.ToLowerInvariant();
        bool isGradient = symbol is Symbol.DA or Symbol.DZ or Symbol.DW or Symbol.DB;
        return new((isGradient ? "d" : "") + letter, layer.Length > 0 ? $"[{layer}]" : "", indices)
        {
            IsMatrix = isMatrix,
            IsNew = symbol is Symbol.NewW or Symbol.NewB,
        };
    }
}

/// <summary>Names as in a PyTorch program: W1[0,1], W1.grad[0,1], loss, lr; an example is a row. (Paszke et al. 2019.)</summary>
public sealed class Pytorch : Notation
{
    /// <inheritdoc/>
    public override string Name => "pytorch";

    /// <inheritdoc/>
    public override string Source => "PyTorch (Paszke et al., 2019)";

    /// <inheritdoc/>
    public override Layout Layout => Layout.Rows;

    /// <inheritdoc/>
    public override bool IsCode => true;

    /// <inheritdoc/>
    protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string name = symbol switch
        {
            Symbol.Eta => "lr",
            Symbol.L => indices.Count > 0 ? "losses" : "loss",
            _ => Address.Letters(Base(symbol)) + Code.Layer(layer),
        };
        if (symbol is Symbol.DA or Symbol.DZ or Symbol.DW or Symbol.DB) name += ".grad";
        return Code.Glyph(name, indices, isMatrix, symbol is Symbol.NewW or Symbol.NewB);
    }
}

/// <summary>Names as in the CS231n notes: dW1[k,j], dz1, step_size; an example is a row, and W lies from × to. (Stanford CS231n, 2015.)</summary>
public sealed class Cs231n : Notation
{
    /// <inheritdoc/>
    public override string Name => "cs231n";

    /// <inheritdoc/>
    public override string Source => "Stanford CS231n course notes, 2015";

    /// <inheritdoc/>
    public override Layout Layout => Layout.RowsFromTo;

    /// <inheritdoc/>
    public override bool IsCode => true;

    /// <inheritdoc/>
    protected override Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix)
    {
        string name = symbol switch
        {
            Symbol.Eta => "step_size",
            Symbol.L => indices.Count > 0 ? "losses" : "loss",
            Symbol.X => "X",
            Symbol.DA => "da" + Code.Layer(layer),
            Symbol.DZ => "dz" + Code.Layer(layer),
            Symbol.NewW => "W" + Code.Layer(layer),
            Symbol.NewB => "b" + Code.Layer(layer),
            _ => Address.Letters(symbol) + Code.Layer(layer),
        };
        return Code.Glyph(name, indices, isMatrix, symbol is Symbol.NewW or Symbol.NewB);
    }

    /// <inheritdoc/>
    protected override IEnumerable<int> Indices(Address address) =>
        Base(address.Symbol) == Symbol.W ? base.Indices(address).Reverse() : base.Indices(address);
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
