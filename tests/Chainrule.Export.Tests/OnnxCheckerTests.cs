using System.Diagnostics;

namespace Chainrule.Export.Tests;

/// <summary>The format's own checker, where Python has it: every file is as it wants one, and the shapes that it infers are those that the file says.</summary>
public sealed class OnnxCheckerTests : IDisposable
{
    private const string Check = """
        import glob, sys, onnx
        for path in glob.glob(sys.argv[1] + "/*.onnx"):
            onnx.checker.check_model(path, full_check=True)
            model = onnx.load(path)
            inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
            assert inferred.graph.output == model.graph.output, path
        """;

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_file_passes()
    {
        SkipWithoutOnnx();
        foreach (string name in Cases.Names) File.WriteAllBytes(Path.Combine(folder, $"{name}.onnx"), Written(name));
        (int code, string error) = Python(Check, folder);
        Assert.True(code == 0, error);
    }

    [Fact]
    public void A_file_with_a_wrong_operation_is_refused()
    {
        SkipWithoutOnnx();
        byte[] file = Written("relu");
        file.AsSpan().Slice(file.AsSpan().IndexOf("Relu"u8), 4).Fill((byte)'X');
        File.WriteAllBytes(Path.Combine(folder, "wrong.onnx"), file);
        Assert.NotEqual(0, Python(Check, folder).Code);
    }

    private static byte[] Written(string name)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(stream, new(Cases.Networks(name).First()));
        return stream.ToArray();
    }

    private static void SkipWithoutOnnx() => Assert.SkipUnless(File.Exists("/usr/bin/python3") && Python("import onnx").Code == 0, "needs Debian's python3-onnx");

    private static (int Code, string Error) Python(params string[] code)
    {
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", .. code]) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
