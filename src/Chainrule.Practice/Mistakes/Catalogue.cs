namespace Chainrule.Practice.Mistakes;

/// <summary>Every known mistake.</summary>
public static class Catalogue
{
    /// <summary>All of them, in the order of a step. A new one is an entry in the file of its family.</summary>
    public static IReadOnlyList<Mistake> All { get; } =
    [
        .. SumMistakes.All,
        .. ActivationMistakes.All,
        .. LossMistakes.All,
        .. ErrorMistakes.All,
        .. SlopeMistakes.All,
        .. WayBackMistakes.All,
        .. WeightMistakes.All,
        .. BiasMistakes.All,
        .. NormMistakes.All,
        .. PictureMistakes.All,
        .. AttentionMistakes.All,
        .. TableMistakes.All,
        .. DropoutMistakes.All,
        .. StepMistakes.All,
        .. UpdateMistakes.All,
        .. RoundingMistakes.All,
        .. DerivedMistakes.All,
    ];

    /// <summary>The mistake with this name.</summary>
    /// <exception cref="Rules.ProblemException">There is none; the message suggests the nearest.</exception>
    public static Mistake Named(string id) => Rules.Names.Find(All, each => each.Id, id, "mistake");
}
