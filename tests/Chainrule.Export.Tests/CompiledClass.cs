using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chainrule.Export.Tests;

/// <summary>A C# file, compiled as somebody does who has .NET and nothing else.</summary>
internal sealed class CompiledClass
{
    private delegate void Prediction(ReadOnlySpan<float> x, Span<float> y);

    private static readonly MetadataReference[] references =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll").Append(typeof(object).Assembly.Location).Where(IsManaged).Distinct().Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Prediction predict;

    internal CompiledClass(string text, string name = "Model")
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Compiled{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12))], references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999));
        using var assembly = new MemoryStream();
        Diagnostic[] said = [.. compilation.Emit(assembly).Diagnostics.Where(each => each.Severity != DiagnosticSeverity.Hidden)];
        Assert.True(said.Length == 0, $"{string.Join('\n', said.Take(5).Select(each => each.ToString()))}\n{text[..Math.Min(text.Length, 20_000)]}");
        assembly.Position = 0;
        Class = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(assembly).GetType(name, throwOnError: true)!;
        predict = Class.GetMethod("Predict")!.CreateDelegate<Prediction>();
    }

    internal Type Class { get; }

    internal float[] Answers(float[] x)
    {
        var y = new float[x.Length / (int)Class.GetField("Inputs")!.GetRawConstantValue()! * (int)Class.GetField("Outputs")!.GetRawConstantValue()!];
        Predict(x, y);
        return y;
    }

    internal void Predict(ReadOnlySpan<float> x, Span<float> y) => predict(x, y);

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
