using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chainrule.Cells.Engine;
using Chainrule.Cells.Scripts;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Exports;

/// <summary>An executed lesson as a Jupyter notebook, nbformat 4.5. The same lesson gives the same bytes.</summary>
public static partial class NotebookExport
{
    /// <summary>The name under which the Jupyter kernel is registered.</summary>
    public const string KernelName = "chainrule";

    /// <summary>Where a cell's metadata says that its outputs differ from run to run.</summary>
    public const string VolatileTag = "volatile";

    private static readonly JsonWriterOptions Json = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the .ipynb file.</summary>
    public static string Write(ExecutedLesson lesson)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            json.WriteStartArray("cells");
            int executed = 0;
            foreach (ExecutedCell cell in lesson.Cells) WriteCell(json, cell, cell.Result is null ? 0 : ++executed);
            json.WriteEndArray();
            WriteMetadata(json);
            json.WriteNumber("nbformat", 4);
            json.WriteNumber("nbformat_minor", 5);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        json.WriteStartObject("kernelspec");
        json.WriteString("display_name", "C# (Chainrule)");
        json.WriteString("language", "C#");
        json.WriteString("name", KernelName);
        json.WriteEndObject();
        json.WriteStartObject("language_info");
        json.WriteString("file_extension", ".cs");
        json.WriteString("mimetype", "text/x-csharp");
        json.WriteString("name", "C#");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, ExecutedCell executed, int count)
    {
        LessonCell cell = executed.Cell;
        json.WriteStartObject();
        json.WriteString("cell_type", cell.IsProse ? "markdown" : "code");
        if (!cell.IsProse)
        {
            if (count > 0) json.WriteNumber("execution_count", count);
            else json.WriteNull("execution_count");
        }
        json.WriteString("id", $"cell-{cell.Number}");
        WriteTags(json, cell.Traits);
        if (!cell.IsProse)
        {
            json.WriteStartArray("outputs");
            foreach (CellOutput output in executed.Result?.Outputs ?? []) WriteOutput(json, output);
            json.WriteEndArray();
        }
        WriteLines(json, "source", cell.IsProse ? LinkToLesson().Replace(cell.Text, "]($1.ipynb)") : cell.Text);
        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, CellTraits traits)
    {
        json.WriteStartObject("metadata");
        if (traits != CellTraits.None)
        {
            json.WriteStartArray("tags");
            if (traits.HasFlag(CellTraits.DesktopOnly)) json.WriteStringValue("desktop-only");
            if (traits.HasFlag(CellTraits.Volatile)) json.WriteStringValue(VolatileTag);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, CellOutput output)
    {
        json.WriteStartObject();
        switch (output)
        {
            case TextOutput text:
                json.WriteString("name", "stdout");
                json.WriteString("output_type", "stream");
                WriteLines(json, "text", text.Written);
                break;
            case CellErrorOutput error:
                json.WriteString("ename", error.Kind);
                json.WriteString("evalue", error.Message);
                json.WriteString("output_type", "error");
                json.WriteStartArray("traceback");
                json.WriteStringValue(error.Text);
                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject("data");
                foreach ((string type, string face) in MimeBundle.Of(output)) WriteLines(json, type, face);
                json.WriteEndObject();
                json.WriteStartObject("metadata");
                json.WriteEndObject();
                json.WriteString("output_type", "display_data");
                break;
        }
        json.WriteEndObject();
    }

    // Notebooks hold a text as its lines, each with its line end.
    private static void WriteLines(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            json.WriteStringValue(text.AsSpan(start, end - start));
            start = end;
        }
        json.WriteEndArray();
    }

    // From one lesson to another, which stands beside it as a notebook too.
    [GeneratedRegex(@"\]\(([\w-]+)\.cs\)")]
    private static partial Regex LinkToLesson();
}
