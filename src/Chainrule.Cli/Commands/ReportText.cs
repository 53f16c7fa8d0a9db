using Chainrule.Explain.Rendering;
using Chainrule.Training;

namespace Chainrule.Cli.Commands;

/// <summary>A report on a trained network as lines of the terminal.</summary>
internal static class ReportText
{
    private const int Width = 78;

    internal static IEnumerable<StyledLine> Lines(TrainingReport report)
    {
        foreach (string line in report.Picture()) yield return new(line);
        yield return new("");
        if (report.Findings.Count == 0)
            foreach (string line in Wrapping.Words(TrainingReport.Nothing, Width)) yield return new(line);
        foreach (Finding finding in report.Findings)
        {
            foreach ((int i, string line) in Wrapping.Words(finding.What, Width).Index()) yield return new((i == 0 ? "! " : "  ") + line);
            foreach (string line in Wrapping.Words(finding.Advice, Width)) yield return new("  " + line, Style.Muted);
        }
    }
}
