using Chainrule.Cli.Reading;
using Chainrule.Explain.Worksheets;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>A file of answers that a user names: JSON or CSV.</summary>
internal static class AnswerFile
{
    /// <summary>Its rows.</summary>
    /// <exception cref="ProblemException">It cannot be read, or is no such file.</exception>
    public static IReadOnlyList<AnswerRow> Rows(string path)
    {
        byte[] bytes = UserFile.ReadAll(path);
        string name = UserFile.NameOf(path);
        // JSON begins with a brace, whatever the file is called, and no table does.
        bool isJson = bytes.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
        return isJson ? Answers.Rows(bytes, name) : CsvAnswers.Rows(bytes, name);
    }
}
