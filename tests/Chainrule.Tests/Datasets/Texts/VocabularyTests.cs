using Chainrule.Datasets.Texts;
using Chainrule.Rules;

namespace Chainrule.Tests.Datasets.Texts;

public class VocabularyTests
{
    [Fact]
    public void Characters_have_numbers_in_the_order_of_Unicode_behind_the_mark()
    {
        Vocabulary vocabulary = Vocabulary.Of("banana");
        Assert.Equal("abn", vocabulary.Characters);
        Assert.Equal(4, vocabulary.Count);
        Assert.Equal([2, 1, 3, 1, 3, 1], vocabulary.Tokens("banana"));
        Assert.Equal("nab", vocabulary.Text([3, 1, 2]));
        Assert.Equal(["·", "a", "b", "n"], Enumerable.Range(0, 4).Select(vocabulary.NameOf));
        Assert.Equal(Vocabulary.Of("nab"), vocabulary);
    }

    [Fact]
    public void A_character_of_two_halves_is_one_and_half_of_one_is_refused()
    {
        Assert.Equal([2, 1], Vocabulary.Of("😀z").Tokens("😀z"));
        Assert.StartsWith("character 1: half of a character", Assert.Throws<ProblemException>(() => Vocabulary.Of("a\ud83d")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_character_is_named_with_those_that_are_known()
    {
        Assert.Equal("got the character \"x\", which was not in the text that was learned from; wanted some of \"abn\"", Assert.Throws<ProblemException>(() => Vocabulary.Of("banana").Tokens("bax")).Message);
        Assert.Contains("\"\\u001b\"", Assert.Throws<ProblemException>(() => Vocabulary.Of("a").Tokens("\u001b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_know_every_text_and_a_torn_one_shows()
    {
        Assert.Equal(257, Vocabulary.Bytes.Count);
        Assert.Equal([0xc3 + 1, 0xa9 + 1, 'a' + 1], Vocabulary.Bytes.Tokens("éa"));
        Assert.Equal("éa😀", Vocabulary.Bytes.Text(Vocabulary.Bytes.Tokens("éa😀")));
        Assert.Equal("\ufffda", Vocabulary.Bytes.Text([0xc3 + 1, 'a' + 1]));
    }

    [Fact]
    public void The_mark_is_no_text_and_beyond_the_last_there_is_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Of("a").Text([0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Of("a").Text([2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Of("a").NameOf(-1));
        Assert.Throws<ProblemException>(() => Vocabulary.Of(""));
    }
}
