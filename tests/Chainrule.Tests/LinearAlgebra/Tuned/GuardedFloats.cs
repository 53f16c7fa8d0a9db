using System.Runtime.InteropServices;

namespace Chainrule.Tests.LinearAlgebra.Tuned;

/// <summary>Floats that end exactly where memory ends: whoever reads or writes one too many is stopped by the processor.</summary>
internal sealed unsafe partial class GuardedFloats : IDisposable
{
    private const int ReadWrite = 3, Nothing = 0, PrivateAnonymous = 0x22;

    private readonly byte* pages;
    private readonly nuint length, page = (nuint)Environment.SystemPageSize;

    internal GuardedFloats(ReadOnlySpan<float> numbers)
    {
        nuint room = ((nuint)numbers.Length * sizeof(float) + page - 1) / page * page;
        length = room + page;
        pages = (byte*)Map(null, length, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.True(pages != (byte*)-1 && Protect(pages + room, page, Nothing) == 0, "no guarded page to be had");
        First = (float*)(pages + room) - numbers.Length;
        numbers.CopyTo(new Span<float>(First, numbers.Length));
    }

    internal float* First { get; }

    public void Dispose() => _ = Unmap(pages, length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
