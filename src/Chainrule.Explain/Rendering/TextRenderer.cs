using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>A story for the terminal, at most 80 columns wide.</summary>
internal sealed class TextRenderer
{
    private const int Width = 80, Narrowest = 60, Indent = 2, AddressWidth = 11, Gap = 2;

    private readonly TextPrinter printer;
    private readonly List<StyledLine> lines = [];

    private readonly int columns;

    private TextRenderer(Notation notation, int columns) => (printer, this.columns) = (new TextPrinter(notation), columns);

    /// <summary>The story as lines with styles.</summary>
    /// <param name="story">The story.</param>
    /// <param name="notation">The letters.</param>
    /// <param name="columns">How wide the terminal is, for the drawings: words and formulas wrap there by themselves, a drawing does not.</param>
    public static IReadOnlyList<StyledLine> Render(Story story, Notation notation, int columns = Width)
    {
        var renderer = new TextRenderer(notation, Math.Clamp(columns, Narrowest, Width));
        string[] title = [.. Wrapping.Words(story.Title, Width)];
        renderer.lines.AddRange(title.Select(line => new StyledLine(line, Style.Heading)));
        renderer.lines.Add(new StyledLine(new string('═', title.Max(line => line.Length)), Style.Heading));
        Block? before = null;
        foreach (Block block in story.Blocks)
        {
            // A paragraph after mathematics opens a new thought.
            if (block is Paragraph && before is not (null or Paragraph or Heading)) renderer.Blank();
            renderer.Add(block, story);
            before = block;
        }
        return renderer.lines;
    }

    private void Add(Block block, Story story)
    {
        switch (block)
        {
            case Heading heading: AddHeading(heading); break;
            case Paragraph paragraph: AddParagraph(paragraph); break;
            case Equation equation: AddEquation(equation); break;
            case MatrixBlock matrix: AddMatrix(matrix, story); break;
            case Table table: AddTable(table); break;
            case Drawing drawing: AddDrawing(story, drawing.Pass); break;
            case Curve curve: Add(new Sketch([.. CurveText.Lines(curve.Losses).Prepend("")]), story); break;
            case Sketch sketch: lines.AddRange(sketch.Lines.Select(line => new StyledLine(new string(' ', 2 * Indent) + line, Style.Plain))); break;
            case Command command: lines.Add(new StyledLine([new(new string(' ', 2 * Indent), Style.Plain), new(command.Text, Style.Command)])); break;
            default: throw new InvalidOperationException($"{block.GetType().Name} has no face in the terminal.");
        }
    }

    private void AddHeading(Heading heading)
    {
        string text = Text(heading.Text, ' ');
        Blank();
        lines.Add(new StyledLine(heading.Level == 1 ? text : $"── {text}", Style.Heading));
        if (heading.Level == 1) lines.Add(new StyledLine(new string('─', text.Length), Style.Heading));
    }

    private void AddParagraph(Paragraph paragraph)
    {
        foreach (string line in Wrapping.Words(Text(paragraph.Text, Wrapping.Tied), Width))
            lines.Add(new StyledLine(line, paragraph.IsNote ? Style.Muted : Style.Plain));
    }

    private string Text(Line line, char blank) => string.Concat(line.Runs.Select(run => run switch
    {
        Words words => words.Text,
        Formulated formulated => printer.Print(formulated.Mathematics).Replace(' ', blank),
        _ => throw new InvalidOperationException($"{run.GetType().Name} has no face in the terminal."),
    }));

    private void AddEquation(Equation equation)
    {
        string address = equation.Address is { } number ? printer.Notation.Typed(number) : "", left = printer.Print(equation.Left);
        string margin = new string(' ', Indent) + address.PadRight(AddressWidth - 1) + ' ';
        for (int i = 0; i < equation.Steps.Count; i++)
        {
            Step step = equation.Steps[i];
            string start = i == 0 ? left : new string(' ', left.Length);
            int room = Width - margin.Length - left.Length - 3;
            string[] right = [.. Wrapping.Formula(printer.Print(step.Right), Math.Max(room, 20))];
            Style style = step.Right is Figure ? Style.Value : Style.Formula;
            for (int r = 0; r < right.Length; r++)
            {
                string lead = r == 0 ? $"{start} {printer.Relation(step.Relation)} " : new string(' ', left.Length + 3);
                lines.Add(new StyledLine([new(i == 0 && r == 0 ? margin : new string(' ', margin.Length), Style.Address), new(lead, Style.Formula), new(right[r], style)]));
            }
            if (step.Note is not null) AddNote(step.Note, margin.Length + left.Length + 3);
        }
    }

    // Beside the line if there is room, else below it.
    private void AddNote(string note, int indent)
    {
        StyledLine last = lines[^1];
        int used = last.ToString().Length;
        if (used + 3 + note.Length + 2 <= Width) lines[^1] = new StyledLine([.. last.Pieces, new($"   ({note})", Style.Muted)]);
        else foreach (string line in Wrapping.Words($"({note})", Math.Max(Width - indent, 20))) lines.Add(new StyledLine(new string(' ', indent) + line, Style.Muted));
    }

    private void AddMatrix(MatrixBlock matrix, Story story)
    {
        double[][] rows = matrix.Addresses is null ? printer.Notation.Lay(matrix.Symbol, matrix.Rows, story.Recording.Book.HasExampleIndex) : matrix.Rows;
        string name = printer.Glyph(printer.Notation.OfMatrix(matrix.Symbol, matrix.Layer.ToString(), matrix.Common));
        string start = new string(' ', 2 * Indent) + name + " = ";
        if (rows.Length == 1 || rows[0].Length == 1)
        {
            string vector = $"({string.Join(", ", rows.SelectMany(row => row).Select(n => printer.Number(n)))})";
            foreach (string line in Wrapping.Formula(vector, Width - start.Length))
            {
                lines.Add(new StyledLine([new(start, Style.Formula), new(line, Style.Value)]));
                start = new string(' ', start.Length);
            }
            return;
        }
        string[][] cells = [.. rows.Select(row => row.Select(n => printer.Number(n)).ToArray())];
        int wide = cells.Max(row => row.Max(cell => cell.Length)), columns = cells[0].Length;
        string size = $"   {cells.Length}×{columns}";
        int room = Width - start.Length - "⎡  ⎤".Length - size.Length, fitting = (room + Gap) / (wide + Gap);
        // A wide matrix stands in parts, one below the other, as many columns in each as fit beside a word on which they are.
        bool isSplit = fitting < columns;
        if (isSplit) fitting = Math.Max(1, (room + Gap - ", columns 00 … 00".Length) / (wide + Gap));
        for (int from = 0; from < columns; from += fitting)
        {
            int to = Math.Min(from + fitting, columns);
            AddPart([.. cells.Select(row => row[from..to])], wide, start, isSplit ? $"{size}, columns {from} … {to - 1}" : size);
            start = new string(' ', start.Length);
        }
    }

    private void AddPart(string[][] cells, int wide, string start, string note)
    {
        for (int r = 0; r < cells.Length; r++)
        {
            (char open, char close) = r == 0 ? ('⎡', '⎤') : r == cells.Length - 1 ? ('⎣', '⎦') : ('⎢', '⎥');
            string row = string.Join(new string(' ', Gap), cells[r].Select(cell => cell.PadLeft(wide)));
            string lead = r == 0 ? start : new string(' ', start.Length);
            lines.Add(new StyledLine([new(lead, Style.Formula), new($"{open} {row} {close}", Style.Value), new(r == 0 ? note : "", Style.Muted)]));
        }
    }

    private void AddTable(Table table)
    {
        string[][] cells = [[.. table.Header.Select(h => Text(h, ' '))], .. table.Rows.Select(row => row.Select(cell => Text(cell, ' ')).ToArray())];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(row => row[c].Length))];
        // A wide table stands in parts, one below the other, each with the first column.
        for (int from = 1; from < widths.Length;)
        {
            int to = from, used = 2 * Indent + widths[0];
            while (to < widths.Length && (to == from || used + Gap + widths[to] <= Width)) used += Gap + widths[to++];
            int[] part = [0, .. Enumerable.Range(from, to - from)];
            for (int r = 0; r < cells.Length; r++)
            {
                string text = string.Join(new string(' ', Gap), part.Select(c => cells[r][c].PadLeft(widths[c])));
                lines.Add(new StyledLine(new string(' ', 2 * Indent) + text, r == 0 ? Style.Muted : Style.Value));
            }
            from = to;
        }
    }

    private void AddDrawing(Story story, Pass pass)
    {
        Blank();
        var drawing = new TextDrawing(story.Recording, pass, printer, columns - Indent);
        foreach (string line in drawing.Lines()) lines.Add(new StyledLine(new string(' ', Indent) + line, Style.Formula));
        foreach (string line in Wrapping.Words(Text(drawing.Legend, Wrapping.Tied), columns - Indent)) lines.Add(new StyledLine(new string(' ', Indent) + line, Style.Muted));
    }

    private void Blank()
    {
        if (lines[^1].ToString().Length > 0) lines.Add(new StyledLine(""));
    }
}
