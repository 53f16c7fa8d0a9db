using System.Text.Json;
using Chainrule.Cells.Exports;
using Chainrule.Rules;

namespace Chainrule.Jupyter;

/// <summary>What tells Jupyter that there is a kernel and how to start it.</summary>
public static class KernelSpec
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>Registers the kernel for this user; returns the folder it was written to.</summary>
    /// <param name="command">The command that starts this program, as program and arguments.</param>
    /// <exception cref="ProblemException">The folder cannot be written.</exception>
    public static string Install(IReadOnlyList<string> command)
    {
        string folder = Path.Combine(DataFolder(), "kernels", NotebookExport.KernelName);
        var spec = new
        {
            argv = (string[])[.. command, "jupyter", "kernel", "{connection_file}"],
            display_name = "C# (Chainrule)",
            language = "C#",
            interrupt_mode = "message",
        };
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "kernel.json"), JsonSerializer.Serialize(spec, Readable) + "\n");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"{folder}: cannot be written ({refused.Message}); set JUPYTER_DATA_DIR to a folder that can", refused);
        }
        return folder;
    }

    // Where Jupyter looks for a user's kernels (docs.jupyter.org, "Common Directories and File Locations").
    private static string DataFolder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } chosen) return chosen;
        if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
        return Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }
}
