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
    private readonly record struct Block(int Start, int Count, Entry? Entry, Symbol Alone, int Row, int Column);

    private readonly List<Block> blocks = [];
    private readonly List<Entry> told = [];

    /// <summary>What was computed, in the order in which it was.</summary>
    public IReadOnlyList<Entry> Told => told;

    public void Given(Network<Value> network, Workspace<Value> at)
    {
        foreach (Quantity quantity in network.Plan.Quantities)
            if (quantity.Role != Role.Value) AddRows(new(quantity, Form.Number), quantity.Role == Role.Parameter ? network[quantity] : at[quantity]);
        blocks.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    public Value Given(Symbol alone, double number)
    {
        Value value = number;
        blocks.Add(new Block(value.Index, 1, null, alone, 0, 0));
        return value;
    }

    public void Wrote(Quantity quantity, Written what, Matrix<Value> numbers)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // With one example its loss is the loss.
        if (quantity == book.Plan.Loss.Examples && !book.HasExampleIndex) return;
        // Biases that were not updated are the old ones, which have their address.
        if (what == Written.Updated && AddressOf(numbers[0, 0]) is not null) return;
        Name(new(quantity, what switch { Written.Gradient => Form.Gradient, Written.Updated => Form.Updated, _ => Form.Number }), numbers);
    }

    public void WroteState(Quantity parameter, string state, Matrix<Value> numbers) => Name(new(parameter, Form.State, state), numbers);

    private void Name(Entry entry, Matrix<Value> numbers)
    {
        foreach (ref Value cell in numbers.Cells) cell = Value.Name(cell);
        AddRows(entry, numbers);
        told.Add(entry);
    }

    private void AddRows(Entry entry, Matrix<Value> numbers)
    {
        for (int r = 0; r < numbers.Rows; r++)
        {
            ReadOnlySpan<Value> row = numbers.Row(r);
            for (int from = 0, to; from < row.Length; from = to)
            {
                for (to = from + 1; to < row.Length && row[to].Index == row[from].Index + to - from;) to++;
                blocks.Add(new Block(row[from].Index, to - from, entry, default, r, from));
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
            else return block.Entry is { } entry ? book.At(entry, block.Row, block.Column + node.Index - block.Start) : AddressBook.Number(block.Alone);
        }
        return null;
    }
}
