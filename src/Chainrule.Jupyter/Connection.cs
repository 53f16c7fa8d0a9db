using System.Text;
using System.Text.Json;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Jupyter;

/// <summary>What Jupyter writes into the file it starts a kernel with: where to listen, and the key that signs messages.</summary>
internal sealed record Connection(string Transport, string Ip, int Shell, int Publish, int Input, int Control, int Heartbeat, byte[] Key)
{
    public static Connection Read(string path)
    {
        try
        {
            JsonElement file = JsonDocument.Parse(InputFile.ReadAll(path)).RootElement;
            string Text(string name) => file.GetProperty(name).GetString() ?? throw new JsonException($"\"{name}\" is null");
            int Port(string name) => file.GetProperty($"{name}_port") is { ValueKind: JsonValueKind.Number } port && port.TryGetInt32(out int number) && number is >= 1 and <= ushort.MaxValue
                ? number
                : throw new JsonException($"\"{name}_port\" is {Shown.Text(file.GetProperty($"{name}_port").GetRawText())}, wanted a number from 1 to {ushort.MaxValue}");
            return new(Text("transport"), Text("ip"), Port("shell"), Port("iopub"), Port("stdin"), Port("control"), Port("hb"), Encoding.UTF8.GetBytes(Text("key")));
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ProblemException($"{InputFile.NameOf(path)}: this is no connection file of Jupyter ({broken.Message}); Jupyter starts the kernel by itself once \"chainrule jupyter install\" was run", broken);
        }
    }

    public string Address(int port) => $"{Transport}://{Ip}:{port}";
}
