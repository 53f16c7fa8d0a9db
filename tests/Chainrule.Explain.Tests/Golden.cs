using System.Runtime.CompilerServices;

namespace Chainrule.Explain.Tests;

/// <summary>
/// Compares a text with the one stored in the folder Golden beside the calling test. With CHAINRULE_UPDATE_GOLDEN=1 it is stored
/// instead; look at the difference before you commit it.
/// </summary>
internal static class Golden
{
    internal static void Check(IEnumerable<string> lines, string name, [CallerFilePath] string caller = "") =>
        Check(string.Join('\n', lines) + "\n", name, caller);

    internal static void Check(string text, string name, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name), actual = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("CHAINRULE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        Assert.True(File.Exists(path), $"There is no {path}. Run the tests with CHAINRULE_UPDATE_GOLDEN=1 to store it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
