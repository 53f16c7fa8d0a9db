using Chainrule.Cli;

return CommandLine.Run(args);
