using System.Text.RegularExpressions;
using Chainrule.Data.Models;
using Chainrule.Datasets.Texts;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>New texts of a model over text.</summary>
public sealed class GenerateTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    private Outcome Generate(string words)
    {
        TextEncoding names = TextEncoding.Fit("anna\nhannah\nnan\n");
        ModelFile.Save(folder.File("names.safetensors"), new(TextTransformer.Create(names, seed: 1)) { Notes = new Dictionary<string, string> { [TextEncoding.NoteName] = names.ToNote() } });
        ModelFile.Save(folder.File("table.safetensors"), new(NetworkSpec.Create([2, 1], Activation.Tanh, Loss.Mse, seed: 1)));
        return Program.Shell($"\"$chainrule\" generate {words}", folder.Root);
    }

    [Fact]
    public void Texts_come_a_line_each_begin_with_the_prompt_and_are_the_same_with_the_same_seed()
    {
        Outcome first = Generate("names.safetensors --prompt ha --count 12 --seed 7"), again = Generate("names.safetensors --prompt ha --count 12 --seed 7"), other = Generate("names.safetensors --prompt ha --count 12 --seed 8");
        Assert.Equal((0, ""), (first.Code, first.Error));
        string[] lines = first.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.All(lines, line => Assert.Matches(new Regex("^ha[ahn]{0,4}$"), line));
        Assert.Equal(first.Output, again.Output);
        Assert.NotEqual(first.Output, other.Output);
        Assert.Single(Generate("names.safetensors --temperature 0 --count 5").Output.TrimEnd('\n').Split('\n').Distinct());
    }

    [Theory]
    [InlineData("table.safetensors", "table.safetensors: this model is not over text")]
    [InlineData("names.safetensors --prompt hugo", "--prompt: got the character \"u\", which was not in the text that was learned from; wanted some of \"ahn\"")]
    [InlineData("names.safetensors --prompt hannahann", "--prompt: the prompt has 9 signs, wanted at most 6")]
    [InlineData("names.safetensors --temperature -1", "--temperature: got -1, wanted 0 or a positive number")]
    [InlineData("names.safetensors --count 0", "--count: got 0, wanted a whole number")]
    [InlineData("missing.safetensors", "missing.safetensors: there is no such file")]
    public void What_cannot_be_written_on_is_refused_with_a_sentence(string words, string wanted)
    {
        Outcome outcome = Generate(words);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.StartsWith($"chainrule: {wanted}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_who_has_gone_is_no_mistake()
    {
        Outcome outcome = Generate("names.safetensors --count 100000 | head -1");
        Assert.Equal("", outcome.Error);
        Assert.Single(outcome.Output.TrimEnd('\n').Split('\n'));
    }
}
