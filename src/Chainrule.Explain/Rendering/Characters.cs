using System.Text;

namespace Chainrule.Explain.Rendering;

/// <summary>Words from outside (a title, a source) with nothing in them that a document cannot hold.</summary>
internal static class Characters
{
    /// <summary>The words without control characters, each of which becomes a blank; halves of surrogate pairs become U+FFFD.</summary>
    public static string Clean(string words)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in words.EnumerateRunes())
        {
            bool isAllowed = !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF);
            clean.Append(isAllowed ? rune.ToString() : " ");
        }
        return clean.ToString();
    }
}
