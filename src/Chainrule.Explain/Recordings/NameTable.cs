using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Recordings;

/// <summary>
/// Which node of the tape has which address. As the engine's witness it gives each number that was written a node of its own, so that a2[0] and
/// z2[0] stay two numbers where the activation is the identity. A row's nodes lie side by side on the tape, so a block a row is all it keeps.
/// </summary>
internal sealed class NameTable(AddressBook book) : IWitness<Value>
{
    private readonly record struct Block(int Start, int Count, Symbol Symbol, int Layer, int Row);

    private readonly List<Block> blocks = [];

    public void Given(Network<Value> network, Workspace<Value> at)
    {
        for (int l = 1; l <= network.Depth; l++)
        {
            AddRows(Symbol.W, l, network.W[l]);
            AddRows(Symbol.B, l, network.b[l]);
        }
        AddRows(Symbol.X, 0, at.A[0]);
        AddRows(Symbol.Y, 0, at.Y);
        blocks.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    public Value Given(double learningRate)
    {
        Value eta = learningRate;
        blocks.Add(new Block(eta.Index, 1, Symbol.Eta, 0, 0));
        return eta;
    }

    public void Wrote(Quantity quantity, Written what, Matrix<Value> numbers)
    {
        // With one example its loss is the loss.
        bool isExampleLoss = quantity.Layer == 0 && quantity.Letter == "L" && quantity.Shape.IsPerExample;
        if (isExampleLoss && !book.HasExampleIndex) return;
        // Biases that were not updated are the old ones, which have their address.
        if (what == Written.Updated && AddressOf(numbers[0, 0]) is not null) return;
        foreach (ref Value cell in numbers.Cells) cell = Value.Name(cell);
        AddRows(SymbolOf(quantity, what), isExampleLoss ? ExampleLosses : quantity.Layer, numbers);
    }

    private void AddRows(Symbol symbol, int layer, Matrix<Value> numbers)
    {
        for (int r = 0; r < numbers.Rows; r++)
            blocks.Add(new Block(numbers[r, 0].Index, numbers.Columns, symbol, layer, r));
    }

    public Address? AddressOf(Value node)
    {
        int low = 0, high = blocks.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            Block block = blocks[middle];
            if (node.Index < block.Start) high = middle - 1;
            else if (node.Index >= block.Start + block.Count) low = middle + 1;
            else return block.Symbol == Symbol.L && block.Layer == ExampleLosses
                ? book.ExampleLoss(block.Row)
                : book.At(block.Symbol, block.Layer, block.Row, node.Index - block.Start);
        }
        return null;
    }

    // Marks the blocks of the examples' losses, which share the letter L with the loss.
    private const int ExampleLosses = -1;

    private static Symbol SymbolOf(Quantity quantity, Written what) => (quantity.Letter, what) switch
    {
        ("z", Written.Number) => Symbol.Z,
        ("a", Written.Number) => Symbol.A,
        ("L", _) => Symbol.L,
        ("a", _) => Symbol.DA,
        ("z", _) => Symbol.DZ,
        ("W", Written.Gradient) => Symbol.DW,
        ("b", Written.Gradient) => Symbol.DB,
        ("W", _) => Symbol.NewW,
        ("b", _) => Symbol.NewB,
        _ => throw new ArgumentOutOfRangeException(nameof(quantity)),
    };
}
