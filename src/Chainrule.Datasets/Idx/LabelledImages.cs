using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Idx;

/// <summary>Grey pictures of one size, and the class of each: MNIST, and what has its form.</summary>
/// <remarks>Any number of threads may read it.</remarks>
public sealed class LabelledImages
{
    private const string Images = "images-idx3", Labels = "labels-idx1", Compressed = ".gz";

    private readonly IdxFile images, labels;

    /// <summary>Brings pictures and labels together.</summary>
    /// <exception cref="ProblemException">They are not three axes (pictures, rows, columns) and one, or not as many.</exception>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public LabelledImages(IdxFile images, IdxFile labels)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.Shape.Count != 3) throw new ProblemException($"{images.Source}: got an array of {images.Shape.Count} axes, wanted pictures: a count, rows and columns");
        if (labels.Shape.Count != 1) throw new ProblemException($"{labels.Source}: got an array of {labels.Shape.Count} axes, wanted labels: one for each picture");
        if (images.Shape[0] != labels.Shape[0])
            throw new ProblemException($"{labels.Source}: got {Shown.Count(labels.Shape[0], "label")}, wanted {images.Shape[0]} (one for each picture of {images.Source})");
        if (images.Shape.Contains(0)) throw new ProblemException($"{images.Source}: there is no picture; wanted at least one, of at least one pixel");
        (this.images, this.labels) = (images, labels);
        foreach (byte label in labels.Bytes.Span) Classes = Math.Max(Classes, label + 1);
    }

    /// <summary>How many pictures there are.</summary>
    public int Count => images.Shape[0];

    /// <summary>The height of a picture, in pixels.</summary>
    public int Rows => images.Shape[1];

    /// <summary>The width of a picture, in pixels.</summary>
    public int Columns => images.Shape[2];

    /// <summary>One more than the largest label.</summary>
    public int Classes { get; }

    /// <summary>Reads pictures, and the labels that lie beside them.</summary>
    /// <param name="path">A file of pictures, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">The file of labels; null for the one beside it, called the same with <c>labels-idx1</c> for <c>images-idx3</c>, compressed or not.</param>
    /// <exception cref="ProblemException">A file cannot be read or is not such a file, or the labels are not found.</exception>
    public static LabelledImages Read(string path, string? labelsPath = null) => new(IdxFile.Read(path), IdxFile.Read(labelsPath ?? Beside(path)));

    /// <summary>The shades of a picture, row after row: 0 to 255.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public ReadOnlySpan<byte> this[int picture]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(picture);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(picture, Count);
            return images.Bytes.Span.Slice(picture * Rows * Columns, Rows * Columns);
        }
    }

    /// <summary>The class of a picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public int LabelOf(int picture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(picture);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(picture, Count);
        return labels.Bytes.Span[picture];
    }

    /// <summary>Whether a path looks like that of such pictures.</summary>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    public static bool IsImages(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetFileName(path).Contains(Images, StringComparison.Ordinal);
    }

    private static string Beside(string path)
    {
        if (!IsImages(path)) throw new ProblemException($"{InputFile.NameOf(path)}: the file of the labels has to be named, since this one's name has no \"{Images}\" in it");
        string file = Path.GetFileName(path).Replace(Images, Labels, StringComparison.Ordinal);
        string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", file);
        string other = beside.EndsWith(Compressed, StringComparison.Ordinal) ? beside[..^Compressed.Length] : beside + Compressed;
        return !File.Exists(beside) && File.Exists(other) ? other : beside;
    }
}
