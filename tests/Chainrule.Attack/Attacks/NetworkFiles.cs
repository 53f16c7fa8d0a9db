using System.Text;
using Chainrule.Data;

namespace Chainrule.Attack.Attacks;

/// <summary>Network files; what is read is written, and read again.</summary>
internal sealed class NetworkFiles : Reading
{
    private protected override byte[] Right(Random random) => Encoding.UTF8.GetBytes(NetworkFile.Write(Valid.Problem(random), "a name", "a source"));

    private protected override void Read(byte[] text)
    {
        if (NetworkFile.ParseNetwork(text, "net.json").Problem is not { } problem) return;
        string written = NetworkFile.Write(problem);
        if (NetworkFile.Write(NetworkFile.Parse(written, "again.json")) != written) throw new InvalidOperationException("what was written is read as something else");
    }
}
