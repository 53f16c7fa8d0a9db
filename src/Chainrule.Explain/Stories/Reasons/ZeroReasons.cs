using Chainrule.Explain.Formulas;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why a gradient is 0: followed from factor to factor that is 0, up to the unit that is off, the input that is 0, or the output that is right.</summary>
internal static class ZeroReasons
{
    // So many links are named; what lies behind them one asks about by itself.
    private const int MostLinks = 4;

    public static IEnumerable<Reason> Of(Question q)
    {
        if (!q.IsGradient || q.Value != 0) yield break;
        var pieces = new List<object> { "Why is ", q.Address, " 0? " };
        string kind = Cause(q, pieces);
        yield return Reason.Of($"zero:{kind}", kind is "off" or "kink" ? Passage.DeadUnits : kind == "flat" ? Passage.Vanishing : Passage.OneLayerBack, [.. pieces]);
    }

    /// <summary>Adds the sentences, and says which kind of cause is behind them.</summary>
    private static string Cause(Question q, List<object> pieces)
    {
        for (int link = 1; ; link++)
        {
            Formula formula = q.Formula!;
            Formula[] terms = formula is Sum sum ? [.. sum.Parts] : [formula];
            if (formula is Constant || q.Upstreams.Count == 0 && !q.IsStart) return Said(pieces, "unused", "The loss does not depend on ", q.Base, ".");
            if (q.IsStart) return Said(pieces, "right", "The output is its target: there is nothing to make better.");
            if (terms.Length > 1 && terms.Any(each => each.Number() != 0)) return Said(pieces, "cancel", "The terms of its sum cancel.");
            if (terms.Length > 1) Said(pieces, "", $"All {terms.Length} terms of ", q.Address, " are 0. Of the first: ");
            if (terms[0].Addresses().Where(each => each.IsGradient && q.Recording[each] == 0).ToArray() is not [var upstream, ..]) return Local(q, terms[0], pieces);
            Said(pieces, "", "Its upstream, ", upstream, ", is 0. ");
            if (link == MostLinks) return Said(pieces, "far", "Why that is so, one asks of ", upstream, ".");
            q = new Question(q.Recording, upstream, said: new HashSet<string>(), q.WordsOf);
        }
    }

    private static string Local(Question q, Formula term, List<object> pieces)
    {
        if (q.Through is { IsElementwise: true } f) return OfSlope(q, f, pieces);
        if (term.Calls(Function.Step)) return Said(pieces, "smaller", "Local is 0, since another number of the window is handed on, not ", q.Base, ".");
        if (term.Addresses().Where(each => !each.IsGradient && q.Recording[each] == 0).ToArray() is [var zero, ..])
            return Said(pieces, "factor", q.Base, " is multiplied by ", zero, ", which is 0, so nothing of it arrives in what comes next.");
        return Said(pieces, "tiny", "No factor is 0, but the product is too small to compute with, and was rounded to 0.");
    }

    private static string OfSlope(Question q, Activation f, List<object> pieces)
    {
        double z = q.Recording[q.Base], slope = f.Slope<F64>(z, q.Recording[q.Upstreams[0].As(q.Upstreams[0].Symbol.Base)]).Number;
        if (slope != 0) return Said(pieces, "tiny", "No factor is 0, but the product is too small to compute with, and was rounded to 0.");
        if (f != Activation.Relu) return Said(pieces, "flat", "At ", q.Base, " = ", z, $" the {f} is so flat that its slope was rounded to 0.");
        return z < 0
            ? Said(pieces, "off", "The unit is off: ", q.Base, " = ", z, $" is below 0, where {f} hands on 0 whatever it is. So its slope there is 0, and nothing goes back through it.")
            : Said(pieces, "kink", q.Base, $" is exactly 0, where {f} has a kink. Its slope there is taken as 0, that of the flat side.");
    }

    private static string Said(List<object> pieces, string kind, params ReadOnlySpan<object> more)
    {
        pieces.AddRange(more);
        return kind;
    }
}
