using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why an update subtracts: which way this parameter goes, and why that is downhill.</summary>
internal static class UpdateReasons
{
    public static IEnumerable<Reason> Of(Question q)
    {
        if (q.Address.Symbol.Form != Form.Updated || q.Address.Symbol == Symbol.NewL) yield break;
        if (q.Quantity!.IsBias && !q.Recording.Problem.UpdateBiases)
        {
            yield return Reason.Of("stays", Passage.Downhill, q.Base, " stays as it is: in this problem biases are not updated (updateBiases is false).");
            yield break;
        }
        Address gradient = q.Address.As(Symbol.Of(q.Quantity, Form.Gradient));
        double slope = q.Recording[gradient], moved = q.Value - q.Recording[q.Base];
        if (slope == 0 && moved == 0)
            yield return Reason.Of("stays", Passage.Downhill, q.Base, " stays: its gradient is 0, so the step has no length.");
        else if (moved == 0)
            yield return Reason.Of("stays:tiny", Passage.Downhill, q.Base, " stays: the step is smaller than its last digit.");
        else if (slope > 0 && moved < 0)
            yield return Reason.Of("falls", Passage.Downhill, "Why minus? ", gradient, " is positive: the loss grows when ", q.Base, " grows. The loss shall become smaller, so ", q.Base, " has to fall, and the minus makes it fall.");
        else if (slope < 0 && moved > 0)
            yield return Reason.Of("rises", Passage.Downhill, "Why minus? ", gradient, " is negative: the loss falls when ", q.Base, " grows. The loss shall become smaller, so ", q.Base, " has to rise, and minus a negative number makes it rise.");
    }
}
