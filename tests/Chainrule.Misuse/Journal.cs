using System.IO.MemoryMappedFiles;
using System.Text;

namespace Chainrule.Misuse;

/// <summary>The call in hand, in a file that is memory: it is there even if the next thing the process does is to die.</summary>
internal sealed class Journal : IDisposable
{
    private const int Room = 4096;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    internal Journal(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Room);
        view = file.CreateViewAccessor();
    }

    internal void Write(string call)
    {
        byte[] text = new byte[Room];
        Encoding.UTF8.GetBytes(call.AsSpan(0, Math.Min(call.Length, Room / 4)), text);
        view.WriteArray(0, text, 0, Room);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
