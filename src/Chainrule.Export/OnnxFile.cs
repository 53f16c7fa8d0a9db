using System.Text.Encodings.Web;
using System.Text.Json;
using Chainrule.Export.Onnx;
using Chainrule.Export.Onnx.Layers;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Export;

/// <summary>
/// A network as an ONNX file, for any program that reads ONNX: standard operations alone (operator set 17), scaling within the graph, one input and one output, <c>input</c> and <c>output</c>, of as
/// many examples as come. (Open Neural Network Exchange, 2017.)
/// </summary>
/// <remarks>
/// Behind the axis of the examples stand those of the network's input: numbers, positions and numbers, or channels, rows and columns. Numbers are floats; an embedding's whole numbers are int64. What a
/// network answers with <see cref="Networks.Predictor"/> the file answers, but for rounding.
/// </remarks>
public static class OnnxFile
{
    // A message of Protocol Buffers has at most 2 GB; some of it is for all that is no parameter.
    private const long MostParameters = 500_000_000;

    // Names are read by people; nothing here goes into a page.
    private static readonly JavaScriptEncoder Plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes the file to a stream, which stays open. The names of inputs and classes stand in its metadata, as lists in JSON.</summary>
    /// <exception cref="ProblemException">
    /// A layer or an activation is one of your own, the scaler or the names do not fit to the network, a number is larger than any float, or there are more parameters than such a file can hold.
    /// </exception>
    /// <exception cref="ArgumentException">Something is null, or the stream is closed or cannot be written to.</exception>
    public static void Write(Stream stream, PortableModel model)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        if (!stream.CanWrite) throw new ArgumentException("got a stream that is closed or was opened for reading only, wanted one that is open for writing", nameof(stream));
        model.Check();
        if (model.Network.ParameterCount > MostParameters)
            throw new ProblemException($"the network has {model.Network.ParameterCount:N0} parameters, wanted at most {MostParameters:N0}, what an ONNX file holds; make the layers smaller");
        Plan plan = model.Network.PredictionPlan;
        OnnxGraph graph = OnnxNetwork.Of(model.Network, model.Scaler, model.TargetScaler);
        List<(string, string)> notes = [];
        if (model.InputNames.Count > 0) notes.Add(("inputs", Json(model.InputNames)));
        if (model.ClassNames.Count > 0) notes.Add(("classes", Json(model.ClassNames)));
        var file = new Protobuf();
        OnnxMessages.Model(
            file, graph, model.Network.ToString(),
            new(OnnxGraph.Input, plan.WholeBelow(plan.X) is null ? OnnxMessages.Float : OnnxMessages.Int64, model.Network.Input.Sizes),
            new(OnnxGraph.Output, OnnxMessages.Float, plan.Layers[^1].Output.Shape.Sizes), notes);
        stream.Write(file.Written);
    }

    private static string Json(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"\"{JsonEncodedText.Encode(name, Plain)}\""))}]";
}
