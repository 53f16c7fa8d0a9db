using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Tests.Stories;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Addresses;

public class AddressBookTests
{
    private static AddressBook Book(string example) => new(Examples.Named(example).Problem);

    [Fact]
    public void Every_address_reads_back_as_itself_in_any_case_and_with_blanks()
    {
        foreach (Problem problem in Examples.All.Select(each => each.Problem).Concat(Samples.OfEveryRule()))
        {
            var book = new AddressBook(problem);
            Address[] all = [.. book.All()];
            Assert.Equal(all.Length, all.Select(each => each.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            foreach (Address address in all)
                foreach (string typed in (string[])[$"{address}", $"{address}".ToUpperInvariant(), $"{address}".ToLowerInvariant(), $" {address} ".Replace(",", " , ", StringComparison.Ordinal)])
                    Assert.Equal(address, book.Parse(typed));
        }
    }

    [Fact]
    public void The_addresses_of_one_example_are_these() => Assert.Equal(
        "x[0] x[1] y[0] eta W1[0,0] W1[0,1] b1[0] z1[0] a1[0] L dA1[0] dZ1[0] dW1[0,0] dW1[0,1] db1[0] newW1[0,0] newW1[0,1] newb1[0]",
        string.Join(' ', Book("neuron").All()));

    [Fact]
    public void Several_examples_have_the_first_index_and_a_loss_each()
    {
        string[] all = [.. Book("xor").All().Select(each => each.ToString())];
        Assert.All((string[])["x[3,1]", "y[3,0]", "z1[3,1]", "L[0]", "L[3]", "L"], address => Assert.Contains(address, all));
        Assert.DoesNotContain("x[0]", all);
    }

    [Theory]
    [InlineData("mazur", "", "\"\" is not an address: wanted for example x[0], W1[0,0], z1[0], dZ2[0], L.")]
    [InlineData("mazur", "q1[0]", "\"q1[0]\" is not an address: wanted for example x[0], W1[0,0], z1[0], dZ2[0], L.")]
    [InlineData("mazur", "[0]", "\"[0]\" is not an address")]
    [InlineData("mazur", "W3[0,0]", "there is no W3[0,0]: the layers are 1 … 2")]
    [InlineData("mazur", "W0[0,0]", "there is no W0[0,0]: the layers are 1 … 2")]
    [InlineData("mazur", "W99999999999[0,0]", "there is no W99999999999[0,0]: the layers are 1 … 2")]
    [InlineData("mazur", "W[0,0]", "\"W[0,0]\" lacks the layer: write W1 … W2, the layers counted from the inputs")]
    [InlineData("mazur", "x1[0]", "there is no x1[0]: x has no layer, and they go from x[0] to x[1]")]
    [InlineData("mazur", "W1[0,2]", "there is no W1[0,2]: they go from W1[0,0] to W1[1,1]")]
    [InlineData("mazur", "W1[-1,0]", "there is no W1[-1,0]: they go from W1[0,0] to W1[1,1]")]
    [InlineData("mazur", "W1[0]", "there is no W1[0]: they go from W1[0,0] to W1[1,1]")]
    [InlineData("mazur", "z1[0,0]", "there is no z1[0,0]: they go from z1[0] to z1[1]")]
    [InlineData("mazur", "z1", "there is no z1: they go from z1[0] to z1[1]")]
    [InlineData("mazur", "z1[", "\"z1[\" is not an address: wanted whole numbers in brackets, such as [0] or [0,1]")]
    [InlineData("mazur", "z1[]", "\"z1[]\" is not an address: wanted whole numbers in brackets")]
    [InlineData("mazur", "z1[0.5]", "\"z1[0.5]\" is not an address: wanted whole numbers in brackets")]
    [InlineData("mazur", "z1[0]x", "\"z1[0]x\" is not an address: wanted whole numbers in brackets")]
    [InlineData("mazur", "z1[99999999999]", "\"z1[99999999999]\" is not an address")]
    [InlineData("mazur", "eta[0]", "there is no eta[0]: there is only eta")]
    [InlineData("mazur", "L[1]", "there is no L[1]: L")]
    [InlineData("xor", "L[4]", "there is no L[4]: L, or L[0] … L[3] for one example")]
    [InlineData("xor", "z1[0]", "there is no z1[0]: they go from z1[0,0] to z1[3,1]")]
    [InlineData("neuron", "dW1[0,2]", "there is no dW1[0,2]: they go from dW1[0,0] to dW1[0,1]")]
    [InlineData("neuron", "y[1]", "there is no y[1]: there is only y[0]")]
    [InlineData("softmax", "dA1[0]", "there is no dA1[0]: softmax-cross-entropy and softmax are one rule, which gives dZ1 directly; there is no dA1. Ask for dZ1[0]")]
    public void An_address_that_is_not_there_is_answered_with_those_that_are(string example, string typed, string says) =>
        Assert.StartsWith(says, Assert.Throws<ProblemException>(() => Book(example).Parse(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_very_long_address_is_not_repeated_in_full() =>
        Assert.True(Assert.Throws<ProblemException>(() => Book("mazur").Parse(new string('q', 10_000))).Message.Length < 300);
}
