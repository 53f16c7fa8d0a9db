using System.Diagnostics;

namespace Chainrule.Attack.Attacks;

/// <summary>Streams that are full, closed, the wrong way round or a folder: never exit code 0 where something was to be printed and did not arrive, never a hang or a crash.</summary>
internal sealed class OutputFaults : Attack<OutputFaults.Case>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Lines = ["", "explain --format json", "--format html", "why L", "check", "graph a*b --at a=1,b=2", "--example", "lesson list", "--help", "--version", "nonsense", "--output /dev/full", "--output /dev/stdout"];

    private static readonly string[] Lost = ["> /dev/full", ">&-", "1< /dev/null", "> /dev/full 2>&-", ">&- 2> /dev/full", "<&- >&- 2>&-", "0> /dev/null > /dev/full"];

    internal override string? Missing => OperatingSystem.IsLinux() ? null : "it needs the devices of Linux";

    // Each is a process.
    private protected override int CasesOfARound => 3;

    private protected override Case Draw(Random random) => new(random.Of(Lines), random.Of(Lost));

    private protected override string? Wrong(Case one, out bool isDeep)
    {
        ProcessStartInfo start = new("/bin/bash", ["-c", $"\"{Path.Combine(AppContext.BaseDirectory, "Chainrule.Cli")}\" {one.Line} {one.Streams}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        Task<string> error = shell.StandardError.ReadToEndAsync();
        bool ended = shell.WaitForExit(Patience);
        if (!ended) shell.Kill(entireProcessTree: true);
        isDeep = true;
        if (!ended) return "it hangs";
        if (shell.ExitCode != 2) return $"exit code {shell.ExitCode}: {error.Result}";
        return error.Result.Contains("Unhandled", StringComparison.Ordinal) ? $"it crashes: {error.Result}" : null;
    }

    private protected override IEnumerable<Case> Smaller(Case one) => one.Line.Length > 0 ? [one with { Line = "" }] : [];

    private protected override string Shown(Case one) => $"chainrule {one.Line} {one.Streams}";

    internal sealed record Case(string Line, string Streams);
}
