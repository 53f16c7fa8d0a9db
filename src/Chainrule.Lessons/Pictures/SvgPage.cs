using System.Globalization;
using System.Security;
using System.Text;

namespace Chainrule.Lessons.Pictures;

/// <summary>
/// A small SVG writer. Colours stand at each element and not in a style sheet, which several notebook viewers throw away; the paper is drawn,
/// so that the picture can be read on a dark page too.
/// </summary>
internal sealed class SvgPage
{
    public const string Ink = "#1c2330", Soft = "#5a6577", Faint = "#d9dce1", Paper = "#ffffff";

    // Okabe and Ito 2008: told apart by people with colour-blindness too.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
    private static readonly string[] Dashes = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];

    private readonly StringBuilder page = new();

    public SvgPage(double width, double height, string title, string description)
    {
        page.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{Number(width)}\" height=\"{Number(height)}\" viewBox=\"0 0 {Number(width)} {Number(height)}\" ");
        page.Append("font-family=\"ui-sans-serif, system-ui, Helvetica, Arial, sans-serif\" font-size=\"12\">\n");
        page.Append($"<title>{Escaped(title)}</title>\n<desc>{Escaped(description)}</desc>\n");
        Rectangle(0, 0, width, height, Paper);
    }

    public static string Colour(int series) => Colours[series % Colours.Length];

    public static string Dash(int series) => Dashes[series % Dashes.Length];

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1) =>
        page.Append($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\"/>\n");

    public void Polyline(IEnumerable<(double X, double Y)> points, string colour, double width = 2, string dash = "")
    {
        string dashes = dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "";
        page.Append($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\" stroke-linejoin=\"round\"{dashes} points=\"{string.Join(' ', points.Select(p => $"{Number(p.X)},{Number(p.Y)}"))}\"/>\n");
    }

    public void Rectangle(double x, double y, double width, double height, string colour) =>
        page.Append($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{colour}\"/>\n");

    public void Circle(double x, double y, double radius, string fill, string stroke = "none") =>
        page.Append($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{fill}\" stroke=\"{stroke}\"/>\n");

    public void Text(double x, double y, string text, string anchor = "start", string colour = Ink, bool isBold = false, bool isTurned = false)
    {
        string weight = isBold ? " font-weight=\"600\"" : "", turned = isTurned ? $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"" : "";
        page.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{weight}{turned}>{Escaped(text)}</text>\n");
    }

    public override string ToString() => $"{page}</svg>\n";

    private static string Number(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string text) => SecurityElement.Escape(text);
}
