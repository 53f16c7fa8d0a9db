using Microsoft.CodeAnalysis;

namespace Chainrule.Cells.Engine;

/// <summary>
/// All that the engine needs to know of the place it runs in. A desktop has files and threads (<see cref="DesktopHost"/>); a browser brings its
/// references along as bytes and has no threads.
/// </summary>
public interface ICellHost
{
    /// <summary>The assemblies that cells may use.</summary>
    IReadOnlyList<MetadataReference> References { get; }

    /// <summary>Whether cells marked desktop-only run here: they need threads, a stopwatch or files.</summary>
    bool IsDesktop { get; }

    /// <summary>Whether the place can read symbols, so that an error at run time has a line.</summary>
    bool HasSymbols { get; }
}
