using System.Text;

namespace Chainrule.Cells.Engine;

/// <summary>
/// Stands in for the console's writer. What a cell writes, on whichever thread the cell started, goes to that cell; everything else goes where it
/// went before.
/// </summary>
internal sealed class ConsoleTap : TextWriter
{
    private static readonly AsyncLocal<Action<string>?> Receiver = new();
    private static readonly Lock Gate = new();

    private static TextWriter? installed;

    private readonly TextWriter console;

    private ConsoleTap(TextWriter console) => this.console = console;

    public override Encoding Encoding => console.Encoding;

    /// <summary>Sends what this flow of work writes to the receiver, until the result is disposed.</summary>
    public static IDisposable SendTo(Action<string> receiver)
    {
        lock (Gate)
        {
            // The console wraps whatever it is given, so the wrapper is what to compare with; someone may have set another one since.
            if (Console.Out != installed)
            {
                Console.SetOut(new ConsoleTap(Console.Out));
                installed = Console.Out;
            }
        }
        Action<string>? before = Receiver.Value;
        Receiver.Value = receiver;
        return new Restore(before);
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (value is null) return;
        if (Receiver.Value is { } receive) receive(value);
        else console.Write(value);
    }

    // The same line ends on every system: outputs are stored and compared.
    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine() => Write("\n");

    public override void Flush() => console.Flush();

    private sealed class Restore(Action<string>? before) : IDisposable
    {
        public void Dispose() => Receiver.Value = before;
    }
}
