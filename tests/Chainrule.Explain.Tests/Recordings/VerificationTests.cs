using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Tests.Stories;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Recordings;

/// <summary>A checker that has never refused anything proves nothing: here is what it must refuse.</summary>
public class VerificationTests
{
    // Far more than any rounding in so small a network, far less than anybody would see.
    private const double Slightly = 1 + 1e-11;

    private static readonly Problem[] Problems =
    [
        Examples.Named("mazur").Problem,
        RandomProblem.Create([2, 3, 2], Activation.Named("gelu"), null, Loss.Named("softmax-cross-entropy"), seed: 1, examples: 3),
        .. Update.All.Where(update => update.States.Count > 0).Select(update => Samples.Updated("mazur", update)),
    ];

    [Fact]
    public void A_computed_number_that_is_not_the_engine_s_is_refused_wherever_it_stands()
    {
        foreach (Problem problem in Problems)
            foreach (Address address in new AddressBook(problem).All().Where(each => !each.IsGiven))
            {
                Recording recording = Recording.Of(problem);
                var place = recording.Book.PlaceOf(address)!.Value;
                ref Value cell = ref recording.Matrix(new(place.Quantity, address.Symbol.Form, address.Symbol.State))[place.Row, place.Column];
                cell = cell.Data * Slightly + 1e-14;
                Assert.StartsWith($"{address} is ", Assert.Throws<ExplanationException>(() => Verification.Verify(recording, default)).Message, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void A_formula_that_does_not_give_the_number_is_refused()
    {
        foreach (Problem problem in Problems)
        {
            Recording recording = Recording.Of(problem);
            foreach (Address address in recording.Book.All())
            {
                if (recording.FormulaOf(address) is not Formula right) continue;
                Verification.VerifyFormula(address, right, recording[address]);
                // A target that is 0 hides the sign of its term: where the number is the same, there is nothing to refuse.
                foreach (Formula wrong in WrongTwins(right).Where(each => each.Number() != right.Number()))
                {
                    var refused = Assert.Throws<ExplanationException>(() => Verification.VerifyFormula(address, wrong, recording[address]));
                    Assert.StartsWith($"{address} is ", refused.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    // One thing wrong: a term or factor left out, a sign turned, a number slightly off, a function left out.
    private static IEnumerable<Formula> WrongTwins(Formula formula)
    {
        switch (formula)
        {
            case Sum sum:
                for (int i = 0; i < sum.Terms.Length; i++)
                {
                    yield return sum with { Terms = sum.Terms.SetItem(i, sum.Terms[i] with { IsSubtracted = !sum.Terms[i].IsSubtracted }) };
                    if (sum.Terms.Length > 1) yield return sum with { Terms = sum.Terms.RemoveAt(i) };
                    foreach (Formula wrong in WrongTwins(sum.Terms[i].Formula)) yield return sum with { Terms = sum.Terms.SetItem(i, sum.Terms[i] with { Formula = wrong }) };
                }
                break;
            case Product product:
                for (int i = 0; i < product.Factors.Length; i++)
                {
                    yield return product with { Factors = product.Factors.RemoveAt(i) };
                    foreach (Formula wrong in WrongTwins(product.Factors[i])) yield return product with { Factors = product.Factors.SetItem(i, wrong) };
                }
                break;
            case Squared squared: yield return squared.Inner; break;
            case Negative negative: yield return negative.Inner; break;
            case Variable variable: yield return variable with { Number = variable.Number * 1.0000001 + 1e-7 }; break;
            case Call { Arguments.Length: 1 } call: yield return call.Argument; break;
        }
    }
}
