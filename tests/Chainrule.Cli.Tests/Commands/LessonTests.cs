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
    [InlineData("lesson/export/1/--output/x.pdf", "or an --output file that ends in .ipynb, .html, .md")]
    [InlineData("lesson/run/1/--cel", "did you mean \"--cell\"? There are: --cell, --help, --version. For all options: chainrule lesson run --help")]
    [InlineData("lesson/run/1/--cell/99", "--cell: got 99")]
    [InlineData("lesson/run/missing.cs", "there is no such file")]
    public void What_cannot_be_done_is_said(string arguments, string wanted)
    {
        (int code, _, string error) = Program.Run(arguments.Split('/'));
        Assert.Equal(2, code);
        Assert.Contains(wanted, error, StringComparison.Ordinal);
    }

    [Theory, InlineData("my.HTML", "<!DOCTYPE html>"), InlineData("my.md", "# T"), InlineData("my.ipynb", "{")]
    public void The_ending_of_the_output_says_the_format(string file, string begins)
    {
        using var folder = new Folder();
        string lesson = folder.With("my.cs", "// %% [markdown]\n// # T\n// %%\nConsole.WriteLine(1);\n");
        Assert.Equal(0, Program.Run("lesson", "export", lesson, "--output", folder.File(file)).Code);
        Assert.StartsWith(begins, File.ReadAllText(folder.File(file)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_lesson_in_the_terminal_has_its_formulas_as_characters()
    {
        using var folder = new Folder();
        string lesson = folder.With("my.cs", "// %% [markdown]\n// # T\n// The weight $w^1_{01}$ costs `$5`:\n//\n// $$\\frac{\\partial L}{\\partial w^1_{01}} = \\delta^1_0 \\cdot x_1$$\n// %%\nConsole.WriteLine(1);\n");
        string output = Program.Run("lesson", "run", lesson).Output;
        Assert.Contains("The weight w¹₀₁ costs `$5`:", output, StringComparison.Ordinal);
        Assert.Contains("\n    ∂L/∂w¹₀₁ = δ¹₀·x₁\n", output, StringComparison.Ordinal);
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
