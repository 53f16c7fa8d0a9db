using Chainrule.Cells.Engine;
using Chainrule.Cells.Lessons;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chainrule.Cells.Tests;

/// <summary>Every lesson, as it stands.</summary>
public class LessonTests
{
    public static TheoryData<string> Lessons => [.. LessonFiles.Names];

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task The_lesson_runs(string name)
    {
        ExecutedLesson executed = await LessonRunner.RunAsync(LessonFiles.Read(name), Session.Host);
        Assert.Empty(executed.Errors.Select(error => error.Text));
    }

    // dotnet run compiles the file as one program: it knows fewer freedoms than cells, such as declaring a name twice.
    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_lesson_is_one_program_too(string name)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        string usings = string.Concat(Compiler.Usings.Select(each => $"global using {each};\n"));
        var program = CSharpCompilation.Create("lesson",
            [CSharpSyntaxTree.ParseText(LessonFiles.Read(name).Source, options, path: name, cancellationToken: stop), CSharpSyntaxTree.ParseText(usings, options, cancellationToken: stop)],
            Session.Host.References, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        Assert.Empty(program.GetDiagnostics(stop).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_lesson_begins_as_lessons_do(string name)
    {
        string[] lines = LessonFiles.Read(name).Source.Split('\n');
        Assert.Equal(["#!/usr/bin/env dotnet", "#:project ../src/Chainrule.Lessons", "#:property PublishAot=false", "#:property InvariantGlobalization=true"], lines[..4]);
    }
}
