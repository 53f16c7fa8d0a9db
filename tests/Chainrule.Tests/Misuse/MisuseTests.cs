using System.Diagnostics;
using System.Globalization;

namespace Chainrule.Tests.Misuse;

/// <summary>
/// The whole public surface called at random, by <c>tests/Chainrule.Misuse</c>, in a process of its own: a kernel that leaves its matrix ends the process. A few seconds
/// of always the same calls; <c>CHAINRULE_MISUSE_MINUTES=10</c> makes it ten minutes of others.
/// </summary>
public class MisuseTests
{
    private const double UsualSeconds = 5;

    // One after the other loads, compiles and looks: a slow machine needs this long beside the calls themselves.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task No_public_call_touches_memory_that_is_not_its_own_or_throws_what_is_not_documented()
    {
        bool isLong = double.TryParse(Environment.GetEnvironmentVariable("CHAINRULE_MISUSE_MINUTES"), CultureInfo.InvariantCulture, out double minutes);
        double seconds = isLong ? 60 * minutes : UsualSeconds;
        string seed = isLong ? Environment.TickCount.ToString(CultureInfo.InvariantCulture) : "1", journal = Path.GetTempFileName();
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Chainrule.Misuse.dll"), seed, seconds.ToString(CultureInfo.InvariantCulture), journal },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A process that dies is what is looked for; a picture of its memory is not needed.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            CancellationToken until = TestContext.Current.CancellationToken;
            Task<string> said = process.StandardOutput.ReadToEndAsync(until), complained = process.StandardError.ReadToEndAsync(until);
            bool ended = process.WaitForExit(TimeSpan.FromSeconds(seconds) + Patience);
            if (!ended) process.Kill();
            string story = $"{await said}{await complained}\nseed {seed}, the last call was\n{(await File.ReadAllTextAsync(journal, until)).TrimEnd('\0')}";
            Assert.True(ended, $"it did not end\n{story}");
            Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{story}");
        }
        finally
        {
            File.Delete(journal);
        }
    }
}
