using Chainrule.Rules;

namespace Chainrule.Misuse;

/// <summary>What went wrong, each member and kind once.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, string> found = [];
    private readonly HashSet<string> members = [];

    internal long Calls { get; private set; }

    internal long Refused { get; private set; }

    internal long RefusedVerbs { get; private set; }

    internal long LetInVerbs { get; private set; }

    internal int Members => members.Count;

    internal IReadOnlyCollection<string> All => found.Values;

    internal void Called(string member)
    {
        Calls++;
        members.Add(member);
    }

    /// <summary>What a door may say. Everything else was said by something behind it.</summary>
    internal void Threw(Exception thrown, string member, string where)
    {
        Refused++;
        if (thrown is ArgumentException or ProblemException or InvalidOperationException or IndexOutOfRangeException or OutOfMemoryException or OperationCanceledException) return;
        Add($"{member} {thrown.GetType().Name}", $"{where}\n    {thrown.GetType().Name}: {thrown.Message}\n    {thrown.StackTrace?.Split('\n')[0].Trim()}");
    }

    internal void RefusedAVerb() => RefusedVerbs++;

    internal void LetInAVerb() => LetInVerbs++;

    internal void Add(string kind, string what) => found.TryAdd(kind, what);
}
