using Chainrule.Cells.Engine;
using Chainrule.Cells.Exports;
using Chainrule.Cells.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chainrule.Cells.Tests;

/// <summary>
/// Every lesson, as it stands, and the notebook made from it. With CHAINRULE_UPDATE_GOLDEN=1 the notebook is stored where it is not up to date;
/// look at the difference before you commit it.
/// </summary>
public class LessonTests
{
    public static TheoryData<string> Lessons => [.. LessonFiles.Names];

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task The_lesson_runs_and_its_notebook_is_up_to_date(string name)
    {
        ExecutedLesson executed = await LessonRunner.RunAsync(LessonFiles.Read(name), Session.Host);
        Assert.True(executed.Succeeded, string.Join('\n', executed.Errors.Select(error => error.Text)));
        string path = Path.Combine(LessonFiles.Folder, "notebooks", Path.ChangeExtension(name, ".ipynb")), made = NotebookExport.Write(executed);
        string? difference = File.Exists(path) ? NotebookComparison.Difference(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), made) : "there is none";
        if (difference is not null && Environment.GetEnvironmentVariable("CHAINRULE_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(path, made, TestContext.Current.CancellationToken);
        else Assert.True(difference is null, $"{path} is not what the lesson gives: {difference}. Run the tests with CHAINRULE_UPDATE_GOLDEN=1 to store it.");
    }

    [Fact]
    public void Every_notebook_has_its_lesson()
    {
        Assert.Equal(LessonFiles.Names.Select(name => Path.ChangeExtension(name, ".ipynb")), Directory.EnumerateFiles(Path.Combine(LessonFiles.Folder, "notebooks")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
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
            Session.Host.OpenReferences(), new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
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
