using System.CommandLine;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Streams;
using Chainrule.Data.Models;
using Chainrule.Rules;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule import FILE</c>: a model out of tensors of another program, or out of a network file.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Tensors of another program (safetensors), which need --network, or a network file (JSON)." };
        Option<string?> network = ProblemOptions.Text("--network", "FILE", "Of tensors: the network file that says the layers; it need not have their numbers.");
        Option<string?> output = ProblemOptions.Text("--output", "FILE", $"The model (default {ModelInput.DefaultName}, which is not overwritten).");
        var command = new Command("import", "Make a model of the tensors of another program, or of a network file.") { file, network, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file), to = parsed.GetValue(output) ?? ModelInput.DefaultName;
            Model model = Read(path, parsed.GetValue(network), network.Name);
            if (parsed.GetValue(output) is null && UserFile.Exists(to)) throw new ProblemException($"{to} is there already; name it with {output.Name}, if it is to be replaced, or another file");
            OutputFile.Write(to, stream => ModelFile.Save(stream, model));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Model Read(string path, string? network, string option)
    {
        if (network == "-" && path == "-") throw new ProblemException($"both files are standard input, wanted one of them to be a file: {option} network.json");
        byte[] file = UserFile.ReadAll(path, ModelFile.LargestFile);
        string name = UserFile.NameOf(path);
        bool isSafetensors = ModelInput.IsSafetensors(file);
        if (network is not null)
            return isSafetensors
                ? ModelFile.Import(file, name, UserFile.ReadAll(network), UserFile.NameOf(network))
                : throw new ProblemException($"{name}: wanted a safetensors file beside {option}; a network file with its numbers is imported without {option}");
        if (!isSafetensors) return ModelJson.Parse(file, name);
        if (ModelFile.HasNetwork(file, name)) throw new ProblemException($"{name}: this is a model already, there is nothing to import");
        throw new ProblemException($"{name}: these are tensors of another program; add {option} network.json, a network file that says the layers, with or without their numbers");
    }
}
