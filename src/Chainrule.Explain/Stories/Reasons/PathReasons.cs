using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why the chain rule is followed backward, number by number, and not along each path by itself: how many paths there are.</summary>
internal static class PathReasons
{
    // In larger networks the paths are not counted: a formula for each number of an example takes its time.
    private const int MostNumbers = 2000;

    public static IEnumerable<Reason> Of(Question q)
    {
        if (!q.IsGradient || q.Quantity?.Role != Role.Parameter || !q.Wants("paths") || Count(q) is not ({ } paths, { } numbers) || paths < 2) yield break;
        yield return Reason.Of("paths", Passage.Paths, $"Why backward, and not path by path? {Number(paths)} paths lead from ", q.Base, $" to the loss{(q.Book.HasExampleIndex ? " in each example" : "")}, and one more layer of {Wide} units would make that {Number(Wide * paths)}. But the paths share their ends. Backward, each of the {numbers} numbers on them gets its gradient once, and that serves every path through it.");
    }

    private const int Wide = 10;

    // Beyond that a power of ten is all one reads.
    private static string Number(double paths) => paths < 1e15 ? $"{paths:0}" : "more than 10¹⁵";

    /// <summary>The paths from a parameter to the loss in one example, and how many numbers lie on them; null where they are too many to count.</summary>
    internal static (double Paths, int Numbers)? Count(Question q)
    {
        Recording recording = q.Recording;
        Entry[] entries = [.. recording.Order.Where(each => each.Form == Form.Gradient && each.Quantity.Shape.IsPerExample && each.Quantity.Layer >= q.Address.Layer)];
        if (entries.Sum(each => (long)each.Quantity.Shape.Count) > MostNumbers) return null;
        // Of the same example, as the engine wrote them: what comes next is known first.
        int example = q.Upstreams.Count == 0 ? -1 : q.Upstreams[0].Example;
        Address[] firsts = [.. q.Upstreams.Where(each => each.Example == example)];
        var from = new Dictionary<Address, double>();
        var nexts = new Dictionary<Address, Address[]>();
        foreach (Address each in entries.SelectMany(recording.Book.Of).Where(each => each.Example == example))
        {
            nexts[each] = [.. recording.FormulaOf(each)!.Addresses().Where(next => next.IsGradient)];
            from[each] = nexts[each].Length == 0 ? 1 : nexts[each].Sum(next => from.GetValueOrDefault(next));
        }
        return (firsts.Sum(each => from.GetValueOrDefault(each)), Reached(firsts, nexts));
    }

    private static int Reached(IEnumerable<Address> firsts, Dictionary<Address, Address[]> nexts)
    {
        var reached = new HashSet<Address>(firsts);
        var open = new Stack<Address>(reached);
        while (open.TryPop(out Address each))
            foreach (Address next in nexts.GetValueOrDefault(each, []))
                if (reached.Add(next)) open.Push(next);
        return reached.Count;
    }
}
