using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Reading;

/// <summary>A file that was named on the command line, where "-" stands for standard input. No library call reads that.</summary>
internal static class UserFile
{
    private const string StandardInput = "-", NameOfStandardInput = "standard input";

    /// <summary>What messages call it.</summary>
    internal static string NameOf(string path) => path == StandardInput ? NameOfStandardInput : InputFile.NameOf(path);

    /// <summary>All its bytes.</summary>
    /// <exception cref="ProblemException">There is no such file, or it cannot be read.</exception>
    internal static byte[] ReadAll(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ProblemException("the name of the file is empty; wanted a path, or - for standard input");
        return path == StandardInput ? InputFile.ReadAll(Console.OpenStandardInput(), NameOfStandardInput) : InputFile.ReadAll(path);
    }
}
