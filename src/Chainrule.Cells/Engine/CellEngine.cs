using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Chainrule.Lessons;
using Chainrule.Lessons.Outputs;
using Chainrule.Numbers;
using Chainrule.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Chainrule.Cells.Engine;

/// <summary>
/// Runs C# cells one after the other: what a cell declares, the later ones know. Each cell is a script submission, compiled in memory and
/// chained to the one before it.
/// </summary>
/// <remarks>One cell at a time. A cell that does not compile leaves no trace; one that stops with an exception leaves what it had declared.</remarks>
public sealed class CellEngine(ICellHost host)
{
    private readonly Compiler compiler = new(host);
    private readonly CellLoader loader = new();
    private readonly Tape tape = OwnTape();
    private CSharpCompilation? previous;
    private int count;

    // What the cells declared: each finds here those before it. The first place is for globals, which there are none of.
    private object?[] states = new object?[16];

    /// <summary>Runs a cell.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="place">Where it stands, for the places of errors.</param>
    /// <param name="live">Is told of each output as it comes, if anybody wants to show it before the cell ends.</param>
    public async Task<CellResult> RunAsync(string code, CellPlace place, Action<CellOutput>? live = null)
    {
        var outputs = new OutputList(live);
        CSharpCompilation compilation = compiler.Compile(code, place, ++count, previous);
        using var image = new MemoryStream();
        using MemoryStream? symbols = host.HasSymbols ? new MemoryStream() : null;
        EmitResult emitted = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        CellErrorOutput[] errors = [.. Compiler.Errors(emitted.Diagnostics)];
        foreach (CellErrorOutput error in errors) outputs.Add(error);
        if (errors.Length > 0) return outputs.Finish();
        previous = compilation;
        // A cell of nothing but using lines compiles to nothing.
        if (!emitted.Success) return outputs.Finish();

        // A thread has a tape of its own, but the next cell may run on another thread and go on with the Values of this one.
        using IDisposable recorded = tape.Resume();
        using IDisposable shown = Display.SendTo(outputs.Add), written = ConsoleTap.SendTo(text => outputs.Add(new TextOutput(text)));
        try
        {
            object? result = await Start(compilation, image, symbols).ConfigureAwait(false);
            if (result is not null) Display.Show(result);
        }
        catch (Exception failed)
        {
            outputs.Add(Located(failed is TargetInvocationException { InnerException: { } inner } ? inner : failed, place));
        }
        return outputs.Finish();
    }

    /// <summary>The errors that a cell would have if it were run now.</summary>
    public IReadOnlyList<CellErrorOutput> Diagnose(string code, CellPlace place) =>
        [.. Compiler.Errors(compiler.Compile(code, place, count + 1, previous).GetDiagnostics())];

    /// <summary>Whether the text is a whole cell, and not the beginning of one.</summary>
    public static bool IsComplete(string code) => Compiler.IsComplete(code);

    /// <summary>What could stand at a place of a cell; see <see cref="Completion"/>.</summary>
    public Completion Complete(string code, int position) => Completion.At(compiler, code, position, count + 1, previous);

    private static Tape OwnTape()
    {
        using Tape tape = Tape.Begin();
        return tape;
    }

    private Task<object?> Start(CSharpCompilation compilation, MemoryStream image, MemoryStream? symbols)
    {
        image.Position = 0;
        if (symbols is not null) symbols.Position = 0;
        IMethodSymbol entry = compilation.GetEntryPoint(CancellationToken.None)!;
        MethodInfo factory = loader.LoadFromStream(image, symbols).GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        if (count + 1 >= states.Length) Array.Resize(ref states, states.Length * 2);
        return (Task<object?>)factory.Invoke(null, [states])!;
    }

    // The innermost line of the lesson that was at work.
    private static CellErrorOutput Located(Exception failed, CellPlace place)
    {
        StackFrame? frame = new StackTrace(failed, fNeedFileInfo: true).GetFrames().FirstOrDefault(each => each.GetFileName() == place.File);
        string message = failed is ProblemException ? failed.Message : $"{failed.GetType().Name}: {failed.Message}";
        return new(failed.GetType().Name, message, place.File, frame?.GetFileLineNumber() ?? place.Line, frame?.GetFileColumnNumber() ?? 0);
    }

    /// <summary>Holds the cells of one session, so that a cell finds the assemblies of those before it.</summary>
    private sealed class CellLoader() : AssemblyLoadContext("cells");
}
