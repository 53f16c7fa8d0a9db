using Chainrule.Explain.Addresses;
using Chainrule.Networks;
using Chainrule.Numbers;
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

    /// <summary>Names as in Mazur's article, net_h1, out_o1, w5, E_total; only for one example through two inputs, two hidden units and two outputs. (Mazur, A Step by Step Backpropagation Example, 2015.)</summary>
    public static Notation Mazur { get; } = new Mazur();

    /// <summary>Every notation there is; the first is the default. Not each fits to every network, see <see cref="Fits"/>.</summary>
    public static IReadOnlyList<Notation> All { get; } = [Nielsen, Ng, Pytorch, Cs231n, Mazur];

    /// <summary>The notation with this name.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Notation Named(string name) => Names.Find(All, each => each.Name, name, "notation");

    /// <summary>The name in options.</summary>
    public abstract string Name { get; }

    /// <summary>Where the notation comes from.</summary>
    public abstract string Source { get; }

    /// <summary>Whether the notation has a name for every number of this problem.</summary>
    /// <exception cref="ArgumentNullException">There is no problem.</exception>
    public bool Fits(Problem problem) => Misfit(Given.NotNull(problem)) is null;

    /// <summary>Why the notation does not fit to the problem, and to what it does; null where it fits.</summary>
    internal virtual string? Misfit(Problem problem) => null;

    /// <exception cref="ProblemException">The notation does not fit to the problem; the message says to what it does.</exception>
    internal void CheckFit(Problem problem)
    {
        if (Misfit(problem) is { } misfit) throw new ProblemException(misfit);
    }

    /// <summary>What a reader of a story should know beforehand of the names in it; null where they speak for themselves.</summary>
    internal virtual string? Preface => null;

    /// <summary>Which way matrices lie.</summary>
    /// <param name="severalExamples">Whether a matrix of numbers of examples has several of them.</param>
    internal abstract Layout Layout(bool severalExamples);

    /// <summary>The same of an answer about one number.</summary>
    internal virtual string? PrefaceTo(Address address) => null;

    /// <summary>Where a letter has the index of its example, as a sentence.</summary>
    internal virtual string WhereExampleStands => "The first index is the example's.";

    /// <summary>The address as it stands beside an equation, and as it can be typed on any keyboard.</summary>
    internal virtual string Typed(Address address) => address.ToString();

    /// <summary>The same without indices: what all numbers of its list begin with.</summary>
    internal virtual string TypedHead(Address address) => Typed(address) is var typed && typed.IndexOf('[', StringComparison.Ordinal) is >= 0 and int bracket ? typed[..bracket] : typed;

    /// <summary>What was typed, read in this notation.</summary>
    /// <exception cref="ProblemException">It is no address, or there is no such number; the message says which there are.</exception>
    internal virtual Address Read(string text, AddressBook book) => new AddressReader(book, this).Read(text);

    /// <summary>Whether a bracket right behind the letters is the layer.</summary>
    internal virtual bool HasLayerInBrackets => false;

    /// <summary>Whether of so many indices the first is that of where a weight comes from.</summary>
    internal bool IsFromTo(Symbol symbol, int indices) => Layout(false) == Notations.Layout.RowsFromTo && symbol.Base == Symbol.W && indices == 2;

    /// <summary>Whether the notation is code, so that products are written with operators of a language.</summary>
    internal virtual bool IsCode => false;

    /// <summary>How one number is written.</summary>
    internal Glyph Of(Address address)
    {
        string[] indices = [.. Indices(address).Select(i => i.ToString())];
        return Named(address) ?? Of(address.Symbol, address.Layer == 0 ? "" : address.Layer.ToString(), indices, isMatrix: false);
    }

    /// <summary>The name of a number which no rule gives; null where there is none.</summary>
    private protected virtual Glyph? Named(Address address) => null;

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
    internal T[][] Lay<T>(Symbol symbol, T[][] rows, bool severalExamples)
    {
        if (!IsOfTheBooks(symbol)) return rows;
        bool isWeight = symbol.Base == Symbol.W;
        bool turned = Layout(severalExamples) switch
        {
            Notations.Layout.Columns => !isWeight,
            Notations.Layout.RowsFromTo => isWeight,
            _ => false,
        };
        return turned ? [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(row => row[c]).ToArray())] : rows;
    }

    /// <summary>The symbol in this layer with these indices.</summary>
    private protected abstract Glyph Write(Symbol symbol, string layer, IReadOnlyList<string> indices, bool isMatrix);

    /// <summary>The indices of an address in the order in which this notation writes them.</summary>
    private protected virtual IEnumerable<int> Indices(Address address) => IsFromTo(address.Symbol, address.Indices.Length) ? address.Written.Reverse() : address.Written;

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
