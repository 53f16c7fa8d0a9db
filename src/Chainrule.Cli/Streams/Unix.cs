using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Chainrule.Cli.Streams;

/// <summary>What .NET does not say about files: who inherited a stream, how many names a file has, and names that are bytes and no text.</summary>
internal static class Unix
{
    /// <summary>EISDIR and EPIPE have these numbers on Linux, macOS and the BSDs; an <see cref="IOException"/> carries them as its <see cref="Exception.HResult"/>.</summary>
    internal const int IsAFolder = 21, BrokenPipe = 32;

    /// <summary>
    /// Whether whoever started the program handed it a stream of this number (0, 1, 2). Where none was handed over, .NET opens something of its own under the number, and
    /// writing there would write into that. What was inherited has come through exec, so its flag FD_CLOEXEC is not set; .NET sets it on all that it opens.
    /// </summary>
    internal static bool IsInherited(int stream)
    {
        const int getFlags = 1, closeOnExec = 1;
        return OperatingSystem.IsWindows() || fcntl(stream, getFlags) is >= 0 and int flags && (flags & closeOnExec) == 0;
    }

    /// <summary>A file as the link itself, not what it leads to; null where there is none, or nobody says (statx is Linux's).</summary>
    internal static FileFacts? FactsOf(string path)
    {
        // The structure is the same on every processor (man 2 statx).
        const int here = -100, noFollow = 0x100, basic = 0x7ff, size = 256, links = 16, user = 20, group = 24, mode = 28;
        if (!OperatingSystem.IsLinux()) return null;
        byte[] buffer = new byte[size];
        if (statx(here, Ended(Encoding.UTF8.GetBytes(path)), noFollow, basic, buffer) != 0) return null;
        uint At(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset));
        return new(At(links), At(user), At(group), BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(mode)));
    }

    /// <summary>A place in the file system by a name of any bytes, as a path that .NET can open; null where there is nothing. To be disposed after use.</summary>
    internal static SafeFileHandle? Find(byte[] name) => Open(name, 0x200000);

    /// <summary>A file by a name of any bytes, made or emptied; null where that cannot be.</summary>
    internal static SafeFileHandle? Create(byte[] name)
    {
        const int write = 0x1, create = 0x40, empty = 0x200;
        return Open(name, write | create | empty);
    }

    private static SafeFileHandle? Open(byte[] name, int flags)
    {
        const int closeOnExec = 0x80000, everybody = 0b110_110_110;
        SafeFileHandle handle = new(open(Ended(name), flags | closeOnExec, everybody), ownsHandle: true);
        return handle.IsInvalid ? null : handle;
    }

    private static byte[] Ended(byte[] name) => [.. name, 0];

    [DllImport("libc")]
    private static extern int fcntl(int descriptor, int command);

    [DllImport("libc")]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] facts);

    [DllImport("libc")]
    private static extern nint open(byte[] path, int flags, int mode);
}

/// <summary>Of a file: how many names it has, whose it is, and its type and permissions.</summary>
internal readonly record struct FileFacts(uint Links, uint User, uint Group, ushort Mode)
{
    internal bool IsRegular => (Mode & 0xf000) == 0x8000;

    internal UnixFileMode Permissions => (UnixFileMode)(Mode & 0xfff);
}
