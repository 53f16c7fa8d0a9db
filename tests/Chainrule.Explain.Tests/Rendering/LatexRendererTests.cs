using System.Diagnostics;
using System.Text.RegularExpressions;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Tests.Rendering;

public partial class LatexRendererTests
{
    private static string Render(Story story, string notation) => LatexRenderer.Render(story, Notation.Named(notation));

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void Environments_and_braces_are_balanced(string problem, string notation)
    {
        string document = Render(Stories.Of(problem, notation), notation);
        var open = new Stack<string>();
        foreach (Match match in Environment().Matches(document))
        {
            if (match.Groups[1].Value == "begin") open.Push(match.Groups[2].Value);
            else Assert.Equal(open.Pop(), match.Groups[2].Value);
        }
        Assert.Empty(open);
        string bare = Escaped().Replace(Verbatim().Replace(document, ""), "");
        Assert.Equal(bare.Count(c => c == '{'), bare.Count(c => c == '}'));
        Assert.Equal(0, bare.Count(c => c == '$') % 2);
    }

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void A_document_holds_the_equations_of_the_story_in_order_with_their_results(string problem, string notation)
    {
        Story story = Stories.Of(problem, notation);
        (string Address, string Result)[] equations = [.. (Notation.Named(notation).IsCode ? CodeEquation() : MathEquation()).Matches(Render(story, notation))
            .Select(match => (match.Groups[1].Value.Replace(@"\_", "_", StringComparison.Ordinal), Stories.Ascii(match.Groups[2].Value)))];
        Assert.Equal(Stories.Addresses(story, notation), equations.Select(equation => equation.Address));
        Assert.Equal(Stories.Results(story), equations.Select(equation => equation.Result));
    }

    [Fact]
    public void A_hostile_title_is_escaped()
    {
        string document = Render(Stories.Of("neuron", "nielsen", Stories.HostileTitle), "nielsen");
        Assert.Contains(@"a\textless{}b \& \textquotedbl{}c\textquotedbl{} \textbackslash{}\% \$x\_1\$ \{\textasciitilde{}\textasciicircum{}\#\textbar{}\textasciigrave{}*[l](u)-{}-", document);
        Assert.Contains(@"\DeclareUnicodeCharacter{4E2D}{[U+4E2D]}", document);
    }

    [Theory]
    [InlineData("a + b + c", 100, new[] { "a + b + c" })]
    [InlineData("aaaa + bbbb + cccc", 12, new[] { "aaaa + bbbb", "+ cccc" })]
    [InlineData(@"\frac{aaaa + bbbb}{2}", 3, new[] { @"\frac{aaaa + bbbb}{2}" })]
    [InlineData(@"\left(aaaa + bbbb\right) - c", 9, new[] { @"\left(aaaa + bbbb\right)", "- c" })]
    [InlineData(@"\operatorname{softmax}_{0}(aaaa, bbbb)", 12, new[] { @"\operatorname{softmax}_{0}(aaaa,", "bbbb)" })]
    public void A_wide_sum_is_broken_before_a_sign_and_never_inside_a_fraction(string mathematics, double width, string[] lines) =>
        Assert.Equal(lines, LatexLines.Break(mathematics, width));

    [Theory]
    [InlineData("mazur", "nielsen", "A step")]
    [InlineData("softmax", "ng", Stories.HostileTitle)]
    [InlineData("wide", "nielsen", "A step")]
    [InlineData("wide", "ng", "A step")]
    [InlineData("xor", "pytorch", "A step")]
    [InlineData("residual", "nielsen", "A step")]
    [InlineData("adam", "ng", "A step")]
    [InlineData("wide", "cs231n", "A step")]
    public void Plain_pdflatex_compiles_it_and_no_line_is_too_wide(string problem, string notation, string title)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("chainrule-latex-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "story.tex"), Render(Stories.Of(problem, notation, title), notation));
            string log = Compile(folder.FullName);
            Assert.DoesNotMatch("(?m)^!", log);
            Assert.DoesNotContain("Overfull \\hbox", log);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "story.pdf")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Compile(string folder)
    {
        var start = new ProcessStartInfo("pdflatex", "-interaction=nonstopmode -halt-on-error story.tex") { WorkingDirectory = folder, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            string log = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return log;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("pdflatex is not installed here; the document was not compiled.");
            throw;
        }
    }

    [GeneratedRegex(@"\\(begin|end)\{(\w+\*?)\}")]
    private static partial Regex Environment();

    [GeneratedRegex(@"\\begin\{verbatim\}.*?\\end\{verbatim\}", RegexOptions.Singleline)]
    private static partial Regex Verbatim();

    [GeneratedRegex(@"\\[{}$\\]")]
    private static partial Regex Escaped();

    // The address, then the last right side before the end.
    [GeneratedRegex(@"\\address\{([^}]*)\}(?:(?!\\end\{align).)*&= (\S+)\n\\end\{align\*\}", RegexOptions.Singleline)]
    private static partial Regex MathEquation();

    [GeneratedRegex(@"\\begin\{verbatim\}\n# (\S+)\n(?:(?!\\end).)*= (\S+)\n\\end\{verbatim\}", RegexOptions.Singleline)]
    private static partial Regex CodeEquation();
}
