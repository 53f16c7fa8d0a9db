using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Tests.Stories;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Notations;

/// <summary>What a notation prints can be typed in it, and means the number that it was printed for.</summary>
public class NotationAddressTests
{
    public static TheoryData<string> Names() => [.. Notation.All.Select(each => each.Name)];

    private static IEnumerable<Problem> Problems(Notation notation) => Examples.All.Select(each => each.Problem)
        .Concat(Samples.OfEveryRule())
        .Concat(Update.All.SelectMany(update => (Problem[])[Samples.Updated("mazur", update), Samples.Updated("xor", update)]))
        .Where(notation.Fits);

    /// <summary>Everything that the notation prints for a number: beside an equation, in a terminal, in LaTeX.</summary>
    private static IEnumerable<string> Printed(Notation notation, Address address)
    {
        yield return notation.Typed(address);
        yield return new TextPrinter(notation).Variable(address);
        if (!notation.IsCode) yield return new LatexPrinter(notation).Variable(address);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_address_that_is_printed_is_read_as_the_number_it_was_printed_for(string name)
    {
        Notation notation = Notation.Named(name);
        foreach (Problem problem in Problems(notation))
        {
            var book = new AddressBook(problem);
            foreach (Address address in book.All())
                foreach (string printed in Printed(notation, address))
                    Assert.True(address == notation.Read(printed, book), $"{name}: {address} is printed {printed}, which is read as {notation.Read(printed, book)}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Two_numbers_are_never_printed_alike(string name)
    {
        Notation notation = Notation.Named(name);
        foreach (Problem problem in Problems(notation))
        {
            Address[] all = [.. new AddressBook(problem).All()];
            Assert.Equal(all.Length, all.Select(notation.Typed).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Equal(all.Length, all.Select(new TextPrinter(notation).Variable).Distinct().Count());
        }
    }

    // The wrong twin: read as another notation's, the same text is another number.
    [Fact]
    public void The_order_of_the_indices_is_the_notations()
    {
        var book = new AddressBook(Examples.Named("mazur").Problem);
        Assert.Equal("dW2[0,1]", $"{Notation.Cs231n.Read("dW2[1,0]", book)}");
        Assert.Equal("newW1[0,1]", $"{Notation.Cs231n.Read("newW1[1,0]", book)}");
        Assert.Equal("dW2[1,0]", $"{Notation.Pytorch.Read("dW2[1,0]", book)}");
        Assert.Equal("dW2[1,0]", $"{Notation.Nielsen.Read("dW2[1,0]", book)}");
    }

    [Theory]
    [InlineData("mazur", "nielsen", "dZ1[0]", "δ¹₀", "δ^1_0", @"\delta^{1}_{0}", @"$\delta_0^1$", "delta1[0]", "dz1[0]", "∂L/∂z¹₀", "dL/dz1[0]", "z1.grad[0]", "z1[0].grad")]
    [InlineData("mazur", "nielsen", "dW1[0,1]", "∂L/∂w¹₀₁", "∂L/∂w1_01", "dL/dW1[0,1]", "dE/dw^1_{0,1}", @"\frac{\partial L}{\partial w^{1}_{01}}", "∂C/∂w¹₀₁", "∂L/∂W¹[0,1]", "W1.grad[0,1]", "dW[1][0,1]")]
    [InlineData("mazur", "nielsen", "newW1[0,1]", "new w¹₀₁", @"w^{1,\mathrm{new}}_{01}", "newW1[0,1]", "w^{1,new}_{01}", "new W1[0,1]", "w1_01_new")]
    [InlineData("mazur", "nielsen", "eta", "η", "eta", @"\eta", "α", "lr", "learning rate", "step_size")]
    [InlineData("mazur", "nielsen", "L", "L", "E", "E_total", "loss", "J", "C", @"\mathcal{L}")]
    [InlineData("mazur", "nielsen", "x[1]", "x₁", "x_1", "x[1]", "X[1]")]
    [InlineData("xor", "nielsen", "z1[3,1]", "z¹₃₁", "z^1_{31}", "z1[3,1]")]
    [InlineData("xor", "ng", "z1[3,1]", "z[1](3)₁", "z^{[1](3)}_1", "z1[3,1]", "z[1](3)[1]", "z[1][3,1]")]
    [InlineData("xor", "ng", "x[3,1]", "x(3)₁", "x^{(3)}_1", "x[3,1]")]
    [InlineData("xor", "ng", "L[3]", "𝓛(3)", "L(3)", "L[3]")]
    [InlineData("mazur", "ng", "dW1[0,1]", "dw[1]₀₁", "dW[1][0,1]", "dW1[0,1]", "dw^{[1]}_{01}", @"dw^{[1]}_{01}", "∂J/∂w[1]₀₁")]
    [InlineData("mazur", "ng", "eta", "α", "alpha", "eta")]
    [InlineData("mazur", "pytorch", "dW2[0,1]", "W2.grad[0,1]", "W2[0,1].grad", "dW2[0,1]")]
    [InlineData("mazur", "pytorch", "L", "loss", "L")]
    [InlineData("mazur", "cs231n", "eta", "step_size", "lr")]
    [InlineData("mazur", "mazur", "dW2[0,0]", "∂E_total/∂w₅", "∂E/∂w5", "dE/dw5", "∂E_total/∂w5", "dE_total/dw_5", @"\frac{\partial E_{total}}{\partial w_{5}}", "dw5", "dL/dw5", "w5.grad", "dW2[0,0]", "DE/DW5")]
    [InlineData("mazur", "mazur", "W1[1,0]", "w3", "w_3", "w₃", "W1[1,0]")]
    [InlineData("mazur", "mazur", "newW2[1,1]", "w8+", "w₈⁺", "w_8^+", "w_8^{+}", "new w8", "w8_new")]
    [InlineData("mazur", "mazur", "z1[0]", "net_h1", @"net_{h1}", "neth1", @"\mathit{net}_{\mathrm{h1}}", "Net H1")]
    [InlineData("mazur", "mazur", "a2[0]", "out_o1", "out_{o1}")]
    [InlineData("mazur", "mazur", "dZ2[0]", "δ_o1", "delta_o1", "∂E_total/∂net_o1", "dE/dnet_o1")]
    [InlineData("mazur", "mazur", "dA1[1]", "∂E_total/∂out_h2", "dE/dout_h2")]
    [InlineData("mazur", "mazur", "b1[0]", "b1_h1", "b₁_h1", "b_{1,h1}")]
    [InlineData("mazur", "mazur", "L", "E_total", "E", "L", "E_{total}")]
    [InlineData("mazur", "mazur", "y[0]", "target_o1", "target_{o1}")]
    [InlineData("mazur", "mazur", "x[1]", "i2", "i_2", "i₂")]
    public void What_a_student_types_is_read(string example, string notation, string meant, params string[] typed)
    {
        var book = new AddressBook(Examples.Named(example).Problem);
        foreach (string each in typed) Assert.Equal(meant, $"{Notation.Named(notation).Read(each, book)}");
    }

    [Theory]
    [InlineData("mazur", "nielsen", "W1[0,2]", "there is no W1[0,2]: they go from W1[0,0] to W1[1,1]; the nearest is W1[0,1]")]
    [InlineData("mazur", "nielsen", "∂L/∂w³₀₁", "there is no ∂L/∂w³₀₁: the layers are 1 … 2; the nearest is dW2[0,0]")]
    [InlineData("xor", "nielsen", "z1[1]", "there is no z1[1]: they go from z1[0,0] to z1[3,1]; the nearest is z1[0,1]")]
    [InlineData("mazur", "nielsen", "q1[0]", "\"q1[0]\" is not an address: wanted for example x[0], W1[0,0], z1[0], dZ2[0], L. Start with x, y, eta, W, b, z, a, L, dA, dZ, dW, db, newW or newb, then the layer (1 … 2), then the index in brackets; the nearest is b1[0]")]
    [InlineData("mazur", "ng", "dW[1][0,2]", "there is no dW[1][0,2]: they go from dw[1][0,0] to dw[1][1,1]; the nearest is dw[1][0,1]")]
    [InlineData("mazur", "ng", "a[1]", "there is no a[1]: they go from a[1][0] to a[1][1]")]
    [InlineData("mazur", "pytorch", "W1.grad[0,5]", "there is no W1.grad[0,5]: they go from W1.grad[0,0] to W1.grad[1,1]; the nearest is W1.grad[0,1]")]
    [InlineData("mazur", "pytorch", "W1.gard[0,1]", "\"W1.gard[0,1]\" is not an address: wanted")]
    [InlineData("residual", "cs231n", "W1[5,0]", "there is no W1[5,0]: they go from W1[0,0] to")]
    [InlineData("mazur", "mazur", "w9", "\"w9\" is not an address: wanted for example i1, target_o1, w1, b1_h1, net_h1, out_h1, E_total, as in Mazur's article; the nearest is w1")]
    [InlineData("mazur", "mazur", "b1", "there is no b1: in the article the units of layer 1 share one bias, here each has its own. Ask for b1_h1 or b1_h2")]
    [InlineData("mazur", "mazur", "∂E/∂b2", "there is no ∂E/∂b2: in the article the units of layer 2 share one bias, here each has its own. Ask for dE/db2_o1 or dE/db2_o2; the gradient of a shared bias is their sum")]
    [InlineData("mazur", "mazur", "E_o1", "there is no E_o1: it is a term in the sum of E_total. Ask for E_total")]
    [InlineData("mazur", "mazur", "h1", "\"h1\" is not an address: wanted for example i1, target_o1, w1, b1_h1, net_h1, out_h1, E_total, as in Mazur's article; the nearest is out_h1")]
    public void An_address_that_is_not_there_is_answered_in_the_notation_with_a_near_one(string example, string notation, string typed, string says)
    {
        var book = new AddressBook(Examples.Named(example).Problem);
        Assert.StartsWith(says, Assert.Throws<ProblemException>(() => Notation.Named(notation).Read(typed, book)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_address_that_an_error_names_can_be_typed()
    {
        foreach (Notation notation in Notation.All)
            foreach (Problem problem in Problems(notation))
            {
                var book = new AddressBook(problem);
                foreach (Address address in book.All().Where(each => !each.Indices.IsEmpty))
                {
                    string beyond = notation.Typed(address).Replace("0]", "999]", StringComparison.Ordinal);
                    if (beyond == notation.Typed(address)) continue;
                    string message = Assert.Throws<ProblemException>(() => notation.Read(beyond, book)).Message;
                    int at = message.LastIndexOf("the nearest is ", StringComparison.Ordinal);
                    if (at >= 0) notation.Read(message[(at + "the nearest is ".Length)..], book);
                }
            }
    }

    [Theory]
    [InlineData("xor", "network")]
    [InlineData("neuron", "network")]
    [InlineData("attention", "network")]
    public void Mazurs_names_are_offered_only_where_they_fit(string example, string says)
    {
        Problem problem = Examples.Named(example).Problem;
        Assert.False(Notation.Mazur.Fits(problem));
        string message = Assert.Throws<ProblemException>(() => Explanation.Story(problem).ToText(Notation.Mazur)).Message;
        Assert.Contains("2 inputs, a dense layer of 2 units, another of 2, and one example", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_examples_are_not_Mazurs()
    {
        Problem problem = Examples.Named("mazur").Problem.With(new Batch([[0.1, 0.2], [0.3, 0.4]], [[0, 1], [1, 0]]));
        Assert.Contains("got 2 examples", Assert.Throws<ProblemException>(() => Explanation.Why(problem, "L").ToText(Notation.Mazur)).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_heading_names_the_number_that_the_equation_explains(string name)
    {
        Notation notation = Notation.Named(name);
        Problem problem = Examples.Named("mazur").Problem;
        var book = new AddressBook(problem);
        Address weight = notation.Read(notation.Typed(book.Parse("dW2[1,0]")), book);
        string[] lines = Explanation.Why(problem, $"{weight}").ToText(notation).Split('\n');
        Assert.Equal($"Where {notation.Typed(weight)} comes from", lines[0]);
        string left = new TextPrinter(notation).Variable(weight);
        Assert.Contains(lines, line => line.StartsWith($"  {notation.Typed(weight),-10} {left} = ", StringComparison.Ordinal));
    }
}
