using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests;

public class ExplanationTests
{
    private static readonly Problem Mazur = Examples.Named("mazur").Problem;

    private static Explanation Ask(NetworkSpec network, string address, int depth = 1) => Explanation.Why(network, Mazur.Batch.X[0], Mazur.Batch.Y[0], address, depth);

    [Fact]
    public void One_call_says_where_a_number_of_a_network_came_from()
    {
        var network = new Network<F64>(Mazur.Network);
        string told = Explanation.Why(network, [.05, .10], [.01, .99], "dW1[0,1]").ToString();
        Assert.StartsWith("Where dW1[0,1] comes from\n", told, StringComparison.Ordinal);
        Assert.Contains("∂L/∂w¹₀₁ = δ¹₀·x₁   (upstream × local)\n", told, StringComparison.Ordinal);
        Assert.Contains("= 0.00877135·0.1\n", told, StringComparison.Ordinal);
        Assert.Equal(told, Ask(Mazur.Network, "dW1[0,1]").ToText());
        Assert.Equal(told, Explanation.Why(Mazur, "dW1[0,1]").ToText());
    }

    [Fact]
    public void A_network_of_floats_is_explained_with_the_parameters_that_it_has()
    {
        var network = new Network<F32>(Mazur.Network);
        Explanation w = Explanation.Why(network, Mazur.Batch.X[0], Mazur.Batch.Y[0], "W1[0,0]");
        Assert.Equal((double)0.15f, Assert.Single(w.Numbers).Value);
        network.W[1][0, 0] = -7;
        Assert.Equal(-7, Explanation.Why(network, Mazur.Batch.X[0], Mazur.Batch.Y[0], "W1[0,0]").Numbers[0].Value);
    }

    [Fact]
    public void The_numbers_and_their_parts_are_data_too()
    {
        Explanation why = Ask(Mazur.Network, "dW1[0,1]", depth: 2);
        ExplainedNumber asked = why.Numbers[0];
        Assert.Equal(("dW1[0,1]", "dZ1[0]*x[1]"), (asked.Address, asked.Formula.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(["dZ1[0]", "x[1]"], asked.From);
        Assert.Equal("dZ1[0]", why.Numbers[1].Address);
        Assert.Equal(why.Numbers[1].Value * 0.1, asked.Value, 15);
        ExplainedNumber given = Ask(Mazur.Network, "x[0]").Numbers[0];
        Assert.Equal(("given", 0.05, 0), (given.Formula, given.Value, given.From.Count));
    }

    [Fact]
    public void A_step_is_recorded_once_and_asked_often()
    {
        Recording step = Recording.Of(Mazur);
        foreach (string address in step.Addresses) Assert.Equal(step[address], Explanation.Why(step, address).Numbers[0].Value);
        Assert.Same(step, Explanation.Story(step).Recording);
    }

    [Fact]
    public void The_whole_step_is_told_in_one_call_and_in_every_format()
    {
        Explanation story = Explanation.Story(new Network<F64>(Mazur.Network), Mazur.Batch.X[0], Mazur.Batch.Y[0]);
        Assert.Equal("One training step", story.Title);
        Assert.Contains("0.298371", story.ToText(), StringComparison.Ordinal);
        Assert.Contains("# One training step", story.ToMarkdown(Notation.Ng), StringComparison.Ordinal);
        Assert.Contains("</html>", story.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("\\end{document}", story.ToLatex(), StringComparison.Ordinal);
        Assert.Contains("\"address\": \"newb2[1]\"", story.ToJson(), StringComparison.Ordinal);
        Assert.Equal(story.Recording.Addresses, story.Numbers.Select(each => each.Address));
    }

    [Fact]
    public void What_cannot_be_explained_gets_a_sentence()
    {
        Assert.Contains("examples[0].x", Assert.Throws<ProblemException>(() => Explanation.Why(Mazur.Network, [1.0], [0.5, 0.5], "L")).Message, StringComparison.Ordinal);
        Assert.StartsWith("there is no dW1[9,9]", Assert.Throws<ProblemException>(() => Ask(Mazur.Network, "dW1[9,9]")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ask(Mazur.Network, "L", depth: 0));
        Assert.Throws<ArgumentNullException>(() => Explanation.Why((Problem)null!, "L"));
        Assert.Throws<ArgumentNullException>("address", () => Explanation.Why(Mazur, null!));
        Assert.Throws<ArgumentNullException>(() => Explanation.Why(Mazur.Network, null!, [0.5, 0.5], "L"));
    }

    [Fact]
    public void A_recording_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => Explanation.Why(Mazur, "L", cancellationToken: new CancellationToken(canceled: true)));
}
