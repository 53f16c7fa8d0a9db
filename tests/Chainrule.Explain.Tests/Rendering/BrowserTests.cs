using System.Diagnostics;
using System.Net;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>The HTML stories in a real browser; skipped with a word where there is none.</summary>
public class BrowserTests
{
    private const string PhoneWidth = "360";

    [Theory]
    [InlineData("mazur", "nielsen")]
    [InlineData("xor", "cs231n")]
    [InlineData("wide", "nielsen")]
    public void A_story_fits_a_phone_without_scrolling_sideways(string problem, string notation)
    {
        string html = HtmlRenderer.Render(Stories.Of(problem, notation), Notation.Named(notation));
        Assert.Equal("0", Overflow(html));
    }

    [Fact]
    public void A_page_that_is_too_wide_would_be_noticed() =>
        Assert.NotEqual("0", Overflow("<!DOCTYPE html><html><body><p style='width: 900px'>wide</p></body></html>"));

    // The page in a frame as wide as a phone, beside a script that writes by how much it is too wide into the frame's title.
    private static string Overflow(string html)
    {
        string folder = Directory.CreateTempSubdirectory("chainrule-browser-").FullName;
        try
        {
            string page = Path.Combine(folder, "page.html");
            File.WriteAllText(page, $$"""
                <!DOCTYPE html><html><body><iframe width="{{PhoneWidth}}" height="640" srcdoc="{{WebUtility.HtmlEncode(html)}}"
                onload="this.title = 'overflow:' + Math.max(0, this.contentDocument.documentElement.scrollWidth - this.clientWidth) + ';'"></iframe></body></html>
                """);
            string dom = Run($"--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync --user-data-dir={folder}/profile --dump-dom file://{page}");
            if (!dom.Contains("overflow:", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") is null)
                Assert.Skip("chromium is installed here but shows no page; the story was not opened in it.");
            return dom.Split("overflow:")[^1].Split(';')[0];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string arguments)
    {
        try
        {
            using Process chromium = Process.Start(new ProcessStartInfo("chromium", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            chromium.ErrorDataReceived += (_, _) => { };
            chromium.BeginErrorReadLine();
            string output = chromium.StandardOutput.ReadToEnd();
            chromium.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("chromium is not installed here; the page was not opened in a browser.");
            return "";
        }
    }
}
