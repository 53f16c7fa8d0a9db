using System.CommandLine;
using System.Text;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Streams;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;
using Chainrule.Export;
using Chainrule.Rules;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule export MODEL</c>: the model for other programs, as ONNX, as C#, or as JSON to be read.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model (safetensors) or a network file (JSON), or - for standard input." };
        Option<string?> onnx = ProblemOptions.Text("--onnx", "FILE", "Write an ONNX file, with the scaling of inputs in it.");
        Option<string?> csharp = ProblemOptions.Text("--csharp", "FILE", "Write one C# file that needs nothing else.");
        Option<string?> json = ProblemOptions.Text("--json", "FILE", "Write a network file: JSON with every digit, which import turns back.");
        Option<string?> space = ProblemOptions.Text("--namespace", "NAME", "Of the C# file: the namespace (default none).");
        Option<string?> type = ProblemOptions.Text("--class", "NAME", "Of the C# file: the class (default: the name of the file).");
        var command = new Command("export", "Take a model elsewhere: as ONNX, as C# without dependencies, or as JSON.") { model, onnx, csharp, json, space, type };
        command.SetAction(parsed =>
        {
            string? toOnnx = parsed.GetValue(onnx), toCSharp = parsed.GetValue(csharp), toJson = parsed.GetValue(json);
            if ((toOnnx ?? toCSharp ?? toJson) is null) throw new ProblemException($"export needs a file to write: {onnx.Name} model.onnx, {csharp.Name} Model.cs or {json.Name} network.json");
            foreach (Option<string?> name in (Option<string?>[])[space, type])
                if (toCSharp is null && parsed.GetValue(name) is not null) throw new ProblemException($"{name.Name} only goes with {csharp.Name}; add {csharp.Name} Model.cs, or leave {name.Name} out");
            Model read = ModelInput.Read(parsed.GetRequiredValue(model));
            PortableModel portable = Portable(read);
            // Everything is there before the first file is touched.
            List<(string Path, string Option, Action<Stream> Write)> files = [];
            if (toOnnx is not null) files.Add((toOnnx, onnx.Name, Held(stream => OnnxFile.Write(stream, portable))));
            if (toCSharp is not null) files.Add((toCSharp, csharp.Name, Held(CSharpFile.Text(portable, new(parsed.GetValue(type) ?? ClassOf(toCSharp), parsed.GetValue(space))))));
            if (toJson is not null) files.Add((toJson, json.Name, Held(ModelJson.Write(read))));
            foreach ((string path, string option, Action<Stream> write) in files) OutputFile.Write(path, write, option);
            return ExitCodes.Done;
        });
        return command;
    }

    // Columns have names worth keeping; pixels have none.
    private static PortableModel Portable(Model model)
    {
        if (Preprocessing.Of(model) is not { } preprocessing) return new(model.Network);
        return new(model.Network) { Scaler = preprocessing.InputScaler, TargetScaler = preprocessing.TargetScaler, InputNames = preprocessing.Table is null ? [] : preprocessing.InputNames, ClassNames = preprocessing.Classes };
    }

    private static Action<Stream> Held(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private static Action<Stream> Held(Action<Stream> write)
    {
        var whole = new MemoryStream();
        write(whole);
        return stream => stream.Write(whole.GetBuffer().AsSpan(0, (int)whole.Length));
    }

    // my-moons.cs holds MyMoons.
    private static string ClassOf(string path)
    {
        var name = new StringBuilder();
        bool isFirst = true;
        foreach (char each in Path.GetFileNameWithoutExtension(path))
        {
            bool isLetter = char.IsAsciiLetterOrDigit(each);
            if (isLetter) name.Append(isFirst ? char.ToUpperInvariant(each) : each);
            isFirst = !isLetter;
        }
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"Model{name}" : name.ToString();
    }
}
