using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Chainrule.Cells.Engine;
using Chainrule.Cells.Exports;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Jupyter;

/// <summary>Sends what one cell shows to everybody who watches. Text is gathered for a moment, so that a loop of small writes is few messages.</summary>
internal sealed class Publisher(Channel watchers, Message asked)
{
    private const int EnoughText = 4096;

    private static readonly TimeSpan LongEnough = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly Stopwatch sinceSent = Stopwatch.StartNew();

    public void Publish(CellOutput output)
    {
        lock (gate)
        {
            if (output is TextOutput written)
            {
                text.Append(written.Written);
                if (text.Length > EnoughText || sinceSent.Elapsed > LongEnough) SendText();
                return;
            }
            SendText();
            if (output is CellErrorOutput error) Send("error", Error(error));
            else Send("display_data", new JsonObject { ["data"] = Faces(output), ["metadata"] = new JsonObject(), ["transient"] = new JsonObject() });
        }
    }

    /// <summary>Sends what is left; everything a cell showed comes before it is said to be idle.</summary>
    public void Flush()
    {
        lock (gate) SendText();
    }

    public void Send(string type, JsonObject content) => watchers.Send(Message.Answer(asked, type, content, [Encoding.ASCII.GetBytes(type)]));

    public static JsonObject Error(CellErrorOutput error) => new()
    {
        ["ename"] = error.Kind,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray(error.Text),
    };

    private static JsonObject Faces(CellOutput output) => new(MimeBundle.Of(output).Select(face => KeyValuePair.Create<string, JsonNode?>(face.Type, face.Face)));

    private void SendText()
    {
        sinceSent.Restart();
        if (text.Length == 0) return;
        Send("stream", new JsonObject { ["name"] = "stdout", ["text"] = text.ToString() });
        text.Clear();
    }
}
