using Chainrule.Explain.Stories.Tellers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>The update: every parameter a step down its gradient.</summary>
internal static class UpdateChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Update: a step downhill");
        UpdateTellers.For(telling.Update).Tell(telling);
        if (!telling.Recording.Problem.UpdateBiases) telling.Say("The biases stay as they are in this problem (updateBiases is false).");
        foreach (int l in telling.Layers) LayerTellers.For(telling, l).Update(telling, l);
    }
}
