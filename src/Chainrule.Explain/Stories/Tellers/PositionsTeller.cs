namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Learned positions: why something is added to each position, and that all examples share it.</summary>
internal sealed class PositionsTeller : LayerTeller
{
    protected override void SayForward(Telling telling, int l) =>
        telling.Say("Each position has a row of numbers of its own, P, which is added to what comes in there. Layers that treat all positions alike, as attention does, could not tell without it in which order they stand.");

    protected override void SayBackward(Telling telling, int l) =>
        telling.Say("A sum hands its gradient on unchanged, to what came in and to P. All examples share P, so there the gradients of the examples add up.");

    public override string? WordsFor(string letter) => letter switch
    {
        "P" => "what is added at [position, number], the same for all examples",
        "a" => "the output: what came in, and what belongs to its position",
        _ => null,
    };

    public override string? WordsForLocal => "local is 1, since a sum grows as fast as each of its terms";
}
