using System.Text.Encodings.Web;
using System.Text.Json;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Rendering;

/// <summary>A training step for programs: every number in full precision, with its formula, its arithmetic and the numbers it came from.</summary>
internal static class JsonFormat
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // It is a file or a terminal, not a web page: + stays +.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The step as one object: <c>loss</c>, <c>lossAfter</c>, <c>layers</c> and <c>numbers</c>; of an excerpt its numbers only, and no <c>layers</c>.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="output">Where to write, as UTF-8.</param>
    /// <param name="more">Writes further properties into the object, or null.</param>
    /// <param name="excerpt">Which numbers, or null for all.</param>
    public static void Write(Recording recording, Stream output, Action<Utf8JsonWriter>? more = null, Excerpt? excerpt = null)
    {
        bool isWhole = excerpt?.IsWhole ?? true;
        Verify(recording);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteNumber(json, "loss", recording.Loss);
        WriteNumber(json, "lossAfter", recording.LossAfter);
        if (isWhole) WriteLayers(json, recording);
        more?.Invoke(json);
        WriteNumbers(json, recording.Book.All().Where(each => isWhole || excerpt!.Holds(each)).Select(each => ExplainedNumber.Of(recording, each)));
        json.WriteEndObject();
    }

    /// <summary>Some numbers only, as <c>{ "numbers": […] }</c>.</summary>
    public static void Write(IEnumerable<ExplainedNumber> numbers, Stream output)
    {
        // Each is verified as it is read.
        ExplainedNumber[] all = [.. numbers];
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteNumbers(json, all);
        json.WriteEndObject();
    }

    // Each formula is verified as it is read. All of them are before the first byte is written: what has been written cannot be taken back. (They are read again then, which takes time and no memory.)
    private static void Verify(Recording recording)
    {
        foreach (Address address in recording.Book.All()) _ = recording.FormulaOf(address);
    }

    private static void WriteLayers(Utf8JsonWriter json, Recording recording)
    {
        json.WriteStartArray("layers");
        for (int l = 1; l <= recording.Book.Depth; l++) WriteLayer(json, recording, l);
        json.WriteEndArray();
    }

    private static void WriteLayer(Utf8JsonWriter json, Recording recording, int l)
    {
        json.WriteStartObject();
        json.WriteNumber("layer", l);
        if (recording.Problem.Network.Layers[l - 1] is Dense dense) WriteDense(json, recording, dense, l);
        else WriteKind(json, recording, l);
        json.WriteEndObject();
    }

    // A dense layer's parameters stand in its network's file: here is only what was computed.
    private static void WriteDense(Utf8JsonWriter json, Recording recording, Dense dense, int l)
    {
        json.WriteString("activation", dense.Activation.Name);
        Write(json, recording, Symbol.Z, l);
        Write(json, recording, Symbol.A, l);
        if (recording.Book.HasDA(l)) Write(json, recording, Symbol.DA, l);
        else json.WriteNull("dA");
        foreach (Symbol symbol in (Symbol[])[Symbol.DZ, Symbol.DW, Symbol.DB, Symbol.NewW, Symbol.NewB]) Write(json, recording, symbol, l);
        foreach (Entry state in recording.Book.EntriesOf(l).Where(each => each.Form == Form.State)) Write(json, recording, state);
    }

    private static void WriteKind(Utf8JsonWriter json, Recording recording, int l)
    {
        LayerSpec layer = recording.Problem.Network.Layers[l - 1];
        json.WriteString("kind", layer.Kind);
        json.WriteString("words", layer.Words);
        foreach (Entry entry in recording.Book.EntriesOf(l)) Write(json, recording, entry);
    }

    private static void Write(Utf8JsonWriter json, Recording recording, Symbol symbol, int l) => Write(json, recording, new Entry(recording.Book.Find(symbol, l)!, symbol.Form));

    /// <summary>All numbers of a list, nested as its shape; what belongs to examples as a list of such.</summary>
    private static void Write(Utf8JsonWriter json, Recording recording, Entry entry)
    {
        Shape shape = entry.Quantity.Shape;
        int[] sizes = [.. shape.IsPerExample ? [recording.Problem.Batch.Count] : Array.Empty<int>(), .. shape.Sizes];
        double[] numbers = [.. recording.Values(entry)];
        json.WritePropertyName(NameOf(entry));
        WriteNested(json, sizes, numbers);
    }

    /// <summary>The field of a list: <c>z</c>, <c>dZ</c>, <c>newW</c>, <c>newGain</c>, <c>mW</c>, <c>mGain</c>.</summary>
    public static string NameOf(Entry entry) => entry.Form switch
    {
        Form.Updated => "new" + Upper(entry.Quantity.Letter),
        Form.State => entry.State + Upper(entry.Quantity.Letter),
        _ => entry.Symbol.Name,
    };

    private static string Upper(string letter) => char.ToUpperInvariant(letter[0]) + letter[1..];

    /// <summary>The kind of a layer and its parameters as they are in this network, nested as their shapes.</summary>
    public static void WriteParameters(Utf8JsonWriter json, Network<F64> network, int l)
    {
        json.WriteString("kind", network.Spec.Layers[l - 1].Kind);
        foreach (Quantity parameter in network.Plan.Parameters.Where(each => each.Layer == l))
        {
            json.WritePropertyName(parameter.Letter);
            WriteNested(json, parameter.Shape.Sizes.AsSpan(), [.. parameter.Shape.Indices().Select(index => parameter.Shape.Place(index)).Select(place => network[parameter][place.Row, place.Column].Number)]);
        }
    }

    private static void WriteNested(Utf8JsonWriter json, ReadOnlySpan<int> sizes, ReadOnlySpan<double> numbers)
    {
        if (sizes.Length <= 1)
        {
            WriteRow(json, null, numbers.ToArray());
            return;
        }
        json.WriteStartArray();
        int part = numbers.Length / sizes[0];
        for (int i = 0; i < sizes[0]; i++) WriteNested(json, sizes[1..], numbers.Slice(i * part, part));
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, IEnumerable<ExplainedNumber> numbers)
    {
        json.WriteStartArray("numbers");
        foreach (ExplainedNumber number in numbers)
        {
            json.WriteStartObject();
            json.WriteString("address", number.Address);
            json.WriteString("formula", number.Formula);
            json.WriteString("expression", number.Expression);
            json.WritePropertyName("from");
            json.WriteRawValue($"[{string.Join(", ", number.From.Select(from => $"\"{from}\""))}]");
            WriteNumber(json, "value", number.Value);
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

    /// <summary>A row as an array on one line, named or as an element; null in the place of a number that is not finite.</summary>
    public static void WriteRow(Utf8JsonWriter json, string? name, double[] row)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", row.Select(number => double.IsFinite(number) ? AsciiPrinter.Instance.Number(number) : "null"))}]");
    }

    /// <summary>A number, or null where it is not finite: JSON has no word for ∞.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double number)
    {
        // + 0.0 turns −0 into 0.
        if (double.IsFinite(number)) json.WriteNumber(name, number + 0.0);
        else json.WriteNull(name);
    }
}
