using System.Text;
using Chainrule.Explain.Graphs;

namespace Chainrule.Attack.Attacks;

/// <summary>Expressions, read, computed and drawn. The values stand behind a line end.</summary>
internal sealed class Expressions : Reading
{
    private protected override byte[] Right(Random random)
    {
        string expression = Valid.Expression(random);
        return Encoding.UTF8.GetBytes($"{expression}\n{Valid.Values(expression)}");
    }

    private protected override void Read(byte[] text)
    {
        string[] parts = Encoding.UTF8.GetString(text).Split('\n', 2);
        Graph graph = Graph.Of(parts[0], parts.Length > 1 ? parts[1] : "");
        foreach (object _ in GraphText.Lines(graph)) { }
        SvgWriter.Write(graph);
        DotWriter.Write(graph);
    }
}
