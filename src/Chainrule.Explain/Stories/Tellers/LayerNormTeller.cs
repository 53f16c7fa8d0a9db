using Chainrule.Explain.Addresses;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Layer normalisation: what is the same for every row afterwards, and why every number of a row moves all of them.</summary>
internal sealed class LayerNormTeller : LayerTeller
{
    protected override void SayForward(Telling telling, int l)
    {
        double[] n = Row(telling, l, Form.Number);
        telling.Say("Each row of numbers is shifted and stretched, so that it has the same middle and the same spread whatever came in; then a gain and a bias, which are learned, give each column the spread and the middle it needs.");
        telling.Say("The mean of the first row of ", new WholeMatrix(Symbol.Of(Of(telling, l, "n")), l.ToString()), " is ", Mean(n), ", and the mean of its squares is ", Mean([.. n.Select(each => each * each)]),
            $". It would be 1 but for ε = {((LayerNorm)telling.Network.Layers[l - 1]).Epsilon:R}, which stands under the root so that a row of equal numbers is not divided by 0.");
    }

    public override string? WordsFor(string letter) => letter switch
    {
        "mean" => "the middle of a row",
        "sd" => "its spread: the root of the mean squared distance from the middle",
        "n" => "the normalised number: how many spreads it lies from the middle",
        "gain" => "the stretch of a column after normalising",
        "b" => "the shift of a column after normalising",
        _ => null,
    };

    protected override void SayBackward(Telling telling, int l)
    {
        if (!telling.Book.HasGradient(Of(telling, l, "n"))) return;
        double[] n = Row(telling, l, Form.Number), dn = Row(telling, l, Form.Gradient);
        telling.Say("Whoever moves one number of a row moves its mean and its spread as well, and through them every number of the row. So what goes back to a number is its own part, less the mean of all parts, less n times the mean of all parts times n; all that divided by the spread.");
        telling.Say("In the first row the mean of all parts is ", Mean(dn), ", and the mean of the parts times n is ", Mean([.. dn.Zip(n, (d, each) => d * each)]), ". Both are taken out, because shifting or stretching the whole row would change nothing.");
    }

    public override string? WordsForLocal => "it moves the mean and the spread of its row too, and with them the whole row";

    public override string? WordsForGradient(string letter) => letter switch
    {
        "n" => "The gradient of n is that of a, times the gain:",
        "gain" => "Each column's gain meets that column of every row, so its gradient adds up over the rows:",
        "b" => "A bias is simply added, in every row:",
        _ => null,
    };

    private static double[] Row(Telling telling, int l, Form form)
    {
        Quantity n = Of(telling, l, "n");
        return [.. Enumerable.Range(0, n.Shape.Columns).Select(c => telling.Recording[telling.Book.At(n, form, Telling.ToldExample, c)])];
    }

    private static double Mean(double[] row) => row.Sum() / row.Length;
}
