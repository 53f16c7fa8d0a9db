using System.Text.Json;
using System.Xml.Linq;
using Chainrule.Cells.Engine;
using Chainrule.Cells.Exports;
using Chainrule.Cells.Scripts;
using Chainrule.Cells.Tests.Lessons;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chainrule.Cells.Tests;

/// <summary>
/// Every lesson, as it stands, and the notebook made from it. With CHAINRULE_UPDATE_GOLDEN=1 the notebook is stored where it is not up to date;
/// look at the difference before you commit it. Its pictures as pixels are made by a program of its own, tests/notebooks/pictures.cs.
/// </summary>
public class LessonTests
{
    // What the compiler has read of the references is shared by all that come of it.
    private static readonly CSharpCompilation EmptyProgram = CSharpCompilation.Create("lesson", [], Session.Host.OpenReferences(),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    public static TheoryData<string> Lessons => [.. LessonFiles.Names];

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task The_lesson_runs_and_its_notebook_is_up_to_date(string name)
    {
        ExecutedLesson executed = (await AnsweredLesson.Unanswered(name)).Executed;
        string path = Path.Combine(LessonFiles.Folder, "notebooks", Path.ChangeExtension(name, ".ipynb")), made = NotebookExport.Write(executed);
        string? difference = File.Exists(path) ? NotebookComparison.Difference(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), made) : "there is none";
        if (difference is not null && Environment.GetEnvironmentVariable("CHAINRULE_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(path, made, TestContext.Current.CancellationToken);
        else Assert.True(difference is null, $"{path} is not what the lesson gives: {difference}. Run the tests with CHAINRULE_UPDATE_GOLDEN=1 to store it.");
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Pictures_in_notebooks_need_no_style_sheet(string name)
    {
        string path = Path.Combine(LessonFiles.Folder, "notebooks", Path.ChangeExtension(name, ".ipynb"));
        foreach (JsonElement data in Outputs(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)))
        {
            if (!data.TryGetProperty("image/svg+xml", out JsonElement lines)) continue;
            foreach (XElement element in XDocument.Parse(Text(lines)).Descendants())
            {
                string? wanted = element.Name.LocalName switch { "rect" or "circle" or "path" or "polyline" or "text" => "fill", "line" => "stroke", _ => null };
                if (wanted is not null) Assert.True(element.Attribute(wanted) is not null, $"{element} has no {wanted} of its own");
            }
        }
    }

    private static IEnumerable<JsonElement> Outputs(string notebook) => JsonDocument.Parse(notebook).RootElement.GetProperty("cells").EnumerateArray()
        .Where(cell => cell.TryGetProperty("outputs", out _)).SelectMany(cell => cell.GetProperty("outputs").EnumerateArray())
        .Where(output => output.TryGetProperty("data", out _)).Select(output => output.GetProperty("data"));

    private static string Text(JsonElement lines) => lines.ValueKind == JsonValueKind.Array ? string.Concat(lines.EnumerateArray().Select(line => line.GetString())) : lines.GetString()!;

    // Viewers which show no SVG, and paper, take the PNG.
    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Every_picture_in_a_notebook_is_there_as_pixels_too_and_as_large(string name)
    {
        string path = Path.Combine(LessonFiles.Folder, "notebooks", Path.ChangeExtension(name, ".ipynb"));
        foreach (JsonElement data in Outputs(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)))
        {
            if (!data.TryGetProperty("image/svg+xml", out JsonElement svg)) continue;
            Assert.True(data.TryGetProperty("image/png", out JsonElement base64), $"{path} has a picture without a PNG. At the repository's root: dotnet run tests/notebooks/pictures.cs");
            byte[] png = Convert.FromBase64String(base64.GetString()!);
            // Width and height stand in the first chunk, the largest byte first.
            int Size(int at) => (png[at] << 24) | (png[at + 1] << 16) | (png[at + 2] << 8) | png[at + 3];
            XElement drawn = XDocument.Parse(Text(svg)).Root!;
            Assert.Equal([(byte)0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            Assert.InRange(Size(16), (double)drawn.Attribute("width")! - 1, (double)drawn.Attribute("width")! + 1);
            Assert.InRange(Size(20), (double)drawn.Attribute("height")! - 1, (double)drawn.Attribute("height")! + 1);
            // A page of a book; GitHub shows about as much.
            Assert.InRange(Size(16), 1, 920);
        }
    }

    // As wide as a page of a book or half a screen; strings count too.
    [Theory]
    [MemberData(nameof(Lessons))]
    public void Code_is_at_most_ninety_columns_wide(string name)
    {
        Assert.All(LessonFiles.Read(name).Code.SelectMany(cell => cell.Text.Split('\n')), line => Assert.True(line.Length <= 90, line));
    }

    // What the code uses of the engine has been said in words before, in this lesson or an earlier one.
    [Theory]
    [InlineData("Workspace<", "`Workspace`")]
    [InlineData("Network<", "`Network`")]
    [InlineData("Gradients<", "`Gradients`")]
    [InlineData("Dual<", "**dual number**")]
    public void What_code_uses_was_introduced_before(string used, string introduced)
    {
        var cells = LessonFiles.Names.SelectMany(name => LessonFiles.Read(name).Cells).ToList();
        int words = cells.FindIndex(cell => cell.IsProse && cell.Text.Contains(introduced, StringComparison.Ordinal)), code = cells.FindIndex(cell => !cell.IsProse && cell.Text.Contains(used, StringComparison.Ordinal));
        Assert.InRange(words, 0, code);
    }

    [Fact]
    public void The_readme_lists_every_lesson_in_its_order()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(LessonFiles.Folder, "README.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal))];
        Assert.Equal(LessonFiles.Names.Select(name => $"| [{LessonFiles.Read(name).Title}]({name}) |"), rows.Select(row => row[..(row.IndexOf(") |", StringComparison.Ordinal) + 3)]));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_readme_says_how_long_reading_takes(string name)
    {
        const double wordsAMinute = 75, codeLinesAMinute = 12;
        IReadOnlyList<LessonCell> cells = LessonFiles.Read(name).Cells;
        int words = cells.Where(cell => cell.IsProse).Sum(cell => cell.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        int lines = cells.Where(cell => !cell.IsProse).Sum(cell => cell.Text.Split('\n').Count(line => line.Trim().Length > 0));
        string row = File.ReadLines(Path.Combine(LessonFiles.Folder, "README.md")).Single(line => line.Contains($"]({name}) |", StringComparison.Ordinal));
        int said = int.Parse(row.Trim('|', ' ').Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(words / wordsAMinute + lines / codeLinesAMinute, said - 7, said + 2);
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
        CSharpCompilation program = EmptyProgram.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(LessonFiles.Read(name).Source, options, path: name, cancellationToken: stop), CSharpSyntaxTree.ParseText(usings, options, cancellationToken: stop));
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
