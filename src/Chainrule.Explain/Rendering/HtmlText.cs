namespace Chainrule.Explain.Rendering;

/// <summary>Words and links in HTML that is well-formed XML too.</summary>
internal static class HtmlText
{
    /// <summary>How a link of a symbol begins, and how one of a number.</summary>
    public const string LetterLink = "<a class=\"letter\"", NumberLink = "<a class=\"number\"";

    /// <summary>The words with markup characters made harmless.</summary>
    public static string Escape(string words) => Characters.Clean(words)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A link to where a number is explained; its tip says the address and, of a number, all its digits.</summary>
    public static string Link(string id, string address, double? number, string inner) =>
        $"""{(number is null ? LetterLink : NumberLink)} href="#{id}" title="{address}{(number is { } n ? $" = {n + 0.0:R}" : "")}">{inner}</a>""";
}
