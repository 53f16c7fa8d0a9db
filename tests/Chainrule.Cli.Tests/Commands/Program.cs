using System.Diagnostics;
using System.Text;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>What a run of the program left behind.</summary>
internal sealed record Outcome(int Code, string Output, string Error);

/// <summary>The built program, run as a user runs it.</summary>
internal static class Program
{
    internal static Outcome Run(params string[] arguments) => Run(arguments, "", null);

    internal static Outcome Run(string[] arguments, string input, Action<ProcessStartInfo>? change)
    {
        ProcessStartInfo start = Start(arguments);
        change?.Invoke(start);
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>What a shell makes of the words, where <c>"$chainrule"</c> is the program; skips the test where there is no such shell.</summary>
    internal static Outcome Shell(string words, string? folder = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: its shell, its devices, its file names");
        ProcessStartInfo start = new("/bin/bash", ["-c", $"set -o pipefail; {words}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment["chainrule"] = Start().FileName;
        using Process shell = Process.Start(start)!;
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = shell.StandardOutput.ReadToEnd();
        Assert.True(shell.WaitForExit(TimeSpan.FromMinutes(1)), $"{words} does not end");
        return new(shell.ExitCode, output, error.GetAwaiter().GetResult());
    }

    internal static ProcessStartInfo Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Chainrule.Cli.exe" : "Chainrule.Cli");
        return new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
    }
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("chainrule-").FullName;

    internal string Root => path;

    internal string File(string name) => Path.Combine(path, name);

    internal string With(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    internal string[] Names => [.. Directory.EnumerateFiles(path).Select(each => Path.GetFileName(each)).Order()];

    public void Dispose() => Directory.Delete(path, recursive: true);
}
