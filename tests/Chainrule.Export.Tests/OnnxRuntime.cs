using Microsoft.ML.OnnxRuntime;

namespace Chainrule.Export.Tests;

/// <summary>An ONNX file in the program that most people read such files with.</summary>
internal sealed class OnnxRuntime : IDisposable
{
    private readonly InferenceSession session;

    internal OnnxRuntime(byte[] file) => session = new InferenceSession(file);

    /// <summary>The file of a model, opened.</summary>
    internal static OnnxRuntime Of(PortableModel model)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(stream, model);
        return new(stream.ToArray());
    }

    internal InferenceSession Session => session;

    /// <summary>The answers to examples that stand one after the other.</summary>
    internal float[] Answers(PortableModel model, float[] x)
    {
        long[] sizes = [x.Length / model.Network.Inputs, .. model.Network.Input.Sizes.Select(size => (long)size)];
        using OrtValue input = session.InputMetadata["input"].ElementType == typeof(long)
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(x, each => (long)each), sizes)
            : OrtValue.CreateTensorValueFromMemory(x, sizes);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> answers = session.Run(options, ["input"], [input], ["output"]);
        return answers[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => session.Dispose();
}
