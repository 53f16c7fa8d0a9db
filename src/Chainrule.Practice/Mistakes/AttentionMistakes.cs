using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in attention.</summary>
internal static class AttentionMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("scores-not-scaled", "s", Often.Usual, "The scores were not divided by √d.", "s = q·kᵀ/√d, where d is how many channels a head has.", In.Matrices,
            text => Products(text, forward: true, HeadForm.RowsByRows, product => product.DividedByRoot > 1, product => product with { DividedByRoot = 1 })),
        new("scores-divided-by-d", "s", Often.Usual, "The scores were divided by d, and not by its root.", "s = q·kᵀ/√d.", In.Matrices,
            text => Products(text, forward: true, HeadForm.RowsByRows, product => product.DividedByRoot > 1, product => product with { DividedByRoot = product.DividedByRoot * product.DividedByRoot })),
        new("scores-turned", "s", Often.Sometimes, "Queries and keys are mixed up: s = k·qᵀ/√d.", "Row i of the scores is what position i asks.", In.Matrices,
            text => Scores(text).Select(each => Spoil.Instead(each, k => k.Product((HeadProduct)each.Law!, each.Into, each.Of[1], each.Of[0])))),
        new("mask-left-out", "p", Often.Usual, "The mask was left out: positions looked at those after them.", "With causal attention p[i,j] = 0 for j > i.", In.Classes,
            text => Looked(text, (s, p, _) => Softmax(s).CopyTo(p, 0))),
        new("mask-after-softmax", "p", Often.Usual, "The mask was laid on after the softmax: what is left does not add up to 1.", "Mask the scores first; each row of p adds up to 1.", In.Classes,
            text => Looked(text, (s, p, seen) => Softmax(s)[..seen].CopyTo(p, 0))),
        new("mask-as-zero", "p", Often.Sometimes, "Masked scores were set to 0 before the softmax; e⁰ = 1 is not nothing.", "Masked scores are −∞, so that e to them is 0.", In.Classes,
            text => Looked(text, (s, p, seen) => Softmax([.. s.Select((each, j) => j < seen ? each : 0)]).CopyTo(p, 0))),
        new("softmax-over-the-wrong-axis", "p", Often.Sometimes, "The softmax went over the wrong axis: columns add up to 1, and not rows.", "Each position shares out its attention: every row of p adds up to 1.", In.Classes,
            text => Lookers(text).Select(each => Spoil.After(In.Number(each.Into.Of), (at, p) => Columns(at.At[each.Of[0].Of], p, text.Spec(each) is Attention { IsCausal: true })))),
        new("attention-softmax-diagonal", "dS", Often.Usual, "Only the diagonal of the softmax's Jacobian was counted: ds = dp ⊙ p(1 − p).", "Each p of a row depends on every score of it.", In.Classes,
            text => LooksBack(text, (dp, p) => dp * p * (1 - p))),
        new("attention-softmax-without-mean", "dS", Often.Sometimes, "The gradient was multiplied with p alone; ⟨dp, p⟩ was not subtracted.", "Adding the same number to all scores of a row changes nothing, so ds adds up to 0 in it.", In.Classes,
            text => LooksBack(text, (dp, p) => dp * p)),
        new("scores-not-scaled-back", "dQ", Often.Usual, "The 1/√d was left out on the way back.", "s = q·kᵀ/√d: its slopes carry the 1/√d, too.", In.Matrices,
            text => Products(text, forward: false, null, product => product.DividedByRoot > 1, product => product with { DividedByRoot = 1 })),
        new("values-not-turned", "dV", Often.Usual, "p was not turned round for the values: dv = p·do in place of pᵀ·do.", "What position j handed on went to every i with the weight p[i,j].", In.Matrices,
            text => Products(text, forward: false, HeadForm.MixTurned, product => product.DividedByRoot == 1, product => product with { Form = HeadForm.Mix })),
    ];

    private static IEnumerable<Call> Scores(StepText text) => text.Forward.Where(each => each.Law is HeadProduct { Form: HeadForm.RowsByRows });

    private static IEnumerable<Spoil> Products(StepText text, bool forward, HeadForm? form, Func<HeadProduct, bool> which, Func<HeadProduct, HeadProduct> other) =>
        (forward ? text.Forward : text.Backward).Where(each => each.Law is HeadProduct product && (form is null || product.Form == form) && which(product))
            .GroupBy(each => each.Layer).Select(layer => layer.Aggregate(Spoil.Nothing, (spoil, each) => spoil.And(Spoil.Instead(each, k => k.Product(other((HeadProduct)each.Law!), each.Into, each.Of[0], each.Of[1])))));

    private static IEnumerable<Call> Lookers(StepText text) => text.Forward.Where(each => each.Verb == Verb.Row && Scores(text).Any(scores => each.Of.Contains(scores.Into)));

    // A row of scores made anew, where a row looks at no more than so many.
    private static IEnumerable<Spoil> Looked(StepText text, Action<double[], double[], int> law) =>
        Lookers(text).Where(each => text.Spec(each) is Attention { IsCausal: true }).Select(each => Spoil.After(In.Number(each.Into.Of), (at, p) =>
        {
            Matrix<F64> s = at.At[each.Of[0].Of];
            for (int row = 0; row < p.Rows; row++)
            {
                var into = new double[p.Columns];
                law(Array.ConvertAll(s.Row(row).ToArray(), score => score.Number), into, row % p.Columns + 1);
                for (int j = 0; j < into.Length; j++) p[row, j] = into[j];
            }
        }));

    private static IEnumerable<Spoil> LooksBack(StepText text, Func<double, double, double> law) =>
        from looks in Lookers(text)
        from back in text.Backward
        where back.Verb == Verb.Row && back.Into == looks.Of[0].Of.d
        select Spoil.Instead(back, k => k.Row(new OtherLaw((of, ds) => { for (int j = 0; j < ds.Length; j++) ds[j] = law(of[0][j], of[1][j]); }, 2), back.Into, back.Of));

    private static double[] Softmax(double[] s)
    {
        double[] e = Array.ConvertAll(s, each => Math.Exp(each - s.Max()));
        return Array.ConvertAll(e, each => each / e.Sum());
    }

    private static void Columns(Matrix<F64> s, Matrix<F64> p, bool isCausal)
    {
        for (int first = 0; first < p.Rows; first += p.Columns)
            for (int j = 0; j < p.Columns; j++)
            {
                int from = isCausal ? j : 0;
                double[] column = Softmax([.. Enumerable.Range(from, p.Columns - from).Select(i => s[first + i, j].Number)]);
                for (int i = from; i < p.Columns; i++) p[first + i, j] = column[i - from];
            }
    }
}
