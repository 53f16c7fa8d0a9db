using System.Text;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>Walks the blocks of a story in their order; a subclass says how each kind of block looks in one document format.</summary>
internal abstract class StoryRenderer(Story story, NotationPrinter printer)
{
    private int depth = 1;

    /// <summary>The story.</summary>
    protected Story Story { get; } = story;

    /// <summary>Writes the mathematics.</summary>
    protected NotationPrinter Printer { get; } = printer;

    /// <summary>Whether mathematics is code in this notation.</summary>
    protected bool IsCode => Printer.Notation.IsCode;

    /// <summary>The document so far.</summary>
    protected StringBuilder Page { get; } = new();

    /// <summary>Adds every block to the page.</summary>
    protected void AddBlocks()
    {
        foreach (Block block in Story.Blocks) Add(block);
    }

    /// <summary>A heading; <paramref name="level"/> is 2 for a section, since the title is 1, and never skips a level on the way down.</summary>
    protected abstract void AddHeading(int level, string text);

    /// <summary>A paragraph, or an aside.</summary>
    protected abstract void AddParagraph(string text, bool isNote);

    /// <summary>An equation, with its address if it has one.</summary>
    protected abstract void AddEquation(Equation equation);

    /// <summary>The numbers of a matrix.</summary>
    protected abstract void AddMatrix(MatrixView matrix);

    /// <summary>A table of cells that are written already.</summary>
    protected abstract void AddTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows);

    /// <summary>The network with the numbers of a pass.</summary>
    protected abstract void AddDrawing(Pass pass);

    /// <summary>A command to type.</summary>
    protected abstract void AddCommand(string text);

    /// <summary>Lines of characters that stand as they are.</summary>
    protected abstract void AddSketch(IReadOnlyList<string> lines);

    /// <summary>A loss curve: drawn with characters, unless the format can do better.</summary>
    protected virtual void AddCurve(IReadOnlyList<double> losses) => AddSketch(CurveText.Lines(losses));

    /// <summary>Words, with what is special in this format made harmless.</summary>
    protected abstract string Escape(string words);

    /// <summary>Written mathematics among words.</summary>
    protected abstract string Inline(string mathematics);

    /// <summary>A line of words and mathematics.</summary>
    protected string Text(Line line) => string.Concat(line.Runs.Select(run => run switch
    {
        Words words => Escape(words.Text),
        Formulated formulated => Inline(Printer.Print(formulated.Mathematics)),
        _ => throw new InvalidOperationException($"{run.GetType().Name} has no face in a document."),
    }));

    private void Add(Block block)
    {
        switch (block)
        {
            case Heading heading:
                depth = Math.Min(heading.Level + 1, depth + 1);
                AddHeading(depth, Text(heading.Text));
                break;
            case Paragraph paragraph: AddParagraph(Text(paragraph.Text), paragraph.IsNote); break;
            case Equation equation: AddEquation(equation); break;
            case MatrixBlock matrix: AddMatrix(new MatrixView(matrix, Story.Recording.Book, Printer.Notation)); break;
            case Table table: AddTable([.. table.Header.Select(Text)], [.. table.Rows.Select(row => row.Select(Text).ToArray())]); break;
            case Drawing drawing: AddDrawing(drawing.Pass); break;
            case Sketch sketch: AddSketch(sketch.Lines); break;
            case Curve curve: AddCurve(curve.Losses); break;
            case Command command: AddCommand(command.Text); break;
            default: throw new InvalidOperationException($"{block.GetType().Name} has no face in a document.");
        }
    }
}
