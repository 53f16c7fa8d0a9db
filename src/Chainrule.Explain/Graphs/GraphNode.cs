using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>What part a node plays.</summary>
internal enum NodeKind
{
    /// <summary>A leaf whose gradient is of interest.</summary>
    Input,

    /// <summary>A number that stays as it is, or a step of which only such numbers went in: it has no gradient worth showing.</summary>
    Constant,

    /// <summary>Computed from other nodes, at least one input among those behind it.</summary>
    Step,
}

/// <summary>A node of a <see cref="Graph"/>, as it was when the graph was collected.</summary>
internal sealed class GraphNode
{
    /// <summary>Its place in <see cref="Graph.Nodes"/>; parents have smaller ones.</summary>
    public required int Id { get; init; }

    /// <summary>A short name that no other node has, except that constants without a name go by their number.</summary>
    public required string Name { get; init; }

    /// <summary>What part it plays.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>How it was computed.</summary>
    public required Op Op { get; init; }

    /// <summary>For <see cref="Op.Softmax"/>: which component it is.</summary>
    public int Component { get; init; }

    /// <summary>The number.</summary>
    public required double Value { get; init; }

    /// <summary>The derivative of the graph's root with respect to it.</summary>
    public required double Gradient { get; init; }

    /// <summary>What it was computed from, in the order of the operands; the same node twice if it was used twice.</summary>
    public required IReadOnlyList<GraphNode> Parents { get; init; }

    /// <summary>How it was computed, in the names of its parents, such as <c>a·b</c>; empty for a leaf.</summary>
    public required string Formula { get; init; }

    /// <summary>For <see cref="Op.Softmax"/>: the numbers of all components, whether or not the root depends on them.</summary>
    internal IReadOnlyList<double> Components { get; init; } = [];

    /// <summary>Whether it was not computed.</summary>
    public bool IsLeaf => Op == Op.Leaf;

    /// <summary>As a word of a formula: its name, or its number if that is all it has.</summary>
    internal Syntax Word => Kind == NodeKind.Constant && IsLeaf ? new Syntax.Number(Value) : new Syntax.Variable(Name);

    /// <inheritdoc/>
    public override string ToString() => IsLeaf ? $"{Name} = {Digits.Short(Value)}" : $"{Name} = {Formula} = {Digits.Short(Value)}";
}
