using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Cells.Exports;
using Chainrule.Cells.Scripts;
using Chainrule.Rules;

namespace Chainrule.Cells.Tests;

public partial class ExportTests
{
    private const string Source = """
        // %% [markdown]
        // # A title
        // %%
        using static Chainrule.Lessons.Display;
        Console.WriteLine("one\ntwo");
        Show(new[] { new { a = 1, b = "x|y" } });
        Show(Math.Sin, 0, 1);
        Show(Why(Chainrule.Data.Examples.Named("mazur").Problem, "z1[0]"));
        Show(new double[][] { [1, 2] });
        // %% volatile
        Console.WriteLine(Guid.NewGuid());
        """;

    private static async Task<ExecutedLesson> Execute(string source = Source) => await LessonRunner.RunAsync(Lesson.Parse(source, "a.cs"), Session.Host);

    [Fact]
    public async Task A_notebook_has_what_nbformat_4_5_wants()
    {
        JsonElement notebook = JsonDocument.Parse(NotebookExport.Write(await Execute())).RootElement;
        Assert.Equal((4, 5), (notebook.GetProperty("nbformat").GetInt32(), notebook.GetProperty("nbformat_minor").GetInt32()));
        Assert.Equal("chainrule", notebook.GetProperty("metadata").GetProperty("kernelspec").GetProperty("name").GetString());
        JsonElement[] cells = [.. notebook.GetProperty("cells").EnumerateArray()];
        Assert.Equal(["markdown", "code", "code"], cells.Select(cell => cell.GetProperty("cell_type").GetString()!));
        Assert.Equal(3, cells.Select(cell => cell.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(cells, cell => Assert.Matches("^[a-zA-Z0-9-_]{1,64}$", cell.GetProperty("id").GetString()!));
        Assert.Equal([1, 2], cells.Skip(1).Select(cell => cell.GetProperty("execution_count").GetInt32()));
        JsonElement[] outputs = [.. cells[1].GetProperty("outputs").EnumerateArray()];
        Assert.Equal(["stream", "display_data", "display_data", "display_data", "display_data"], outputs.Select(output => output.GetProperty("output_type").GetString()!));
        Assert.Equal(["one\n", "two\n"], outputs[0].GetProperty("text").EnumerateArray().Select(line => line.GetString()!));
        Assert.Equal(["text/html", "image/svg+xml", "text/markdown", "text/latex"], outputs.Skip(1).Select(output => output.GetProperty("data").EnumerateObject().First().Name));
        Assert.All(outputs.Skip(1), output => Assert.True(output.GetProperty("data").TryGetProperty("text/plain", out _)));
    }

    [Fact]
    public async Task A_notebook_made_twice_differs_only_in_what_is_volatile()
    {
        string one = NotebookExport.Write(await Execute()), two = NotebookExport.Write(await Execute());
        Assert.NotEqual(one, two);
        Assert.Equal(Guids().Replace(one, ""), Guids().Replace(two, ""));
        Assert.Null(NotebookComparison.Difference(one, two));
    }

    [Fact]
    public async Task A_stored_notebook_that_is_out_of_date_is_noticed()
    {
        string made = NotebookExport.Write(await Execute());
        Assert.Equal("cell 2 is another one", NotebookComparison.Difference(made, made.Replace("two", "three", StringComparison.Ordinal)));
        Assert.Equal("cell 3 is another one", NotebookComparison.Difference(made, NotebookExport.Write(await Execute(Source + "\nConsole.WriteLine(1);"))));
        Assert.Equal("cell 3 is another one", NotebookComparison.Difference(made, NotebookExport.Write(await Execute(Source.Replace("Console.WriteLine(Guid.NewGuid());", "", StringComparison.Ordinal) + "Guid.NewGuid();"))));
        Assert.Contains("cells", NotebookComparison.Difference(made, NotebookExport.Write(await Execute(Source + "\n// %%\nint q = 1;"))), StringComparison.Ordinal);
        Assert.Contains("metadata", NotebookComparison.Difference(made, made.Replace("x-csharp", "plain", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_as_pixels_make_no_difference()
    {
        string made = NotebookExport.Write(await Execute()), withPixels = made.Replace("\"image/svg+xml\":", "\"image/png\": \"iVBORw0KGgo=\", \"image/svg+xml\":", StringComparison.Ordinal);
        Assert.NotEqual(made, withPixels);
        Assert.Null(NotebookComparison.Difference(withPixels, made));
        Assert.NotNull(NotebookComparison.Difference(withPixels.Replace("<svg", "<svg id='other'", StringComparison.Ordinal), made));
    }

    [Fact]
    public async Task A_cell_that_fails_is_the_last_one_run()
    {
        ExecutedLesson executed = await Execute("// %% [markdown]\n// # T\n// %%\nint x = 1;\n// %%\nx = y;\n// %%\nConsole.WriteLine(x);");
        Assert.False(executed.Succeeded);
        Assert.Equal("a.cs, line 6, column 5: The name 'y' does not exist in the current context (CS0103)", Assert.Single(executed.Errors).Text);
        Assert.Equal([false, true, true, false], executed.Cells.Select(cell => cell.Result is not null));
    }

    [Fact]
    public async Task A_page_is_well_formed_and_holds_every_face()
    {
        string page = HtmlExport.Write(await Execute(), markdown => $"<p>{markdown}</p>");
        XDocument document = XDocument.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]);
        foreach (string name in (string[])["table", "svg", "math", "pre"]) Assert.Contains(document.Descendants(), element => element.Name.LocalName == name);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        string[] ids = [.. document.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task Markdown_holds_prose_code_and_outputs()
    {
        string page = MarkdownExport.Write(await Execute());
        Assert.StartsWith("# A title\n\n```csharp\nusing static", page, StringComparison.Ordinal);
        Assert.Contains("```text\none\ntwo\n```", page, StringComparison.Ordinal);
        Assert.Contains("| a | b |\n| --: | --- |\n| 1 | x\\|y |", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"x^2", "<math><mrow><msup><mi>x</mi><mrow><mn>2</mn></mrow></msup></mrow></math>")]
    [InlineData(@"f'(x)", "<math><mrow><msup><mi>f</mi><mrow><mo>′</mo></mrow></msup><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo></mrow></math>")]
    [InlineData(@"\frac{a}{2}", "<math><mrow><mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mrow></math>")]
    [InlineData(@"w_{jk}^l", "<math><mrow><msubsup><mi>w</mi><mrow><mi>j</mi><mi>k</mi></mrow><mrow><mi>l</mi></mrow></msubsup></mrow></math>")]
    [InlineData(@"\partial L", "<math><mrow><mi>∂</mi><mi>L</mi></mrow></math>")]
    public void Latex_becomes_MathML(string tex, string wanted)
    {
        Assert.Equal(wanted, TexMath.ToMathMl(tex, isDisplay: false));
    }

    [Theory]
    [InlineData(@"\lim_{h \to 0} \sum_{i=1}^n x_i \left( \frac{1}{2} \right)")]
    [InlineData(@"\begin{aligned} a &= b \\ &= c \end{aligned}")]
    [InlineData(@"A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \odot \sigma'(z) \text{ for all } j, \; \sin x \cdot e^{-z}")]
    public void Formulas_of_lessons_are_well_formed(string tex)
    {
        Assert.NotEmpty(XElement.Parse(TexMath.ToMathMl(tex, isDisplay: true)).Descendants());
    }

    [Theory]
    [InlineData(@"\foo x", @"\foo is not understood")]
    [InlineData(@"x}", "closes nothing")]
    [InlineData(@"\frac{1}", "missing at the end")]
    [InlineData(@"\begin{bmatrix} 1", @"wanted \end{bmatrix}")]
    public void Other_latex_is_refused_with_its_place(string tex, string wanted)
    {
        Assert.Contains(wanted, Assert.Throws<ProblemException>(() => TexMath.ToMathMl(tex, isDisplay: false)).Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Guids();
}
