using System.Text.Encodings.Web;
using System.Text.Json;
using Chainrule.Explain.Rendering;

namespace Chainrule.Practice;

/// <summary>A diagnosis and a marked sheet for programs.</summary>
internal static class DiagnosisJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The diagnosis as one object: <c>correct</c> (null where more digits are needed), <c>expected</c>, <c>diagnoses</c>, <c>ask</c>.</summary>
    public static void Write(Diagnosis diagnosis, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("address", diagnosis.Address);
        json.WriteString("answer", diagnosis.Answer);
        if (diagnosis.Verdict == Verdict.MoreDigits) json.WriteNull("correct");
        else json.WriteBoolean("correct", diagnosis.Verdict == Verdict.Right);
        JsonFormat.WriteNumber(json, "expected", diagnosis.Expected);
        Write(json, diagnosis.Findings);
        if (diagnosis.Ask is { } ask) json.WriteString("ask", ask);
        json.WriteEndObject();
    }

    /// <summary>The sheet as one object: <c>marks</c>, <c>of</c>, <c>steps</c>, <c>answers</c>, <c>unreadable</c>, <c>diagnoses</c>.</summary>
    public static void Write(Marking marking, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteBoolean("correct", marking.Passed);
        json.WriteNumber("marks", marking.Earned);
        json.WriteNumber("of", marking.Answers.Count);
        json.WriteStartArray("steps");
        foreach ((string step, int earned, int of) in marking.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step);
            json.WriteNumber("marks", earned);
            json.WriteNumber("of", of);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("answers");
        foreach (MarkedAnswer each in marking.Answers)
        {
            json.WriteStartObject();
            json.WriteString("address", each.Address.ToString());
            if (each.Written is { } written) json.WriteString("answer", written.Text);
            else json.WriteNull("answer");
            json.WriteString("mark", JsonNamingPolicy.CamelCase.ConvertName(each.Mark.ToString()));
            JsonFormat.WriteNumber(json, "right", each.Right);
            JsonFormat.WriteNumber(json, "expected", each.Expected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("unreadable");
        foreach (string each in marking.Unreadable) json.WriteStringValue(each);
        json.WriteEndArray();
        Write(json, marking.Findings);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("diagnoses");
        foreach (Finding each in findings)
        {
            json.WriteStartObject();
            json.WriteString("mistake", string.Join('+', each.Mistakes));
            json.WriteString("step", each.Step);
            json.WriteString("explanation", each.Explanation);
            json.WriteString("first", each.First);
            JsonFormat.WriteNumber(json, "right", each.Right);
            JsonFormat.WriteNumber(json, "wrong", each.Wrong);
            json.WriteString("lesson", each.Mistakes[0].Lesson);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
