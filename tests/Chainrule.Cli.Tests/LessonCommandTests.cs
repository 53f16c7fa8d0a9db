using System.Diagnostics;

namespace Chainrule.Cli.Tests;

public sealed class LessonCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chainrule-lesson-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_lessons_inside_are_listed()
    {
        (int code, string output, _) = Run("lesson", "list");
        Assert.Equal(0, code);
        Assert.Contains("01-what-a-derivative-is  1. What a derivative is", output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_cell_is_shown_with_its_outputs_only()
    {
        (int code, string output, _) = Run("lesson", "run", "1", "--cell", "2");
        Assert.Equal(0, code);
        Assert.StartsWith("── cell 2 ──", output, StringComparison.Ordinal);
        Assert.Contains("6.0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("── cell 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_cell_fails_the_command_and_nothing_is_written()
    {
        string lesson = Path.Combine(folder, "my.cs"), notebook = Path.Combine(folder, "my.ipynb");
        File.WriteAllText(lesson, "// %% [markdown]\n// # T\n// %%\nConsole.WriteLine(1);\n// %%\nthrow new InvalidOperationException(\"no\");\n");
        (int code, _, string error) = Run("lesson", "export", lesson, "--ipynb", "--output", notebook);
        Assert.Equal(1, code);
        Assert.Contains("my.cs, line 6", error, StringComparison.Ordinal);
        Assert.False(File.Exists(notebook));
    }

    [Theory]
    [InlineData("lesson/run/nope", "unknown lesson \"nope\"")]
    [InlineData("lesson/export/1", "wanted one of --ipynb, --html, --markdown")]
    [InlineData("lesson/run/1/--cel", "did you mean \"--cell\"? There are: --cell, --help, --version. For all options: chainrule lesson run --help")]
    [InlineData("lesson/run/1/--cell/99", "--cell: got 99")]
    [InlineData("lesson/run/missing.cs", "there is no such file")]
    public void What_cannot_be_done_is_said(string arguments, string wanted)
    {
        (int code, _, string error) = Run(arguments.Split('/'));
        Assert.Equal(2, code);
        Assert.Contains(wanted, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_its_formulas_as_MathML()
    {
        (int code, string page, _) = Run("lesson", "export", "1", "--html");
        Assert.Equal(0, code);
        Assert.Contains("<math display=\"block\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\\frac", page, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Chainrule.Cli.exe" : "Chainrule.Cli");
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
