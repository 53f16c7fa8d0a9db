using System.Diagnostics;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>A thread of the team: takes parts while there are any, then looks out for a while, then sleeps until it is woken.</summary>
internal sealed class Helper
{
    private readonly object bell = new();
    private bool asleep;

    internal Helper() => new Thread(Work) { IsBackground = true, Name = "Chainrule helper" }.Start();

    /// <summary>Wakes it if it sleeps. Whatever was written before is then seen by it.</summary>
    internal void Wake()
    {
        if (!Volatile.Read(ref asleep)) return;
        lock (bell)
        {
            asleep = false;
            Monitor.Pulse(bell);
        }
    }

    private void Work()
    {
        while (true)
        {
            long task = Team.Task;
            Team.TakeParts();
            Patience patience = default;
            while (Team.Task == task && !patience.IsOver) patience.Look();
            if (Team.Task == task) Sleep(task);
        }
    }

    private void Sleep(long task)
    {
        lock (bell)
        {
            // First said, then looked once more: a task that was given out in between has not seen a sleeper, and is seen here.
            Volatile.Write(ref asleep, true);
            Interlocked.MemoryBarrier();
            while (asleep && Team.Task == task) Monitor.Wait(bell);
            asleep = false;
        }
    }
}

/// <summary>How to wait for another thread: look hard for 2 µs, then give the processor away at every look, and after a while give up.</summary>
internal struct Patience
{
    // The products of one step follow each other within this time; waking a sleeper takes longer than all of the looking.
    private static readonly long Hard = Stopwatch.Frequency * 2 / 1_000_000, Over = Stopwatch.Frequency * 100 / 1_000_000;

    private long start;
    private bool hard;

    internal bool IsOver { get; private set; }

    internal void Look()
    {
        long now = Stopwatch.GetTimestamp();
        if (start == 0) (start, hard) = (now, true);
        hard &= now - start < Hard;
        IsOver = now - start >= Over;
        if (hard) Thread.SpinWait(4);
        else Thread.Yield();
    }
}
