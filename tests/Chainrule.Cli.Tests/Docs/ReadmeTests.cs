using System.Diagnostics;
using Chainrule.Data;

namespace Chainrule.Cli.Tests.Docs;

public class ReadmeTests
{
    private const string Run = "dotnet run --project src/Chainrule.Cli", Elided = "…";

    private static readonly string Readme = Repository.Text("README.md");

    [Fact]
    public void The_first_block_holds_the_two_commands_and_nothing_else()
    {
        Assert.Equal([Run, "dotnet test"], Repository.Fences(Readme)[0].Lines);
    }

    [Fact]
    public void Each_shown_output_is_what_its_command_prints()
    {
        var shown = Repository.Fences(Readme).Where(fence => fence.Language == "console").ToList();
        Assert.True(shown.Count >= 2);
        foreach ((_, string[] lines) in shown)
        {
            Assert.StartsWith($"$ {Run}", lines[0], StringComparison.Ordinal);
            string arguments = lines[0][$"$ {Run}".Length..].Replace(" -- ", "", StringComparison.Ordinal);
            AssertShows(Output(arguments).Split('\n'), lines[1..]);
        }
    }

    [Fact]
    public void A_changed_line_would_be_noticed()
    {
        string[] printed = ["a", "b", "c", "d"];
        AssertShows(printed, ["a", Elided, "c", Elided]);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertShows(printed, ["a", "c", Elided]));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertShows(printed, ["a", Elided, "x", Elided]));
    }

    [Fact]
    public void The_network_files_can_be_read_as_they_stand() =>
        Assert.Equal([12, 14], Repository.Fences(Readme).Where(fence => fence.Language == "json").Select(fence => NetworkFile.Parse(string.Join('\n', fence.Lines), "README.md").Network.ParameterCount));

    // Lines in their order; a line … stands for any number of lines.
    private static void AssertShows(string[] printed, string[] shown)
    {
        int at = 0;
        bool mayskip = false;
        foreach (string line in shown)
        {
            if (line == Elided)
            {
                mayskip = true;
                continue;
            }
            int found = mayskip ? Array.IndexOf(printed, line, at) : at;
            Assert.True(found >= 0 && found < printed.Length && printed[found] == line, $"The README shows \"{line}\", which the command does not print there.");
            at = found + 1;
            mayskip = false;
        }
    }

    // The program's own host, as dotnet run starts it, so that it names the same command in what it prints.
    private static string Output(string arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Chainrule.Cli.exe" : "Chainrule.Cli");
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
