using System.Buffers.Binary;
using System.IO.Compression;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Idx;

/// <summary>An array of bytes with its shape, from a file in the format of MNIST (LeCun, Cortes and Burges, 1998), compressed with gzip or not.</summary>
/// <remarks>The header is two zeros, 8 for bytes, the number of axes, and each axis as a big-endian whole number of four bytes; the bytes follow, the last axis fastest.</remarks>
public sealed class IdxFile
{
    private const byte Unsigned = 8;
    private const int MostAxes = 4;

    // Deflate makes of a byte at most 1032 (RFC 1951: 258 bytes in two bits).
    private const long MostOfAByte = 1032;

    private IdxFile(string source, int[] shape, byte[] bytes) => (Source, Shape, Bytes) = (source, shape, bytes);

    /// <summary>The most bytes that are read: 1 GB.</summary>
    public const int Largest = 1_000_000_000;

    /// <summary>What messages call the file.</summary>
    public string Source { get; }

    /// <summary>The axes.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The bytes: as many as the product of the axes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProblemException">The file cannot be read, is no such file, is shorter or longer than its header says, or too large. Memory is taken only for a size that the file can have.</exception>
    public static IdxFile Read(string path)
    {
        string name = InputFile.NameOf(path);
        return InputFile.Read(path, name, file => Read(file, name));
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes, which can seek; it stays open.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ProblemException">It is no such file, is shorter or longer than its header says, or too large.</exception>
    /// <exception cref="ArgumentException">The stream or its name is null, or the stream is closed, cannot be read, or cannot seek.</exception>
    public static IdxFile Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        InputFile.CheckReadable(stream, source);
        if (!stream.CanSeek) throw new ArgumentException("got a stream that cannot seek, wanted one that can", nameof(stream));
        long length = stream.Length - stream.Position;
        Span<byte> first = stackalloc byte[2];
        int read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position -= read;
        if (read < 2 || first is not [0x1F, 0x8B]) return ReadArray(stream, source, length);
        try
        {
            using GZipStream unpacked = new(stream, CompressionMode.Decompress, leaveOpen: true);
            return ReadArray(unpacked, source, MostOfAByte * length);
        }
        catch (InvalidDataException broken)
        {
            throw new ProblemException($"{source}: the compressed file is broken or cut off; download it again", broken);
        }
    }

    private static IdxFile ReadArray(Stream stream, string source, long most)
    {
        Span<byte> header = stackalloc byte[4 + (4 * MostAxes)];
        if (stream.ReadAtLeast(header[..4], 4, throwOnEndOfStream: false) < 4 || header[0] != 0 || header[1] != 0)
            throw new ProblemException($"{source}: this is no IDX file; wanted one that begins with two zeros, its type and its axes, such as train-images-idx3-ubyte");
        if (header[2] != Unsigned) throw new ProblemException($"{source}: got numbers of type {header[2]}, wanted bytes (type {Unsigned})");
        int axes = header[3];
        if (axes is 0 or > MostAxes) throw new ProblemException($"{source}: got {axes} axes, wanted 1 to {MostAxes}");
        if (stream.ReadAtLeast(header[4..(4 + (4 * axes))], 4 * axes, throwOnEndOfStream: false) < 4 * axes) throw new ProblemException($"{source}: the file ends within its header; download it again");

        int[] shape = new int[axes];
        long size = 1;
        for (int axis = 0; axis < axes; axis++)
        {
            uint count = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * axis))..]);
            size = count > Largest ? Largest + 1L : size * count;
            if (size > Largest) throw new ProblemException($"{source}: the header speaks of more than {Largest / 1_000_000} MB, wanted at most that");
            shape[axis] = (int)count;
        }
        if (size > most) throw new ProblemException($"{source}: the header speaks of {size:N0} bytes ({string.Join(" × ", shape)}), and the file is too short for them; download it again");

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)size);
        int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length) throw new ProblemException($"{source}: got {got:N0} bytes, wanted {size:N0} ({string.Join(" × ", shape)}, says the header); download it again");
        if (stream.ReadByte() >= 0) throw new ProblemException($"{source}: there are more than the {size:N0} bytes ({string.Join(" × ", shape)}) of which the header speaks");
        return new(source, shape, bytes);
    }
}
