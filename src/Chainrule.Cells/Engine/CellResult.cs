using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Engine;

/// <summary>What came of running a cell.</summary>
/// <param name="Outputs">What it showed, in order; the errors last.</param>
public sealed record CellResult(IReadOnlyList<CellOutput> Outputs)
{
    /// <summary>Whether it ran to its end.</summary>
    public bool Succeeded => !Errors.Any();

    /// <summary>Why it did not.</summary>
    public IEnumerable<CellErrorOutput> Errors => Outputs.OfType<CellErrorOutput>();
}
