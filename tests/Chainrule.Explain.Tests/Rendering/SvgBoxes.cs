using System.Globalization;
using System.Xml.Linq;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>What an element of a drawing covers.</summary>
internal sealed record SvgBox(XElement Of, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether two cover a common place that can be seen.</summary>
    public bool Meets(SvgBox other) => Math.Min(Right, other.Right) - Math.Max(Left, other.Left) > 1 && Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top) > 1;
}

/// <summary>Measures a drawing as a browser would, near enough to see what meets and what is cut off.</summary>
internal sealed class SvgBoxes
{
    // Of DejaVu Sans, which is a wide font, as a share of its size: its figures; its small letters in running text are narrower.
    private const double Letter = 0.58, Raised = 0.4;

    private readonly XElement root;

    public SvgBoxes(string svg) => root = XDocument.Parse(svg).Root!;

    /// <summary>Width and height.</summary>
    public (double Width, double Height) Size
    {
        get
        {
            double[] box = [.. root.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
            return (box[2], box[3]);
        }
    }

    /// <summary>All elements of this kind.</summary>
    public IEnumerable<XElement> All(string kind) => root.Descendants().Where(each => each.Name.LocalName == kind);

    /// <summary>What the words cover.</summary>
    public IReadOnlyList<SvgBox> Texts => [.. All("text").Select(Text)];

    /// <summary>What rectangles and circles cover.</summary>
    public IEnumerable<SvgBox> Shapes => All("rect").Select(Rectangle).Concat(All("circle").Select(Circle));

    /// <summary>The pairs of words that meet.</summary>
    public IEnumerable<string> Meetings()
    {
        IReadOnlyList<SvgBox> texts = Texts;
        for (int i = 0; i < texts.Count; i++)
            for (int j = 0; j < i; j++)
                if (texts[i].Meets(texts[j])) yield return $"{texts[j].Of.Value} meets {texts[i].Of.Value}";
    }

    /// <summary>What is not all inside.</summary>
    public IEnumerable<string> Outside() =>
        Texts.Concat(Shapes).Where(box => box.Left < -1 || box.Top < -1 || box.Right > Size.Width + 1 || box.Bottom > Size.Height + 1).Select(box => $"{box.Of} ends at {box.Left:0}…{box.Right:0}, {box.Top:0}…{box.Bottom:0}");

    private static SvgBox Text(XElement text)
    {
        (double dx, double dy) = Moved(text);
        double size = Number(Inherited(text, "font-size")!), x = Number(text.Attribute("x")!.Value) + dx, y = Number(text.Attribute("y")!.Value) + dy;
        double wide = size * text.Value.Sum(letter => "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ .,:;=·".Contains(letter, StringComparison.Ordinal) ? Raised : Letter);
        double left = Inherited(text, "text-anchor") switch { "middle" => x - wide / 2, "end" => x - wide, _ => x };
        return new(text, left, y - 0.75 * size, left + wide, y + 0.2 * size);
    }

    private static SvgBox Rectangle(XElement rect)
    {
        (double dx, double dy) = Moved(rect);
        double x = Of(rect, "x") + dx, y = Of(rect, "y") + dy;
        return new(rect, x, y, x + Of(rect, "width"), y + Of(rect, "height"));
    }

    private static SvgBox Circle(XElement circle)
    {
        (double dx, double dy) = Moved(circle);
        double x = Of(circle, "cx") + dx, y = Of(circle, "cy") + dy, r = Of(circle, "r");
        return new(circle, x - r, y - r, x + r, y + r);
    }

    private static (double X, double Y) Moved(XElement element)
    {
        double[][] moves = [.. element.AncestorsAndSelf().Select(each => (string?)each.Attribute("transform")).OfType<string>().Select(each => each.Split('(', ')')[1].Split(' ', ',').Select(Number).ToArray())];
        return (moves.Sum(move => move[0]), moves.Sum(move => move[1]));
    }

    private static string? Inherited(XElement element, string name) => element.AncestorsAndSelf().Select(each => (string?)each.Attribute(name)).FirstOrDefault(each => each is not null);

    private static double Of(XElement element, string name) => element.Attribute(name) is { } attribute ? Number(attribute.Value) : 0;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
