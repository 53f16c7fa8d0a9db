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

    internal CompiledClass(string text, string name = "Model") : this(Compiled(text).GetType(name, throwOnError: true)!)
    {
    }

    private CompiledClass(Type type) => (Class, predict) = (type, type.GetMethod("Predict")!.CreateDelegate<Prediction>());

    /// <summary>A class for each model, compiled at once.</summary>
    internal static IEnumerable<CompiledClass> Of(IEnumerable<PortableModel> models)
    {
        string[] texts = [.. models.Select((model, i) => CSharpFile.Text(model, new($"Model{i}")))];
        Assembly assembly = Compiled(texts);
        return texts.Select((_, i) => new CompiledClass(assembly.GetType($"Model{i}", throwOnError: true)!));
    }

    private static Assembly Compiled(params string[] texts)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Compiled{Guid.NewGuid():N}", texts.Select(text => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12))), references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999));
        using var assembly = new MemoryStream();
        Diagnostic[] said = [.. compilation.Emit(assembly).Diagnostics.Where(each => each.Severity != DiagnosticSeverity.Hidden)];
        Assert.True(said.Length == 0, string.Join('\n', said.Take(5).Select(each => $"{each}: {each.Location.SourceTree?.GetText().Lines[each.Location.GetLineSpan().StartLinePosition.Line]}")));
        assembly.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(assembly);
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
