namespace Chainrule.Jupyter;

/// <summary>
/// What ended the kernel before this one. A stack overflow in a cell ends the process, and nothing can be said any more; so the cell that runs stands in a file beside the
/// connection file, which Jupyter hands to the next kernel too.
/// </summary>
internal sealed class LastLife(string connectionFile)
{
    private readonly string path = connectionFile + ".cell";
    private string? last = Left(connectionFile + ".cell");
    private volatile bool isForgotten;

    /// <summary>What to say to the learner, once; null where nothing happened.</summary>
    public string? TakeEnd() => Interlocked.Exchange(ref last, null) is { Length: > 0 } cell
        ? $"The kernel ended while {cell} ran, and was started again: what the cells had declared is gone, so run them again. "
            + "A method that calls itself without an end does that (a stack overflow), or too little memory.\n"
        : null;

    /// <summary>Remembers a cell until the result is disposed.</summary>
    public IDisposable During(string cell)
    {
        if (!isForgotten) Try(() => File.WriteAllText(path, cell));
        return new Done(this);
    }

    /// <summary>The kernel ends because it was asked to, whatever a cell does.</summary>
    public void Forget()
    {
        isForgotten = true;
        Try(() => File.Delete(path));
    }

    private static string? Left(string path)
    {
        string? cell = null;
        Try(() => cell = File.Exists(path) ? File.ReadAllText(path) : null);
        return cell;
    }

    // Where it cannot be remembered the learner sees what Jupyter says.
    private static void Try(Action remember)
    {
        try
        {
            remember();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it.
        }
    }

    private sealed class Done(LastLife life) : IDisposable
    {
        public void Dispose() => Try(() => File.Delete(life.path));
    }
}
