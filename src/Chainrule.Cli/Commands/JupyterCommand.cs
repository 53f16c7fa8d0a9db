using System.CommandLine;
using System.Reflection;
using Chainrule.Cli.Options;
using Chainrule.Jupyter;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule jupyter</c>: the cells of the lessons in Jupyter.</summary>
internal static class JupyterCommand
{
    public static Command Create() => new("jupyter", "C# cells in Jupyter, with the same engine that runs the lessons.") { Install(), Start() };

    private static Command Install()
    {
        var command = new Command("install", "Register the kernel \"C# (Chainrule)\" with Jupyter, for you only.");
        command.SetAction(_ =>
        {
            string folder = KernelSpec.Install(ThisProgram());
            Output.Write($"Registered in {folder}. Now start Jupyter and open a notebook with the kernel \"C# (Chainrule)\".", null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("CONNECTION-FILE") { Description = "The file that Jupyter wrote." };
        var command = new Command("kernel", "The kernel itself; Jupyter starts it.") { file };
        command.SetAction(parsed =>
        {
            Kernel.Run(parsed.GetRequiredValue(file));
            return ExitCodes.Done;
        });
        return command;
    }

    // Started as "dotnet Chainrule.Cli.dll", the program is dotnet and the file its first argument.
    private static string[] ThisProgram()
    {
        string program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Assembly.GetExecutingAssembly().Location] : [program];
    }
}
