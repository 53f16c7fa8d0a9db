using Chainrule.Cli;
using Chainrule.Cli.Streams;

StandardStreams.Install();
return CommandLine.Run(args);
