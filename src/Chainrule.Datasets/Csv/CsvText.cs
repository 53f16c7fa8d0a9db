using System.Buffers;
using System.Globalization;
using System.Text;
using Chainrule.Data;

namespace Chainrule.Datasets.Csv;

/// <summary>CSV files as <see cref="CsvTable"/> reads them (RFC 4180, 2005; UTF-8, lines that end in a line feed).</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> special = SearchValues.Create("\",;\t\r\n");

    /// <summary>A text as a cell: in quotes where it would be read as something else.</summary>
    internal static string Cell(string text) =>
        text.AsSpan().ContainsAny(special) || text.Trim() != text ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>A number as a cell: with as many digits as it takes to read the same float back.</summary>
    internal static string Cell(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes lines of cells.</summary>
    internal static void Write(Stream stream, IEnumerable<IEnumerable<string>> lines)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (IEnumerable<string> cells in lines) text.WriteLine(string.Join(',', cells));
    }

    /// <summary>What a generator made: the inputs as x1, x2, …, and as y the class by its name, or the number.</summary>
    internal static void Write(Stream stream, Generator generator, Dataset data)
    {
        bool hasClasses = generator.Classes.Count > 0;
        IEnumerable<string> header = [.. Enumerable.Range(0, data.Inputs).Select(column => $"x{column + 1}"), "y"];
        Write(stream, Enumerable.Range(0, data.Count).Select(IEnumerable<string> (e) =>
            [.. data.InputsOf(e).ToArray().Select(Cell), hasClasses ? Cell(generator.Classes[data.ClassOf(e)]) : Cell(data.TargetsOf(e)[0])]).Prepend(header));
    }
}
