using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Recordings;

/// <summary>
/// Which node of the tape has which address. As the engine's witness it gives each number that was written a node of its own, so that a2[0] and
/// z2[0] stay two numbers where the activation is the identity. Nodes that lie side by side both in a row and on the tape make a block, which is all it keeps.
/// </summary>
internal sealed class NameTable(AddressBook book, CancellationToken cancellationToken) : IWitness<Value>
{
    private readonly record struct Block(int Start, int Count, Quantity? Quantity, Form Form, int Row, int Column);

    private readonly List<Block> blocks = [];
    private readonly List<Entry> told = [];

    /// <summary>What was computed, in the order in which it was.</summary>
    public IReadOnlyList<Entry> Told => told;

    public void Given(Network<Value> network, Workspace<Value> at)
    {
        foreach (Quantity quantity in network.Plan.Quantities)
            if (quantity.Role != Role.Value) AddRows(quantity, Form.Number, quantity.Role == Role.Parameter ? network[quantity] : at[quantity]);
        blocks.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    public Value Given(double learningRate)
    {
        Value eta = learningRate;
        blocks.Add(new Block(eta.Index, 1, null, Form.Number, 0, 0));
        return eta;
    }

    public void Wrote(Quantity quantity, Written what, Matrix<Value> numbers)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // With one example its loss is the loss.
        if (quantity == book.Plan.Loss.Examples && !book.HasExampleIndex) return;
        // Biases that were not updated are the old ones, which have their address.
        if (what == Written.Updated && AddressOf(numbers[0, 0]) is not null) return;
        foreach (ref Value cell in numbers.Cells) cell = Value.Name(cell);
        Form form = what switch { Written.Gradient => Form.Gradient, Written.Updated => Form.Updated, _ => Form.Number };
        AddRows(quantity, form, numbers);
        told.Add(new Entry(quantity, form));
    }

    private void AddRows(Quantity quantity, Form form, Matrix<Value> numbers)
    {
        for (int r = 0; r < numbers.Rows; r++)
        {
            ReadOnlySpan<Value> row = numbers.Row(r);
            for (int from = 0, to; from < row.Length; from = to)
            {
                for (to = from + 1; to < row.Length && row[to].Index == row[from].Index + to - from;) to++;
                blocks.Add(new Block(row[from].Index, to - from, quantity, form, r, from));
            }
        }
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
            else return block.Quantity is null ? new(Symbol.Eta) : book.At(block.Quantity, block.Form, block.Row, block.Column + node.Index - block.Start);
        }
        return null;
    }
}
