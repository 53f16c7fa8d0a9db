namespace Chainrule.Lessons.Exercises;

/// <summary>Runs a learner's code, which may never end.</summary>
internal static class Patience
{
    /// <summary>Far longer than any answer takes on a busy machine.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What the work gives. A browser has one thread only: there it is waited for without end.</summary>
    /// <exception cref="AnswerException">It did not end in time. .NET cannot stop a thread, so it goes on in the background.</exception>
    public static double[] Run(Func<double[]> work, TimeSpan patience)
    {
        if (OperatingSystem.IsBrowser()) return work();
        Task<double[]> running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Task.WaitAny([running], patience) < 0)
        {
            throw new AnswerException($"your code had not ended after {patience.TotalSeconds:0.#} seconds. Look for a loop that never ends: what makes its condition false? It still runs, so start anew when you have mended it.");
        }
        return running.GetAwaiter().GetResult();
    }
}
