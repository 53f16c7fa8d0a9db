using Chainrule.Data;

namespace Chainrule.Datasets.Texts;

/// <summary>What follows what in the examples of a text.</summary>
internal static class Transitions
{
    /// <summary>Position, sign, and the sign that comes next, as far as the piece goes: behind the first mark of a line nothing is counted.</summary>
    internal static IEnumerable<(int Position, int Sign, int Next)> Of(Dataset examples, int example, int signs)
    {
        for (int p = 0; p < examples.Inputs; p++)
        {
            int sign = (int)examples.InputsOf(example)[p];
            if (p > 0 && sign == Vocabulary.Mark) yield break;
            yield return (p, sign, examples.TargetsOf(example).Slice(p * signs, signs).IndexOf(1f));
        }
    }
}
