using Chainrule.Layers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in dropout.</summary>
internal static class DropoutMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("dropout-not-scaled", "a", Often.Usual, "What was kept was not divided by 1 − p.", "Kept numbers are scaled up, so that the mean stays.", In.Learning,
            text => Rows(text, text.Forward).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = of[1][j] == 0 ? 0 : of[0][j]; }, 2), each.Into, each.Of)))),
        new("dropout-mask-forgotten-back", "dA", Often.Usual, "The mask was forgotten on the way back: what was dropped was blamed.", "A number that was multiplied with 0 has no part in the loss.", In.Learning,
            text => Rows(text, text.Backward).Select(each => Spoil.Instead(each, k => k.Row(new Same(), each.Into, each.Of[0])))),
        new("dropout-not-scaled-back", "dA", Often.Sometimes, "The factor 1/(1 − p) was forgotten on the way back.", "a = x ⊙ mask, so ∂a/∂x is the mask with its factor.", In.Learning,
            text => Rows(text, text.Backward).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = of[1][j] == 0 ? 0 : of[0][j]; }, 2), each.Into, each.Of)))),
    ];

    private static IEnumerable<Call> Rows(StepText text, IReadOnlyList<Call> pass) => pass.Where(each => each.Verb == Verb.Row && text.Spec(each) is Dropout && each.Of.Length == 2);
}
