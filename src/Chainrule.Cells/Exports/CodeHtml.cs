using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chainrule.Cells.Exports;

/// <summary>C# as HTML: keywords, texts and comments are marked, so that a page can colour them.</summary>
internal static class CodeHtml
{
    public static string Of(string code)
    {
        var page = new StringBuilder();
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot().DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia) Add(page, trivia);
            Add(page, Kind(token), token.Text);
            foreach (SyntaxTrivia trivia in token.TrailingTrivia) Add(page, trivia);
        }
        return page.ToString();
    }

    private static void Add(StringBuilder page, SyntaxTrivia trivia) =>
        Add(page, trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) ? "c" : "", trivia.ToFullString());

    private static void Add(StringBuilder page, string kind, string text)
    {
        string encoded = WebUtility.HtmlEncode(text);
        page.Append(kind.Length > 0 && text.Length > 0 ? $"<span class=\"{kind}\">{encoded}</span>" : encoded);
    }

    private static string Kind(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedStringEndToken => "s",
        var kind when SyntaxFacts.IsKeywordKind(kind) || token.IsContextualKeyword() || token.Text == "var" => "k",
        _ => "",
    };
}
