#!/usr/bin/env dotnet
#:include ../Chainrule.Cli.Tests/Docs/Repository.cs
#:include ../Chainrule.Cli.Tests/Docs/Sample.cs
#:property PublishAot=false

// Writes each sample of the readmes to a folder of its own: the program, what it prints, and the package it needs.
using Chainrule.Cli.Tests.Docs;

foreach ((int i, Sample sample) in Sample.All().Index())
{
    DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(args[0], $"{i + 1}"));
    foreach ((string name, string text) in ((string, string)[])[("Program.cs", sample.Code), ("output", sample.Output), ("package", sample.Package), ("title", $"{sample.Document}, sample {sample.Number}")])
        File.WriteAllText(Path.Combine(folder.FullName, name), text);
}
