using System.Text.Json.Nodes;
using Chainrule.Cells.Engine;

namespace Chainrule.Jupyter;

/// <summary>Answers the questions that run nothing.</summary>
internal sealed class Requests(CellEngine engine)
{
    /// <summary>The content of the reply; null for messages that want none.</summary>
    public JsonObject? Answer(Message asked) => asked.Type switch
    {
        "kernel_info_request" => KernelInfo(),
        "complete_request" => Complete(asked.Text("code"), asked.Whole("cursor_pos")),
        "is_complete_request" => new JsonObject { ["status"] = CellEngine.IsComplete(asked.Text("code")) ? "complete" : "incomplete", ["indent"] = "" },
        "inspect_request" => new JsonObject { ["status"] = "ok", ["found"] = false, ["data"] = new JsonObject(), ["metadata"] = new JsonObject() },
        "history_request" => new JsonObject { ["status"] = "ok", ["history"] = new JsonArray() },
        "comm_info_request" => new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() },
        _ => null,
    };

    private static JsonObject KernelInfo() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.3",
        ["implementation"] = "chainrule",
        ["implementation_version"] = typeof(Requests).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = "C# with Chainrule: backpropagation from scratch",
        ["help_links"] = new JsonArray(),
    };

    private JsonObject Complete(string code, int cursor)
    {
        Completion completion = engine.Complete(code, Utf16(code, cursor));
        return new()
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completion.Names.Select(name => JsonValue.Create(name))]),
            ["cursor_start"] = CodePoints(code, completion.Start),
            ["cursor_end"] = CodePoints(code, completion.End),
            ["metadata"] = new JsonObject(),
        };
    }

    // Jupyter counts code points, C# counts UTF-16 units; 𝓛 is one of the first and two of the second.
    private static int Utf16(string code, int codePoints) => code.EnumerateRunes().Take(codePoints).Sum(rune => rune.Utf16SequenceLength);

    private static int CodePoints(string code, int utf16) => code[..utf16].EnumerateRunes().Count();
}
