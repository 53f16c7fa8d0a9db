using Chainrule.Explain.Notations;
using Chainrule.Lessons.Outputs;
using Chainrule.Lessons.Pictures;

namespace Chainrule.Lessons.Plots;

/// <summary>Named numbers as bars: <c>Show(new Bars("Time for one step", "ms", ("three loops", 12.1), ("blocked", 3.4)));</c></summary>
public sealed record Bars
{
    private const double Width = 640, Top = 38, LineHeight = 26, LetterWidth = 7;

    private const int TextColumns = 40;

    // The shortest logarithmic bar: its number still has to be seen.
    private const double Shortest = 0.02;

    /// <summary>Bars from 0.</summary>
    public Bars(string title, string unit, params ReadOnlySpan<(string Name, double Number)> bars) => (Title, Unit, Items) = (title, unit, bars.ToArray());

    /// <summary>What they show.</summary>
    public string Title { get; }

    /// <summary>What the numbers count, such as ms; may be empty.</summary>
    public string Unit { get; }

    /// <summary>Names and numbers, from the top.</summary>
    public IReadOnlyList<(string Name, double Number)> Items { get; }

    /// <summary>Whether equal lengths stand for equal factors; for numbers above 0.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The bars as a picture.</summary>
    public PictureOutput Draw() => new(Svg(), Text());

    private double[] Shares()
    {
        double largest = Items.Max(item => Math.Abs(item.Number));
        if (!IsLogarithmic) return [.. Items.Select(item => largest > 0 && double.IsFinite(item.Number) ? Math.Abs(item.Number) / largest : 0)];
        double lowest = Items.Where(item => item.Number > 0).Select(item => item.Number).Append(largest).Min(), span = Math.Log(largest / lowest);
        return [.. Items.Select(item => item.Number > 0 ? span > 0 ? Shortest + (1 - Shortest) * Math.Log(item.Number / lowest) / span : 1 : 0)];
    }

    private string Label(double number) => $"{Rounding.Ascii(number, 4)} {Unit}".TrimEnd();

    private string Note => IsLogarithmic ? $"{Title} (equal lengths are equal factors)" : Title;

    private string Svg()
    {
        double left = 20 + LetterWidth * Items.Max(item => item.Name.Length), room = Width - left - 20 - LetterWidth * Items.Max(item => Label(item.Number).Length);
        double[] shares = Shares();
        var page = new SvgPage(Width, Top + LineHeight * Items.Count + 12, Title, string.Join("; ", Items.Select(item => $"{item.Name}: {Label(item.Number)}")) + ".");
        page.Text(Width / 2, 22, Note, "middle", isBold: true);
        for (int i = 0; i < Items.Count; i++)
        {
            double y = Top + LineHeight * i;
            page.Text(left - 8, y + 16, Items[i].Name, "end");
            page.Rectangle(left, y + 3, Math.Max(1, shares[i] * room), LineHeight - 8, SvgPage.Colour(Items[i].Number < 0 ? 1 : 0));
            page.Text(left + shares[i] * room + 6, y + 16, Label(Items[i].Number), colour: SvgPage.Soft);
        }
        return page.ToString();
    }

    private string Text()
    {
        int names = Items.Max(item => item.Name.Length);
        return string.Join('\n', Items.Zip(Shares(), (item, share) =>
            $"{item.Name.PadRight(names)}  {new string('█', Math.Max(1, (int)Math.Round(share * TextColumns)))} {Label(item.Number)}").Prepend(Note));
    }
}
