using System.Diagnostics;
using System.Security.Cryptography;

namespace Chainrule.Attack;

/// <summary>
/// Attacks a reader of bytes, and keeps what reaches something new: spoils what was kept, again and again, so that it gets deeper than what is spoiled once. It needs assemblies into which
/// <c>sharpfuzz</c> has written what <see cref="Edges"/> counts; <c>fuzz.sh</c> makes them.
/// </summary>
internal sealed class Guided(IReader reader, Edges edges, Random random)
{
    // Longer inputs take longer and reach no more.
    private const int Longest = 4096;

    // Of each reader: all together stay below 200 kB.
    private const int MostBytesKept = 36_000;

    private const int RightOnes = 50;

    private readonly List<Kept> queue = [];
    private readonly HashSet<string> findings = [];

    /// <summary>For so long; gives back how many findings there were. What reached something new, and is not reached by less, is then in the folder.</summary>
    internal int Run(string folder, double minutes, TextWriter report, Action<string> journal)
    {
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)) Try(File.ReadAllBytes(path), report, journal);
        int before = queue.Count;
        for (int i = 0; i < RightOnes; i++) Try(reader.Right(random), report, journal);
        if (edges.Seen == 0) throw new InvalidOperationException("nothing was counted: the assemblies are not instrumented; start tests/Chainrule.Attack/fuzz.sh");
        long tried = 0;
        for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed.TotalMinutes < minutes; tried++) Try(Next(), report, journal);
        Kept[] kept = [.. Fewest()];
        report.WriteLine($"{reader.Name}: {tried:N0} inputs, {edges.Seen:N0} edges; {before} inputs before, {queue.Count} reached something new, {kept.Length} of them kept, {kept.Sum(each => each.Bytes.Length):N0} bytes; {findings.Count} found");
        foreach (string path in Directory.EnumerateFiles(folder)) File.Delete(path);
        foreach (Kept each in kept) File.WriteAllBytes(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(each.Bytes))[..12]), each.Bytes);
        return findings.Count;
    }

    private void Try(byte[] bytes, TextWriter report, Action<string> journal)
    {
        if (bytes.Length > Longest) return;
        journal($"{reader.Name}: {Spoiling.Shown(bytes)}");
        string? wrong = null;
        (int, byte)[] passed = edges.Of(() => wrong = reader.Wrong(bytes));
        if (edges.AreNew(passed)) queue.Add(new(bytes, passed));
        if (wrong is not null && findings.Add(wrong.Split('\n')[0])) report.WriteLine($"\nFOUND by {reader.Name}: {wrong}\n    {Convert.ToBase64String(bytes)}\n    {Spoiling.Shown(bytes)}");
    }

    private byte[] Next()
    {
        byte[] next = random.Of(queue).Bytes;
        if (random.OneIn(4)) next = Spliced(next, random.Of(queue).Bytes);
        for (int times = random.Next(1, 5); times > 0; times--) next = random.Spoil(next);
        return next;
    }

    private byte[] Spliced(byte[] one, byte[] other) => [.. one[..random.Next(one.Length + 1)], .. other[random.Next(other.Length + 1)..]];

    // The shortest input of each edge, shortest first: those which add nothing to what shorter ones reach are left out.
    private IEnumerable<Kept> Fewest()
    {
        HashSet<(int, byte)> reached = [];
        int bytes = 0;
        foreach (Kept each in queue.OrderBy(each => each.Bytes.Length))
        {
            if (each.Passed.All(reached.Contains) || (bytes += each.Bytes.Length) > MostBytesKept) continue;
            reached.UnionWith(each.Passed);
            yield return each;
        }
    }

    private sealed record Kept(byte[] Bytes, (int, byte)[] Passed);
}
