using Chainrule.Cli.Reading;

namespace Chainrule.Cli.Tests.Commands;

public class LessonTests
{
    [Fact]
    public void The_lessons_inside_are_listed()
    {
        (int code, string output, _) = Program.Run("lesson", "list");
        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^01-what-a-derivative-is +1\. What a derivative is$", output);
    }

    [Fact]
    public void One_cell_is_shown_with_its_outputs_only()
    {
        (int code, string output, _) = Program.Run("lesson", "run", "1", "--cell", "2");
        Assert.Equal(0, code);
        Assert.StartsWith("── cell 2 ──", output, StringComparison.Ordinal);
        Assert.Contains("6.0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("── cell 1", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6b")]
    [InlineData("06B")]
    [InlineData("build-your-own-autodiff")]
    public void A_lesson_with_a_letter_is_found(string name) => Assert.Equal("06b-build-your-own-autodiff", LessonShelf.Find(name).Name);

    [Fact]
    public void A_failing_cell_fails_the_command_and_nothing_is_written()
    {
        using var folder = new Folder();
        string lesson = folder.With("my.cs", "// %% [markdown]\n// # T\n// %%\nConsole.WriteLine(1);\n// %%\nthrow new InvalidOperationException(\"no\");\n");
        (int code, _, string error) = Program.Run("lesson", "export", lesson, "--ipynb", "--output", folder.File("my.ipynb"));
        Assert.Equal(1, code);
        Assert.Contains("my.cs, line 6", error, StringComparison.Ordinal);
        Assert.Equal(["my.cs"], folder.Names);
    }

    [Theory]
    [InlineData("lesson/run/nope", "unknown lesson \"nope\"")]
    [InlineData("lesson/export/1", "wanted one of --ipynb, --html, --markdown")]
    [InlineData("lesson/run/1/--cel", "did you mean \"--cell\"? There are: --cell, --help, --version. For all options: chainrule lesson run --help")]
    [InlineData("lesson/run/1/--cell/99", "--cell: got 99")]
    [InlineData("lesson/run/missing.cs", "there is no such file")]
    public void What_cannot_be_done_is_said(string arguments, string wanted)
    {
        (int code, _, string error) = Program.Run(arguments.Split('/'));
        Assert.Equal(2, code);
        Assert.Contains(wanted, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_its_formulas_as_MathML()
    {
        (int code, string page, _) = Program.Run("lesson", "export", "1", "--html");
        Assert.Equal(0, code);
        Assert.Contains("<math display=\"block\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\\frac", page, StringComparison.Ordinal);
    }
}
