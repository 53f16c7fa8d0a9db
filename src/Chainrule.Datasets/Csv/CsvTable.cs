using System.Numerics;
using Chainrule.Data;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Datasets.Csv;

/// <summary>Tables out of CSV files (RFC 4180, 2005; UTF-8).</summary>
/// <remarks>
/// The first line names the columns. Cells are separated by commas, semicolons or tabs, whichever the header has most of; a cell in quotes may hold separators, line ends, and quotes written
/// twice. Numbers are written as in a program: <c>0.5</c>, <c>-1e-3</c>; <c>0,5</c> is refused, never read as 5. A value is missing where a cell is empty or says NA, N/A, #N/A, NaN, null or ?.
/// A column whose first value is a number holds numbers, and one whose first value is a text holds texts. Blank lines are passed over.
/// </remarks>
public static class CsvTable
{
    /// <summary>Reads a file.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">What the columns may hold, and the limits; null for the usual ones.</param>
    /// <returns>The table: as much memory as its numbers take, and a block more.</returns>
    /// <exception cref="ProblemException">The file cannot be read or is no such table; the message names the line, the column, what stands there and what was wanted.</exception>
    /// <exception cref="NotSupportedException">The numbers are neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static Table<T> Read<T>(string path, CsvOptions? options = null) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        string name = InputFile.NameOf(path);
        return InputFile.Read(path, name, file => Read<T>(file, name, options));
    }

    /// <summary>Reads a stream from its present place to its end. One that cannot seek is copied into memory first.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="stream">The bytes; it stays open.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="options">What the columns may hold, and the limits; null for the usual ones.</param>
    /// <exception cref="ProblemException">It is no such table; the message names the line, the column, what stands there and what was wanted.</exception>
    /// <exception cref="ArgumentException">The stream or its name is null, or the stream is closed or cannot be read.</exception>
    /// <exception cref="NotSupportedException">The numbers are neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static Table<T> Read<T>(Stream stream, string source, CsvOptions? options = null) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        InputFile.CheckReadable(stream, source);
        // An index of a text must be exact, and numbers must be as the file has them.
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new NotSupportedException($"got a table of {typeof(T).Name}, wanted one of float or double");
        options ??= new();
        using CsvFile file = new(stream, source, options.Delimiter);
        return file.ReadRows<T>([.. file.Columns.Select(options.KindOf)], options);
    }
}
