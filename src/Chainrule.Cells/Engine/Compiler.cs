using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Chainrule.Cells.Engine;

/// <summary>Turns the text of a cell into a compilation that knows what the cells before it declared.</summary>
internal sealed class Compiler(ICellHost host)
{
    /// <summary>The namespaces that are at hand without a using, as in a C# program.</summary>
    public static IReadOnlyList<string> Usings { get; } = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    // Nobody writes so many, and a thread with a small stack bears ten times as many.
    private const int DeepestNesting = 500;

    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    // Slow when the browser does it, and a lesson's cells are short.
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, usings: Usings, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false,
        deterministic: true, nullableContextOptions: NullableContextOptions.Enable, assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private readonly IReadOnlyList<MetadataReference> references = host.OpenReferences();

    /// <summary>A cell after another one, or after none.</summary>
    public CSharpCompilation Compile(string code, CellPlace place, int number, CSharpCompilation? previous)
    {
        // The compiler then reports places in the lesson file.
        string text = IsTooDeep(code) ? $"#error brackets are nested more than {DeepestNesting} deep, which is more than the compiler can read" : code;
        string placed = $"#line {place.Line} \"{place.File}\"\n{text}";
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(placed, System.Text.Encoding.UTF8), Script, path: place.File);
        return CSharpCompilation.CreateScriptCompilation($"Cell{number}", tree, references, Options, previous);
    }

    /// <summary>Whether nothing is left open: no parenthesis, no brace, no text.</summary>
    public static bool IsComplete(string code) => IsTooDeep(code) || SyntaxFactory.IsCompleteSubmission(CSharpSyntaxTree.ParseText(code, Script));

    /// <summary>Whether so many brackets are open somewhere that the compiler's recursion would end the process: it looks at its stack in most places, but not where it reads a tuple's type.</summary>
    public static bool IsTooDeep(string code)
    {
        int depth = 0;
        foreach (char each in code)
        {
            if (each is '(' or '[' or '{') depth++;
            else if (each is ')' or ']' or '}') depth = Math.Max(0, depth - 1);
            if (depth > DeepestNesting) return true;
        }
        return false;
    }

    /// <summary>The errors of a compilation, at their places.</summary>
    public static IEnumerable<CellErrorOutput> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic =>
        {
            FileLinePositionSpan at = diagnostic.Location.GetMappedLineSpan();
            return new CellErrorOutput(diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), at.Path, at.StartLinePosition.Line + 1, at.StartLinePosition.Character + 1);
        });
}
