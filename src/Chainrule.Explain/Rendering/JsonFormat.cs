using System.Text.Encodings.Web;
using System.Text.Json;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Rendering;

/// <summary>A training step for programs: every number in full precision, with its formula, its arithmetic and the numbers it came from.</summary>
public static class JsonFormat
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // It is a file or a terminal, not a web page: + stays +.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole step as one object: <c>loss</c>, <c>lossAfter</c>, <c>layers</c> and <c>numbers</c>.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="output">Where to write, as UTF-8.</param>
    /// <param name="more">Writes further properties into the object, or null.</param>
    public static void Write(Recording recording, Stream output, Action<Utf8JsonWriter>? more = null)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteNumber(json, "loss", recording.Loss);
        WriteNumber(json, "lossAfter", recording.LossAfter);
        json.WriteStartArray("layers");
        for (int l = 1; l <= recording.Book.Depth; l++) WriteLayer(json, recording, l);
        json.WriteEndArray();
        more?.Invoke(json);
        WriteNumbers(json, recording, recording.Book.All());
        json.WriteEndObject();
    }

    /// <summary>Some numbers only, as <c>{ "numbers": […] }</c>.</summary>
    public static void Write(Recording recording, IEnumerable<Address> addresses, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteNumbers(json, recording, addresses);
        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, Recording recording, int l)
    {
        json.WriteStartObject();
        json.WriteNumber("layer", l);
        json.WriteString("activation", recording.Problem.Network.Dense(l).Activation.Name);
        WriteRows(json, "z", recording.Values(Symbol.Z, l));
        WriteRows(json, "a", recording.Values(Symbol.A, l));
        if (recording.Book.HasDA(l)) WriteRows(json, "dA", recording.Values(Symbol.DA, l));
        else json.WriteNull("dA");
        WriteRows(json, "dZ", recording.Values(Symbol.DZ, l));
        WriteRows(json, "dW", recording.Values(Symbol.DW, l));
        WriteRow(json, "db", recording.Values(Symbol.DB, l)[0]);
        WriteRows(json, "newW", recording.Values(Symbol.NewW, l));
        WriteRow(json, "newB", recording.Values(Symbol.NewB, l)[0]);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, Recording recording, IEnumerable<Address> addresses)
    {
        json.WriteStartArray("numbers");
        foreach (Address address in addresses)
        {
            double value = recording[address];
            Formula? formula = recording.FormulaOf(address);
            json.WriteStartObject();
            json.WriteString("address", address.ToString());
            json.WriteString("formula", formula is null ? "given" : AsciiPrinter.Instance.Print(formula.Textbook()));
            json.WriteString("expression", formula is null ? AsciiPrinter.Instance.Number(value) : AsciiPrinter.Instance.Print(formula.Elementary(), numbers: true));
            json.WritePropertyName("from");
            json.WriteRawValue($"[{string.Join(", ", (formula?.Addresses() ?? []).Select(from => $"\"{from}\""))}]");
            WriteNumber(json, "value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A matrix as an array of rows.</summary>
    public static void WriteRows(Utf8JsonWriter json, string name, double[][] rows)
    {
        json.WriteStartArray(name);
        foreach (double[] row in rows) WriteRow(json, null, row);
        json.WriteEndArray();
    }

    /// <summary>A row as an array on one line, named or as an element.</summary>
    public static void WriteRow(Utf8JsonWriter json, string? name, double[] row)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", row.Select(AsciiPrinter.Instance.Number))}]");
    }

    /// <summary>A number, or null where it is not finite: JSON has no word for ∞.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
