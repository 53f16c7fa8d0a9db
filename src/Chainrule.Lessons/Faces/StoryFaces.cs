using System.Text.RegularExpressions;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Lessons.Faces;

/// <summary>A story in a cell: its words and equations as derivations, its drawing as a picture between them.</summary>
internal static partial class StoryFaces
{
    private static readonly Notation Notation = Notation.All[0];

    /// <summary>The outputs of a story, in its order.</summary>
    public static IEnumerable<CellOutput> Of(Story story)
    {
        int from = 0;
        for (int i = 0; i <= story.Blocks.Count; i++)
        {
            if (i < story.Blocks.Count && story.Blocks[i] is not Drawing) continue;
            if (i > from) yield return Derivation(story with { Blocks = [.. story.Blocks.Take(i).Skip(from)] }, isFirst: from == 0);
            if (i < story.Blocks.Count) yield return Picture(story.Recording, ((Drawing)story.Blocks[i]).Pass);
            from = i + 1;
        }
    }

    /// <summary>The network with the numbers of a pass of a step.</summary>
    public static PictureOutput Picture(Recording recording, Pass pass = Pass.Forward) =>
        new(NetworkSvg.Draw(new NetworkDrawing(recording, pass), Notation), Text(new Story("The network", recording, [new Drawing(pass)]), withTitle: false));

    private static DerivationOutput Derivation(Story story, bool isFirst)
    {
        string title = isFirst ? $"**{story.Title}**\n\n" : "", html = isFirst ? $"<p><strong>{System.Net.WebUtility.HtmlEncode(story.Title)}</strong></p>\n" : "";
        return new(title + ForNotebooks(MarkdownRenderer.Render(story, Notation)), html + HtmlRenderer.Fragment(story, Notation), Text(story, isFirst));
    }

    private static string Text(Story story, bool withTitle)
    {
        const int titleAndRule = 2;
        IEnumerable<string> lines = TextRenderer.Render(story, Notation).Select(line => line.ToString());
        return string.Join('\n', withTitle ? lines : lines.Skip(titleAndRule).SkipWhile(line => line.Length == 0));
    }

    // GitHub fences its mathematics, notebooks put it between dollars; and a heading inside an output would stand in the notebook's contents.
    private static string ForNotebooks(string markdown)
    {
        string withoutTitle = markdown[(markdown.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        string displayed = Fence().Replace(withoutTitle, "$$$$\n$1\n$$$$");
        return Heading().Replace(Inline().Replace(displayed, "$$$1$$"), "**$1**").Trim('\n');
    }

    [GeneratedRegex(@"^```math\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\$`([^`]*)`\$")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
