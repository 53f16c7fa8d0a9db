using Chainrule.Data.Models;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public ExportCommandTests() => ModelFile.Save(At("m.safetensors"), new(new([new Dense(Activation.Tanh, [[0.5, -1], [0.1, 2]], [0.25, 0])], Loss.Mse)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);

    private static void Done(params string[] arguments)
    {
        Outcome outcome = Program.Run(arguments);
        Assert.Equal((0, "", ""), (outcome.Code, outcome.Output, outcome.Error));
    }

    private void Refused(string message, params string[] arguments)
    {
        string[] before = [.. Directory.EnumerateFiles(folder).Order()];
        Outcome outcome = Program.Run(arguments);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFiles(folder).Order());
    }

    [Fact]
    public void A_model_is_written_in_every_form_at_once()
    {
        Done("export", At("m.safetensors"), "--onnx", At("m.onnx"), "--csharp", At("my-moons.cs"), "--json", At("net.json"));
        // ModelProto begins with its version, 8.
        Assert.Equal([0x08, 0x08], File.ReadAllBytes(At("m.onnx"))[..2]);
        Assert.Contains("public static class MyMoons\n", File.ReadAllText(At("my-moons.cs")), StringComparison.Ordinal);
        Assert.Contains("\"weights\": [", File.ReadAllText(At("net.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_file_is_exported_too_and_the_class_has_the_name_that_is_wanted()
    {
        Done("export", At("m.safetensors"), "--json", At("net.json"));
        Done("export", At("net.json"), "--csharp", At("a.cs"), "--class", "Moons", "--namespace", "My.Models");
        string text = File.ReadAllText(At("a.cs"));
        Assert.Contains("namespace My.Models;\n", text, StringComparison.Ordinal);
        Assert.Contains("public static class Moons\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_imported_is_the_model_to_the_byte()
    {
        Done("export", At("m.safetensors"), "--json", At("net.json"));
        Done("import", At("net.json"), "--output", At("again.safetensors"));
        Assert.Equal(File.ReadAllBytes(At("m.safetensors")), File.ReadAllBytes(At("again.safetensors")));
    }

    [Fact]
    public void Tensors_are_imported_with_a_network_that_has_no_numbers()
    {
        File.WriteAllText(At("net.json"), """{ "input": [2], "layers": [{ "activation": "tanh" }], "loss": "mse" }""");
        Done("import", At("m.safetensors"), "--network", At("net.json"), "--output", At("again.safetensors"));
        Assert.Equal(ModelJson.Write(ModelFile.Load(At("m.safetensors"))), ModelJson.Write(ModelFile.Load(At("again.safetensors"))));
    }

    [Fact]
    public void Wrong_input_is_refused_and_nothing_is_written()
    {
        Refused("export needs a file to write: --onnx model.onnx, --csharp Model.cs or --json network.json", "export", At("m.safetensors"));
        Refused("--class only goes with --csharp; add --csharp Model.cs, or leave --class out", "export", At("m.safetensors"), "--onnx", At("m.onnx"), "--class", "A");
        Refused("the class: got the name \"1\"", "export", At("m.safetensors"), "--onnx", At("m.onnx"), "--csharp", At("m.cs"), "--class", "1");
        Refused("there is no such file", "export", At("n.safetensors"), "--onnx", At("m.onnx"));
        Refused("--onnx ", "export", At("m.safetensors"), "--onnx", At("nowhere/m.onnx"));
        Refused("this is a model already, there is nothing to import", "import", At("m.safetensors"), "--output", At("n.safetensors"));
        File.WriteAllText(At("net.json"), "{}");
        Refused("wanted a safetensors file beside --network", "import", At("net.json"), "--network", At("net.json"), "--output", At("n.safetensors"));
        Refused("the key \"layers\" is missing", "import", At("net.json"), "--output", At("n.safetensors"));
        Refused("both files are standard input", "import", "-", "--network", "-");
    }

    [Fact]
    public void The_default_output_is_not_overwritten()
    {
        Done("export", At("m.safetensors"), "--json", At("net.json"));
        Outcome first = Program.Run(["import", At("net.json")], "", start => start.WorkingDirectory = folder), second = Program.Run(["import", At("net.json")], "", start => start.WorkingDirectory = folder);
        Assert.Equal((0, 2), (first.Code, second.Code));
        Assert.Contains("model.safetensors is there already; name it with --output", second.Error, StringComparison.Ordinal);
    }
}
