using System.Collections.Concurrent;
using System.Runtime;
using Chainrule.Cells.Engine;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Jupyter;

/// <summary>Runs cells on the calling thread so that they can be interrupted, also in a loop that never looks up.</summary>
internal sealed class Executor(CellEngine engine)
{
    private readonly Lock gate = new();
    private (CancellationTokenSource Stop, Thread Thread)? running;

    /// <summary>Runs a cell; null if it was interrupted.</summary>
    public CellResult? Run(string code, CellPlace place, Action<CellOutput> live)
    {
        using var stop = new CancellationTokenSource();
        lock (gate) running = (stop, Thread.CurrentThread);
        try
        {
            CellResult? result = null;
            // The one way to stop a thread of foreign code. Its documentation warns of locks and half-made state, which a notebook can live with.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => result = Pump(() => engine.RunAsync(code, place, Show)), stop.Token);
#pragma warning restore SYSLIB0046
            return stop.IsCancellationRequested ? null : result;
        }
        catch (Exception interrupted) when (interrupted is OperationCanceledException or ThreadInterruptedException)
        {
            return null;
        }
        finally
        {
            lock (gate) running = null;
            ForgetInterrupt();
        }

        // That a wait was broken off is no mistake of the cell.
        void Show(CellOutput output)
        {
            if (output is not CellErrorOutput || !stop.IsCancellationRequested) live(output);
        }
    }

    // Interrupted when it did not wait, the thread would be interrupted at its next wait, which may be another cell's.
    private static void ForgetInterrupt()
    {
        try
        {
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException)
        {
            // That was it.
        }
    }

    /// <summary>Interrupts the cell that is running, if one is.</summary>
    public void Interrupt()
    {
        lock (gate)
        {
            if (running is not { } cell) return;
            // Code that runs is stopped by the first; code that waits, on Linux, by the second only. The cancelling returns when the code has
            // stopped, so it has a thread of its own.
            _ = cell.Stop.CancelAsync();
            cell.Thread.Interrupt();
        }
    }

    // What a cell does after an await is done here too, where it can be interrupted.
    private static T Pump<T>(Func<Task<T>> start)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        using var work = new BlockingCollection<(SendOrPostCallback Callback, object? State)>();
        SynchronizationContext.SetSynchronizationContext(new Queue(work));
        try
        {
            Task<T> task = start();
            _ = task.ContinueWith(_ => work.Add((_ => work.CompleteAdding(), null)), TaskScheduler.Default);
            foreach ((SendOrPostCallback callback, object? state) in work.GetConsumingEnumerable()) callback(state);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Queue(BlockingCollection<(SendOrPostCallback, object?)> work) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            try
            {
                work.Add((d, state));
            }
            catch (Exception ended) when (ended is InvalidOperationException or ObjectDisposedException)
            {
                // The cell has ended, or was interrupted: nobody waits for this any more.
            }
        }
    }
}
