using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using NetMQ;

namespace Chainrule.Jupyter;

/// <summary>A message of the Jupyter protocol 5.3: who it goes back to, what it is, what it answers, and its content.</summary>
internal sealed record Message(IReadOnlyList<byte[]> Routing, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    public string Type => Text(Header, "msg_type");

    /// <summary>A text of the content; empty where there is none, or something else.</summary>
    public string Text(string key) => Text(Content, key);

    /// <summary>A truth of the content; null where there is none, or something else.</summary>
    public bool? Truth(string key) => Content[key] is JsonValue value && value.TryGetValue(out bool truth) ? truth : null;

    /// <summary>A whole number of the content; 0 where there is none, or something else.</summary>
    public int Whole(string key) => Content[key] is JsonValue value && value.TryGetValue(out int number) ? number : 0;

    /// <summary>A message that answers another one.</summary>
    public static Message Answer(Message asked, string type, JsonObject content, IReadOnlyList<byte[]> routing) => new(routing, new JsonObject
    {
        ["msg_id"] = Guid.NewGuid().ToString(),
        ["msg_type"] = type,
        ["session"] = asked.Header["session"]?.DeepClone(),
        ["username"] = "kernel",
        ["date"] = DateTime.UtcNow.ToString("O"),
        ["version"] = "5.3",
    }, asked.Header, content);

    /// <summary>The frames that go over the wire, signed.</summary>
    public NetMQMessage ToWire(byte[] key)
    {
        return Wire(Routing, [Bytes(Header), Bytes(Parent), "{}"u8.ToArray(), Bytes(Content)], key);
    }

    /// <summary>Signed frames of header, parent, metadata and content, whatever is in them.</summary>
    internal static NetMQMessage Wire(IReadOnlyList<byte[]> routing, byte[][] parts, byte[] key)
    {
        var wire = new NetMQMessage();
        foreach (byte[] frame in routing) wire.Append(frame);
        wire.Append(Delimiter);
        wire.Append(Encoding.ASCII.GetBytes(Signature(key, parts)));
        foreach (byte[] part in parts) wire.Append(part);
        return wire;
    }

    /// <summary>Reads a message; null if it is none, or its signature is not by this key. What is read can be used: nothing in it fails later.</summary>
    public static Message? FromWire(NetMQMessage wire, byte[] key)
    {
        const int signature = 1, parts = 2, count = 4;
        byte[][] frames = [.. wire.Select(frame => frame.ToByteArray())];
        int delimiter = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || frames.Length < delimiter + parts + count) return null;
        byte[][] signed = frames[(delimiter + parts)..(delimiter + parts + count)];
        // In fixed time, so that a signature cannot be guessed byte by byte.
        if (key.Length > 0 && !CryptographicOperations.FixedTimeEquals(frames[delimiter + signature], Encoding.ASCII.GetBytes(Signature(key, signed)))) return null;
        try
        {
            return new(frames[..delimiter], Read(signed[0]), Read(signed[1]), Read(signed[3]));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A node looks at its texts and keys when it is asked for them, which is too late to say that this is no message.
    private static JsonObject Read(byte[] json)
    {
        if (!Utf8.IsValid(json)) throw new JsonException("not UTF-8");
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
        return JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("no object");
    }

    private static string Text(JsonObject from, string key) => from[key] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string Signature(byte[] key, byte[][] parts)
    {
        if (key.Length == 0) return "";
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
