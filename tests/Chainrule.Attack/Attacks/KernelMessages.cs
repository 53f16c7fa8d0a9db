using System.Text;
using System.Text.Json.Nodes;
using Chainrule.Cells.Engine;
using Chainrule.Jupyter;
using NetMQ;

namespace Chainrule.Attack.Attacks;

/// <summary>Messages with the right signature and anything in them: a message is none, or all that the kernel asks of it works. No cell is run.</summary>
internal sealed class KernelMessages : Attack<byte[][]>, IReader
{
    private static readonly byte[] Key = "key"u8.ToArray();

    private static readonly string[] Types = ["kernel_info_request", "complete_request", "is_complete_request", "inspect_request", "history_request", "comm_info_request", "execute_request", "shutdown_request", "other"];

    private readonly Requests requests = new(new CellEngine(new DesktopHost()));

    // Completion compiles.
    private protected override int CasesOfARound => 40;

    private protected override byte[][] Draw(Random random)
    {
        byte[][] parts = Right(random);
        for (int times = random.Next(3); times > 0; times--) parts[random.OneIn(3) ? 0 : 3] = random.Spoil(parts[random.OneIn(3) ? 0 : 3]);
        return parts;
    }

    // The parts of a message, each a line.
    byte[] IReader.Right(Random random) => [.. Right(random).SelectMany((part, i) => i == 0 ? part : [(byte)'\n', .. part])];

    string? IReader.Wrong(byte[] bytes)
    {
        string[] lines = Encoding.Latin1.GetString(bytes).Split('\n', 4);
        return Outcome([.. Enumerable.Range(0, 4).Select(i => Encoding.Latin1.GetBytes(lines.ElementAtOrDefault(i) ?? ""))], out _);
    }

    private static byte[][] Right(Random random) =>
        [
            Json(new JsonObject { ["msg_id"] = "1", ["msg_type"] = random.Of(Types), ["session"] = "s" }),
            Json([]),
            Json([]),
            Json(new JsonObject { ["code"] = random.Of(["Math.Si", "if (x > 1) {", "1", "\"", "List<(int,", "𝓛 = "]), ["cursor_pos"] = random.Next(-2, 12), ["silent"] = random.OneIn(2), ["stop_on_error"] = true }),
        ];

    private protected override string? Wrong(byte[][] one, out bool isDeep)
    {
        NetMQMessage wire = Message.Wire([[1]], one, Key);
        isDeep = Message.FromWire(wire, Key) is not null;
        if (Message.FromWire(wire, Key) is not { } message) return null;
        _ = (message.Text("code"), message.Truth("silent"), message.Truth("stop_on_error"), message.Whole("cursor_pos"));
        JsonObject reply = requests.Answer(message) ?? [];
        return Message.FromWire(Message.Answer(message, "reply", reply, message.Routing).ToWire(Key), Key) is null ? "an answer that is no message" : null;
    }

    private protected override IEnumerable<byte[][]> Smaller(byte[][] one) =>
        Enumerable.Range(0, one.Length).SelectMany(at => Spoiling.Smaller(one[at]).Select(smaller => (byte[][])[.. one[..at], smaller, .. one[(at + 1)..]]));

    private protected override string Shown(byte[][] one) => string.Join(" | ", one.Select(Spoiling.Shown));

    private static byte[] Json(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
