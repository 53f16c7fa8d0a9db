using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>The update: every parameter a step down its gradient.</summary>
internal static class UpdateChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Update: a step downhill");
        UpdateTellers.For(telling.Update).Tell(telling);
        if (!telling.Recording.Problem.UpdateBiases && telling.Plan.Parameters.FirstOrDefault(each => each.IsBias) is { } bias) telling.GiveReasons(telling.Book.At(bias, Form.Updated, 0, 0), UpdateReasons.Of);
        foreach (int l in telling.Layers) LayerTellers.For(telling, l).Update(telling, l);
        telling.GoDeeper(Passage.Downhill);
    }
}
