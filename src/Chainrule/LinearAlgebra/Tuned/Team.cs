namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// The threads that share out a product. A task is cut into parts, always the same; the caller and its helpers each take the next part that is left, and
/// each part writes cells of its own, so that it does not matter who took which. A helper that the system keeps away takes none, and costs no more than
/// its absence.
/// </summary>
internal static unsafe class Team
{
    // Some µs of work: below, handing it over costs more than it brings. The same everywhere, whatever the processor.
    private const long MultiplyAddsWorthAThread = 150_000;

    // An index that no task has: nothing to take.
    private const long Nothing = int.MaxValue;

    private static readonly Lock Turn = new();
    private static readonly List<Helper> Helpers = [];

    // The task in hand. Written only while there is nothing to take.
    private static delegate*<void*, object?, int, int, void> part;
    private static void* argument;
    private static object? companion;
    private static int pieces, count, done;

    // The number of the task (upper half) and the index of its next part (lower half) in one word: who takes a part takes it of this task, or not at all.
    private static long next = Nothing;

    /// <summary>How many threads so much work is worth.</summary>
    internal static int ThreadsFor(long multiplyAdds) => (int)Math.Clamp(multiplyAdds / MultiplyAddsWorthAThread, 1, Parallelism.Threads);

    /// <summary>The number of the task that was given out last.</summary>
    internal static long Task => Volatile.Read(ref next) >> 32;

    /// <summary>Calls part(argument, companion, index, pieces) for every index below count, on so many threads, and returns when all are done.</summary>
    internal static void Run(int threads, int count, delegate*<void*, object?, int, int, void> part, void* argument, object? companion, int pieces)
    {
        // While another thread of the program has the helpers, this one works alone.
        if (threads > 1 && count > 1 && Turn.TryEnter())
        {
            try
            {
                Share(Math.Min(threads, count) - 1, count, part, argument, companion, pieces);
            }
            finally
            {
                Turn.Exit();
            }
        }
        else
        {
            for (int index = 0; index < count; index++) part(argument, companion, index, pieces);
        }
    }

    private static void Share(int helpers, int count, delegate*<void*, object?, int, int, void> part, void* argument, object? companion, int pieces)
    {
        Team.part = part;
        Team.argument = argument;
        Team.companion = companion;
        (Team.pieces, Team.count, done) = (pieces, count, 0);
        Interlocked.Exchange(ref next, (Task + 1) << 32);
        while (Helpers.Count < helpers) Helpers.Add(new Helper());
        for (int i = 0; i < helpers; i++) Helpers[i].Wake();
        TakeParts();
        Patience patience = default;
        while (Volatile.Read(ref done) < count) patience.Look();
        Interlocked.Exchange(ref next, (Task << 32) | Nothing);
    }

    /// <summary>Takes and does parts of the task in hand until none is left.</summary>
    internal static void TakeParts()
    {
        while (true)
        {
            // If the word is still the same when it is counted up, what was read in between belongs to its task.
            long seen = Volatile.Read(ref next);
            int index = (int)seen, inAll = Volatile.Read(ref count), pieces = Team.pieces;
            delegate*<void*, object?, int, int, void> part = Team.part;
            void* argument = Team.argument;
            object? companion = Team.companion;
            if (index >= inAll) return;
            if (Interlocked.CompareExchange(ref next, seen + 1, seen) != seen) continue;
            part(argument, companion, index, pieces);
            Interlocked.Increment(ref done);
        }
    }
}
