using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// An expression as a tree: numbers and names at the leaves, one operation of the graph (<see cref="Op"/>) at every other place. Two
/// trees are equal when they have the same shape and leaves.
/// </summary>
internal abstract record Syntax
{
    private Syntax() { }

    /// <summary>How many operations lie on the longest way down to a leaf.</summary>
    public virtual int Depth => 0;

    /// <summary>A number that stands in the text.</summary>
    public sealed record Number(double Value) : Syntax
    {
        /// <inheritdoc/>
        public override string ToString() => SyntaxPrinter.Print(this);
    }

    /// <summary>A name, to be looked up.</summary>
    public sealed record Variable(string Name) : Syntax
    {
        /// <inheritdoc/>
        public override string ToString() => SyntaxPrinter.Print(this);
    }

    /// <summary>An operation on one operand (<paramref name="Y"/> is null) or on two.</summary>
    public sealed record Step(Op Op, Syntax X, Syntax? Y = null) : Syntax
    {
        /// <inheritdoc/>
        public override int Depth { get; } = 1 + Math.Max(X.Depth, Y?.Depth ?? 0);

        /// <inheritdoc/>
        public override string ToString() => SyntaxPrinter.Print(this);
    }

    /// <summary>−x; of a number, the negative number, so that -2 is one leaf and not an operation on 2.</summary>
    public static Syntax Negative(Syntax x) => x is Number n ? new Number(-n.Value) : new Step(Op.Negate, x);

    /// <summary>
    /// Reads the tree from the leaves up, operands from left to right: a number by <paramref name="number"/>, a name by
    /// <paramref name="variable"/>, and an operation, once its operands have been read, by <paramref name="step"/> (the second operand is
    /// default where there is one only).
    /// </summary>
    public T Fold<T>(Func<double, T> number, Func<Variable, T> variable, Func<Step, T, T?, T> step) where T : struct => this switch
    {
        Number n => number(n.Value),
        Variable v => variable(v),
        Step { Y: null } s => step(s, s.X.Fold(number, variable, step), null),
        Step s => step(s, s.X.Fold(number, variable, step), s.Y.Fold(number, variable, step)),
        _ => throw new InvalidOperationException($"No reading is known for {GetType().Name}."),
    };

    /// <summary>The same tree with every name replaced by a tree.</summary>
    internal Syntax With(Func<string, Syntax> replacement) => this switch
    {
        Variable v => replacement(v.Name),
        Step s => new Step(s.Op, s.X.With(replacement), s.Y?.With(replacement)),
        _ => this,
    };

    /// <summary>The names in it, each once, in the order of the text.</summary>
    internal IEnumerable<string> Names() => this switch
    {
        Variable v => [v.Name],
        Step s => s.X.Names().Concat(s.Y?.Names() ?? []).Distinct(),
        _ => [],
    };
}
