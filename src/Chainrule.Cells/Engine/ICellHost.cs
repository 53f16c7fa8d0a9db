using Microsoft.CodeAnalysis;

namespace Chainrule.Cells.Engine;

/// <summary>
/// All that the engine needs to know of the place it runs in. A desktop has files and threads (<see cref="DesktopHost"/>); a browser brings its
/// references along as bytes and has no threads.
/// </summary>
public interface ICellHost
{
    /// <summary>
    /// Opens the assemblies that cells may use, anew for each session. The compiler keeps what it has read of an assembly with the reference; were two
    /// sessions to share references, a cell could be given the other session's double, which is not the double of the cells before it.
    /// </summary>
    IReadOnlyList<MetadataReference> OpenReferences();

    /// <summary>Whether cells marked desktop-only run here: they need threads, a stopwatch or files.</summary>
    bool IsDesktop { get; }

    /// <summary>Whether the place can read symbols, so that an error at run time has a line.</summary>
    bool HasSymbols { get; }
}
