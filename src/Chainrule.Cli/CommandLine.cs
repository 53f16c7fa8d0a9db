using System.CommandLine;
using System.CommandLine.Parsing;
using Chainrule.Cli.Commands;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Streams;
using Chainrule.Data;
using Chainrule.Explain.Recordings;
using Chainrule.Rules;

namespace Chainrule.Cli;

/// <summary>The program: which commands there are, and what becomes of errors.</summary>
internal static class CommandLine
{
    public static int Run(string[] args)
    {
        try
        {
            RootCommand root = Root();
            ParseResult parsed = root.Parse(WithDefaultCommand(args, root));
            if (parsed.CommandResult.Command == root && args[0].Length > 0 && args[0][0] != '-' && parsed.Errors.Count > 0) return Refuse(Explain(parsed, root));
            if (UnknownOption(args, parsed) is string unknown) return Refuse(unknown);
            if (parsed.Errors.Count > 0) return Refuse(Explain(parsed, root));
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ProblemException problem)
        {
            return Refuse(problem.Message);
        }
        catch (ExplanationException mistake)
        {
            Output.Complain(mistake.Message);
            return ExitCodes.OwnMistake;
        }
        catch (OutOfMemoryException)
        {
            return Refuse("this problem needs more memory than there is; use fewer examples or smaller layers");
        }
        catch (IOException gone) when (StandardStreams.IsReaderGone(gone))
        {
            // Of a named pipe (--output pipe): nothing to say, and nobody to say it to.
            return ExitCodes.Done;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Refuse($"the system could not read or write ({failed.Message}); look whether the disk is full, and who may use the file");
        }
    }

    /// <summary>All commands with their options.</summary>
    internal static RootCommand Root() => new("Backpropagation from scratch: one training step, and of every number where it came from. Without a command: explain.")
    {
        ExplainCommand.Create(),
        WhyCommand.Create(),
        CheckCommand.Create(),
        DiagnoseCommand.Create(),
        GraphCommand.Create(),
        GenerateCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        TrainCommand.Create(),
        LessonCommand.Create(),
        JupyterCommand.Create(),
        DataCommand.Create(),
        InspectCommand.Create(),
        EvaluateCommand.Create(),
        PredictCommand.Create(),
    };

    // Without a command, chainrule explains: chainrule, chainrule net.json, chainrule --example xor.
    private static string[] WithDefaultCommand(string[] args, RootCommand root)
    {
        if (args.Length == 0) return ["explain"];
        bool isCommand = root.Subcommands.Any(command => command.Name == args[0]);
        bool isHelp = args[0] is "-h" or "--help" or "-?" or "/?" or "/h" or "--version";
        bool isOption = args[0].StartsWith("--", StringComparison.Ordinal), isPath = args[0] == "-" || LooksLikeAFile(args[0]) || UserFile.Exists(args[0]);
        return !isCommand && !isHelp && (isOption || isPath) ? ["explain", .. args] : args;
    }

    // No command has a point or a slash in it; whether the file is there is said when it is read.
    private static bool LooksLikeAFile(string word) => word.AsSpan().ContainsAny("./\\");

    private static int Refuse(string message)
    {
        Output.Complain(message);
        return ExitCodes.BadInput;
    }

    // The parser would take a mistyped option for the FILE argument.
    private static string? UnknownOption(string[] args, ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] known = [.. command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)), "--help", "--version"];
        string? unknown = args.Select(arg => arg.Split('=', ':')[0]).FirstOrDefault(arg => arg.StartsWith("--", StringComparison.Ordinal) && !known.Contains(arg));
        return unknown is null ? null : $"{Names.Unknown(known.Where(name => name.StartsWith("--", StringComparison.Ordinal)).Distinct(), unknown, "option")}. {Help(command)}";
    }

    private static string Help(Command command) => $"For all options: chainrule {PathOf(command)}--help";

    // lesson run: a command inside another is named with it.
    private static string PathOf(Command command) =>
        command is RootCommand ? "" : $"{string.Concat(command.Parents.OfType<Command>().Select(PathOf))}{command.Name} ";

    private static string Explain(ParseResult parsed, RootCommand root)
    {
        Command command = parsed.CommandResult.Command;
        string first = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : "";
        if (command == root && first.Length > 0)
            return Data.Examples.All.Any(each => each.Name == first)
                ? $"{first} is no command but an example: chainrule --example {first}. {Help(command)}"
                : $"{Names.Unknown(root.Subcommands.Select(each => each.Name), first, "command")}. If it is a file: there is no file of that name. {Help(command)}";
        return $"{parsed.Errors[0].Message.TrimEnd('.')}. {Help(command)}";
    }
}
