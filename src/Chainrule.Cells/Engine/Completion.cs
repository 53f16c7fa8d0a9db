using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Chainrule.Cells.Engine;

/// <summary>What could stand where a learner is typing.</summary>
/// <param name="Names">The names, in alphabetical order.</param>
/// <param name="Start">Where in the cell the word begins that a name would replace.</param>
/// <param name="End">Where that word ends.</param>
public sealed record Completion(IReadOnlyList<string> Names, int Start, int End)
{
    internal static Completion At(Compiler compiler, string code, int position, int number, CSharpCompilation? previous)
    {
        position = Math.Clamp(position, 0, code.Length);
        int start = position;
        if (Compiler.IsTooDeep(code)) return new([], position, position);
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_')) start--;
        CSharpCompilation compilation = compiler.Compile(code, new CellPlace("cell", 1), number, previous);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        // The text in the tree starts with the line that names the place.
        int offset = tree.Length - code.Length;
        SemanticModel model = compilation.GetSemanticModel(tree);
        IEnumerable<ISymbol> symbols = Container(tree, offset + start) is { } container ? Members(model, container, offset + start) : model.LookupSymbols(offset + start);
        string word = code[start..position];
        string[] names = [.. symbols
            .Where(symbol => symbol.CanBeReferencedByName && symbol.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(symbol => symbol.Name).Distinct().Order(StringComparer.Ordinal)];
        return new(names, start, position);
    }

    // What stands before the dot, if there is a dot.
    private static ExpressionSyntax? Container(SyntaxTree tree, int start)
    {
        if (start == 0) return null;
        SyntaxToken dot = tree.GetRoot().FindToken(start - 1);
        return !dot.IsKind(SyntaxKind.DotToken) ? null : dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            _ => null,
        };
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, ExpressionSyntax container, int position)
    {
        ISymbol? named = model.GetSymbolInfo(container).Symbol;
        if (named is INamespaceOrTypeSymbol outer)
            return model.LookupSymbols(position, outer).Where(symbol => symbol.IsStatic || symbol is INamespaceOrTypeSymbol || symbol.Kind == SymbolKind.Field);
        ITypeSymbol? type = model.GetTypeInfo(container).Type;
        return type is null ? [] : model.LookupSymbols(position, type, includeReducedExtensionMethods: true).Where(symbol => !symbol.IsStatic || symbol is IMethodSymbol { IsExtensionMethod: true });
    }
}
