using System.Text;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Engine;

/// <summary>Collects what a cell shows, in order; pieces of console text that follow each other become one.</summary>
internal sealed class OutputList(Action<CellOutput>? live)
{
    private readonly Lock gate = new();
    private readonly List<CellOutput> outputs = [];
    private readonly StringBuilder text = new();

    public void Add(CellOutput output)
    {
        lock (gate)
        {
            if (output is TextOutput written)
            {
                text.Append(written.Written);
            }
            else
            {
                EndText();
                outputs.Add(output);
            }
        }
        live?.Invoke(output);
    }

    public CellResult Finish()
    {
        lock (gate)
        {
            EndText();
            return new([.. outputs]);
        }
    }

    private void EndText()
    {
        if (text.Length > 0) outputs.Add(new TextOutput(text.ToString()));
        text.Clear();
    }
}
