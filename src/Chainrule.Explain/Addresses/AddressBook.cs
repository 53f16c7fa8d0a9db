using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Addresses;

/// <summary>Which addresses a problem has: how many there are of each, and what a typed one means.</summary>
public sealed class AddressBook
{
    private readonly NetworkSpec network;
    private readonly int examples;

    /// <summary>The addresses of one training step of this problem.</summary>
    public AddressBook(Problem problem)
    {
        network = problem.Network;
        examples = problem.Batch.Count;
    }

    /// <summary>How many layers.</summary>
    public int Depth => network.Layers.Count;

    /// <summary>Whether the numbers of an example carry the example's index.</summary>
    public bool HasExampleIndex => examples > 1;

    /// <summary>Whether ∂L/∂a of the layer exists; a fused pair of loss and activation has none.</summary>
    public bool HasDA(int layer) => layer < Depth || !network.Loss.IsPaired;

    /// <summary>The symbol and layer's rows and columns, as in the engine's matrices: an example a row, W to × from.</summary>
    public (int Rows, int Columns) Shape(Symbol symbol, int layer) => symbol switch
    {
        Symbol.X => (examples, network.Inputs),
        Symbol.Y => (examples, network.Outputs),
        Symbol.Eta => (1, 1),
        Symbol.W or Symbol.DW or Symbol.NewW => (network.Dense(layer).Units, network.Dense(layer).Inputs),
        Symbol.B or Symbol.DB or Symbol.NewB => (1, network.Dense(layer).Units),
        Symbol.L => (1, 1),
        _ => (examples, network.Dense(layer).Units),
    };

    /// <summary>The address of the number in this row and column of the engine's matrix.</summary>
    public Address At(Symbol symbol, int layer, int row, int column) => symbol switch
    {
        Symbol.Eta or Symbol.L => new(symbol),
        Symbol.W or Symbol.DW or Symbol.NewW => new(symbol, layer, row, column),
        Symbol.B or Symbol.DB or Symbol.NewB => new(symbol, layer, -1, column),
        _ => new(symbol, layer, HasExampleIndex ? row : -1, column),
    };

    /// <summary>The address of one example's loss: <c>L[e]</c>, or <c>L</c> where there is only one example.</summary>
    public Address ExampleLoss(int example) => HasExampleIndex ? new(Symbol.L, 0, example) : new(Symbol.L);

    /// <summary>Every address of a symbol and layer, row after row.</summary>
    public IEnumerable<Address> Of(Symbol symbol, int layer = 0)
    {
        (int rows, int columns) = Shape(symbol, layer);
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) yield return At(symbol, layer, r, c);
    }

    /// <summary>Every address there is, in the order in which a step is told.</summary>
    public IEnumerable<Address> All()
    {
        IEnumerable<int> up = Enumerable.Range(1, Depth);
        IEnumerable<Address> losses = HasExampleIndex ? Enumerable.Range(0, examples).Select(ExampleLoss) : [];
        return Of(Symbol.X)
            .Concat(Of(Symbol.Y))
            .Concat(Of(Symbol.Eta))
            .Concat(up.SelectMany(l => Of(Symbol.W, l).Concat(Of(Symbol.B, l))))
            .Concat(up.SelectMany(l => Of(Symbol.Z, l).Concat(Of(Symbol.A, l))))
            .Concat(losses)
            .Append(new Address(Symbol.L))
            .Concat(up.Reverse().SelectMany(l => (HasDA(l) ? Of(Symbol.DA, l) : []).Concat(Of(Symbol.DZ, l))))
            .Concat(up.SelectMany(l => Of(Symbol.DW, l).Concat(Of(Symbol.DB, l))))
            .Concat(up.SelectMany(l => Of(Symbol.NewW, l).Concat(Of(Symbol.NewB, l))));
    }

    /// <summary>What the typed address means. Upper and lower case are one, and blanks do not count.</summary>
    /// <exception cref="ProblemException">It is no address, or there is no such number in this problem; the message says which there are.</exception>
    public Address Parse(string text)
    {
        string shown = text.Length <= 40 ? text : text[..40] + "…";
        string compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        int bracket = compact.IndexOf('[', StringComparison.Ordinal);
        string head = bracket < 0 ? compact : compact[..bracket];
        string letters = head.TrimEnd("0123456789".ToCharArray());
        Symbol[] matching = Enum.GetValues<Symbol>().Where(s => Address.Letters(s).Equals(letters, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (matching.Length == 0) throw new ProblemException($"\"{shown}\" is not an address: {Known()}");
        Symbol symbol = matching[0];
        int layer = Layer(symbol, head[letters.Length..], shown);
        int[] indices = bracket < 0 ? [] : Indices(compact[bracket..], shown);
        return Find(symbol, layer, indices) ?? throw new ProblemException($"there is no {shown}: {Range(symbol, layer)}");
    }

    private string Known() =>
        $"wanted for example {string.Join(", ", Sample())}. Start with x, y, eta, W, b, z, a, L, dA, dZ, dW, db, newW or newb, then the layer (1 … {Depth}), then the index in brackets";

    private IEnumerable<Address> Sample() =>
        [At(Symbol.X, 0, 0, 0), At(Symbol.W, 1, 0, 0), At(Symbol.Z, 1, 0, 0), At(Symbol.DZ, Depth, 0, 0), new(Symbol.L)];

    private int Layer(Symbol symbol, string digits, string shown)
    {
        if (!Address.HasLayer(symbol))
            return digits.Length == 0 ? 0 : throw new ProblemException($"there is no {shown}: {Address.Letters(symbol)} has no layer, and {Range(symbol, 0)}");
        if (int.TryParse(digits, out int layer) && layer >= 1 && layer <= Depth) return layer;
        throw new ProblemException(digits.Length == 0
            ? $"\"{shown}\" lacks the layer: write {Address.Letters(symbol)}1 … {Address.Letters(symbol)}{Depth}, the layers counted from the inputs"
            : $"there is no {shown}: the layers are 1 … {Depth}");
    }

    private static int[] Indices(string brackets, string shown)
    {
        string[] parts = brackets.EndsWith(']') ? brackets[1..^1].Split(',') : [];
        var indices = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], out indices[i])) parts = [];
        return parts.Length > 0
            ? indices
            : throw new ProblemException($"\"{shown}\" is not an address: wanted whole numbers in brackets, such as [0] or [0,1]");
    }

    private Address? Find(Symbol symbol, int layer, int[] indices)
    {
        if (symbol == Symbol.DA && !HasDA(layer)) return null;
        if (symbol == Symbol.L && indices is [int e])
            return e >= 0 && e < examples ? ExampleLoss(e) : null;
        Address pattern = At(symbol, layer, 0, 0);
        int wanted = (pattern.Row >= 0 ? 1 : 0) + (pattern.Column >= 0 ? 1 : 0);
        if (indices.Length != wanted) return null;
        int row = wanted == 2 ? indices[0] : 0, column = wanted == 0 ? 0 : indices[^1];
        (int rows, int columns) = Shape(symbol, layer);
        return row >= 0 && row < rows && column >= 0 && column < columns ? At(symbol, layer, row, column) : null;
    }

    private string Range(Symbol symbol, int layer)
    {
        if (symbol == Symbol.DA && !HasDA(layer))
            return $"{network.Loss} and {network.Loss.OutputActivation} are one rule, which gives dZ{layer} directly; there is no dA{layer}. Ask for {At(Symbol.DZ, layer, 0, 0)}";
        if (symbol == Symbol.L) return HasExampleIndex ? $"L, or L[0] … L[{examples - 1}] for one example" : "L";
        (int rows, int columns) = Shape(symbol, layer);
        Address first = At(symbol, layer, 0, 0), last = At(symbol, layer, rows - 1, columns - 1);
        return first == last ? $"there is only {first}" : $"they go from {first} to {last}";
    }
}
