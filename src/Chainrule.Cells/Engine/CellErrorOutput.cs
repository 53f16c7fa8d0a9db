using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Engine;

/// <summary>Where a cell stands: the file it is from, and the line of its first line there, from 1.</summary>
public readonly record struct CellPlace(string File, int Line);

/// <summary>An error of a cell, at its place in the lesson file.</summary>
/// <param name="Kind">The compiler's number, such as CS0103, or the name of the exception.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Column">The column, from 1; 0 where only the line is known.</param>
public sealed record CellErrorOutput(string Kind, string Message, string File, int Line, int Column) : CellOutput
{
    /// <inheritdoc/>
    public override string Text => $"{File}, line {Line}{(Column > 0 ? $", column {Column}" : "")}: {Message} ({Kind})";
}
