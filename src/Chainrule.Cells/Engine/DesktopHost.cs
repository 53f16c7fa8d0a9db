using Microsoft.CodeAnalysis;

namespace Chainrule.Cells.Engine;

/// <summary>A desktop: the references are the files of the running program and of its .NET runtime, so that no SDK is needed.</summary>
public sealed class DesktopHost : ICellHost
{
    // What a lesson uses, and what those assemblies forward to. The whole runtime is eight times as many, and takes as much longer to read.
    private static readonly string[] Runtime =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Console",
        "System.Diagnostics.Process", "System.Diagnostics.StackTrace", "System.Globalization", "System.Linq", "System.Linq.Expressions", "System.Memory",
        "System.Numerics.Vectors", "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Runtime.Numerics",
        "System.Text.Encoding.Extensions", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks.Parallel",
        "System.Threading.Thread", "netstandard",
    ];

    private static readonly string[] Own = ["Chainrule", "Chainrule.Datasets", "Chainrule.Explain", "Chainrule.Export", "Chainrule.Lessons"];

    /// <inheritdoc/>
    public bool IsDesktop => true;

    /// <inheritdoc/>
    public bool HasSymbols => true;

    /// <inheritdoc/>
    public IReadOnlyList<MetadataReference> OpenReferences()
    {
        string[] wanted = [.. Runtime, .. Own];
        string[] trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        return [.. trusted.Where(path => wanted.Contains(Path.GetFileNameWithoutExtension(path))).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
