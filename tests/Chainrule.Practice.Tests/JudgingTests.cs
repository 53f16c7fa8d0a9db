using Chainrule.Networks;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Tests;

/// <summary>What rounding leaves of 0 is 0 to whoever computes by hand, and no other number is.</summary>
public class JudgingTests
{
    [Fact]
    public void An_answer_of_0_is_right_where_the_engine_has_a_residue_of_it()
    {
        int residues = 0;
        foreach (Problem problem in Problems.All)
        {
            var text = new StepText(problem);
            StepNumbers right = SpoiledStep.Run(text, Spoil.Nothing);
            for (int i = 0; i < text.Count; i++)
            {
                if (right[i] == 0 || Math.Abs(right[i]) > text.RoundingOf(i)) continue;
                residues++;
                string address = text.Addresses[i].ToString();
                Assert.Equal(Verdict.Right, Diagnosis.Of(problem, address, "0").Verdict);
                Assert.Equal(Verdict.Wrong, Diagnosis.Of(problem, address, "0.00001234").Verdict);
            }
        }
        Assert.True(residues > 0, "no problem has a residue");
    }
}
