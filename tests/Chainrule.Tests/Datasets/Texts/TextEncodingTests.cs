using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Datasets.Texts;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Datasets.Texts;

public class TextEncodingTests
{
    [Fact]
    public void Our_list_has_more_than_two_thousand_names_each_once_in_order_and_of_plain_letters()
    {
        string[] names = Names.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(names.Length, 2000, int.MaxValue);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.All(names, name => Assert.Matches("^[a-z]{2,11}$", name));
        Assert.Equal("a list of lines up to 11 signs, 26 characters and the mark", TextEncoding.Fit(Names.Text).ToString());
    }

    [Fact]
    public void A_line_becomes_a_mark_and_its_signs_and_the_targets_are_one_ahead_with_marks_to_the_end()
    {
        TextEncoding encoding = TextEncoding.Fit("ab\r\n\nb\naab\n");
        Assert.Equal((4, 3), (encoding.Positions, encoding.Vocabulary.Count));
        Dataset examples = encoding.Examples("ab\r\n\nb\n");
        Assert.Equal([0f, 1, 2, 0], examples.InputsOf(0));
        Assert.Equal([1, 2, 0, 0], Targets(examples, 0, 3));
        Assert.Equal([0f, 2, 0, 0], examples.InputsOf(1));
        Assert.Equal([2, 0, 0, 0], Targets(examples, 1, 3));
    }

    [Fact]
    public void A_text_is_cut_into_pieces_that_begin_with_the_mark()
    {
        TextEncoding encoding = TextEncoding.Fit("abc\nabc\nab", positions: 3, isList: false);
        Dataset examples = encoding.Examples("abc\nabc\nab");
        Assert.Equal(3, examples.Count);
        Assert.Equal([0f, 2, 3], examples.InputsOf(0));
        Assert.Equal([2, 3, 4], Targets(examples, 0, 5));
        Assert.Equal([1, 2, 3], Targets(examples, 1, 5));
    }

    private static int[] Targets(Dataset examples, int example, int signs) => [.. examples.TargetsOf(example).ToArray().Chunk(signs).Select(row => Array.IndexOf(row, 1f))];

    // Why padding has marks for targets: by the law the gradient of zeros is p − 0.
    [Fact]
    public void Targets_of_zeros_would_not_contribute_nothing_and_are_refused()
    {
        F64[] slope = new F64[2];
        Loss.SoftmaxCrossEntropy.Slopes<F64>([0.25, 0.75], [0.0, 0.0], 1.0, slope);
        Assert.Equal([0.25, 0.75], slope.Select(each => each.Number));
        Assert.Equal("the targets add up to 0, wanted 1, since they are probabilities of classes", Loss.SoftmaxCrossEntropy.WrongTargets([0, 0]));
    }

    [Theory]
    [InlineData("toolong\na\n", "\"toolong\" has 7 signs, wanted at most 3")]
    [InlineData("\n\r\n", "there is no line")]
    [InlineData("ax\n", "got the character \"x\"")]
    public void What_is_no_text_of_the_encoding_is_refused(string text, string wanted) =>
        Assert.Contains(wanted, Assert.Throws<ProblemException>(() => new TextEncoding(Vocabulary.Of("abglnot"), 4, true).Examples(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_note_of_a_model_brings_the_encoding_back()
    {
        foreach (TextEncoding encoding in (TextEncoding[])[TextEncoding.Fit("\"a\\b\"\né😀\n"), TextEncoding.Fit(new string('x', 90), isBytes: true, positions: 5), new(Vocabulary.Of("ab"), 3, false)])
        {
            using var file = new MemoryStream();
            ModelFile.Save(file, ModelOf(encoding, encoding.ToNote()));
            file.Position = 0;
            Assert.Equal(encoding, TextEncoding.Of(ModelFile.Load(file, "m"), "m"));
        }
    }

    private static Model ModelOf(TextEncoding encoding, string note) =>
        new(TextTransformer.Create(encoding, seed: 1, channels: 4, heads: 2)) { Notes = new Dictionary<string, string> { [TextEncoding.NoteName] = note } };

    [Theory]
    [InlineData("{ \"unit\": \"word\", \"positions\": 3, \"list\": true }", "got \"word\", wanted \"character\" or \"byte\"")]
    [InlineData("{ \"unit\": \"byte\", \"characters\": \"a\", \"positions\": 3, \"list\": true }", "the signs are bytes")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"ba\", \"positions\": 3, \"list\": true }", "not in the order of Unicode")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"aa\", \"positions\": 3, \"list\": true }", "not in the order of Unicode")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"\", \"positions\": 3, \"list\": true }", "wanted from 1")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"ab\", \"positions\": 1e9, \"list\": true }", "wanted a whole number from 2")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"ab\", \"positions\": 2.5, \"list\": true }", "wanted a whole number from 2")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"ab\", \"positions\": 3 }", "the key \"list\" is missing")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"abc\", \"positions\": 3, \"list\": true }", "does not begin with an embedding of as many signs")]
    [InlineData("{ \"unit\": \"character\", \"characters\": \"ab\", \"positions\": 4, \"list\": true }", "takes 3 numbers")]
    [InlineData("[", "")]
    public void A_note_that_is_not_of_the_network_is_refused(string note, string wanted) =>
        Assert.Contains(wanted, Assert.Throws<ProblemException>(() => TextEncoding.Of(ModelOf(new(Vocabulary.Of("ab"), 3, true), note), "m.safetensors")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_over_something_else_has_no_encoding_and_writes_nothing()
    {
        Model table = new(NetworkSpec.Create([2, 3, 1], Activation.Tanh, Loss.Mse, seed: 1));
        Assert.Null(TextEncoding.Of(table, "m"));
        Assert.StartsWith("m: this model is not over text", Assert.Throws<ProblemException>(() => TextModel.Of(table, "m")).Message, StringComparison.Ordinal);
    }
}
