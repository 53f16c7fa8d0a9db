using System.CommandLine;
using Chainrule.Cli.Options;
using Chainrule.Explain.Graphs;
using Chainrule.Explain.Rendering;
using Chainrule.Rules;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule graph EXPRESSION</c>: the graph of an expression, with values and gradients.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var expression = new Argument<string>("EXPRESSION") { Description = "Such as \"(a*b + c)*f\" or \"e = a*b; L = tanh(e + c)\"." };
        Option<string?> at = ProblemOptions.Text("--at", "VALUES", "The values of the variables, such as a=2,b=-3.");
        Option<string?> output = ProblemOptions.Text("--output", "FILE", "Draw to a .svg or .dot file.");
        var command = new Command("graph", "Build the graph of an expression, run it forward and backward, and draw it.") { expression, at, output };
        command.SetAction(parsed =>
        {
            Graph graph = Graph.Of(parsed.GetRequiredValue(expression), parsed.GetValue(at) ?? "", at.Name);
            string? path = parsed.GetValue(output);
            switch (Path.GetExtension(path)?.ToLowerInvariant())
            {
                case null: Output.Write([.. GraphText.Lines(graph).Select(line => new StyledLine(line))], null); break;
                case ".svg": Output.Write(SvgWriter.Write(graph), path); break;
                case ".dot": Output.Write(DotWriter.Write(graph), path); break;
                case ".txt": Output.Write([.. GraphText.Lines(graph).Select(line => new StyledLine(line))], path); break;
                default: throw new ProblemException($"--output {path}: wanted a file that ends in .svg, .dot or .txt");
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
