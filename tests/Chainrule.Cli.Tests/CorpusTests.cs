using Chainrule.Attack;

namespace Chainrule.Cli.Tests;

/// <summary>What fuzzing found to reach new places of the readers (tests/Chainrule.Attack/Corpus), read again.</summary>
public class CorpusTests
{
    public static TheoryData<string> Readers => [.. Attack.Attack.All.OfType<IReader>().Select(each => each.Name)];

    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "Corpus");

    [Theory, MemberData(nameof(Readers))]
    public void Each_input_that_once_reached_something_new_ends_in_a_result_or_a_sentence(string reader)
    {
        string[] inputs = Directory.GetFiles(Path.Combine(Corpus, reader));
        Assert.NotEmpty(inputs);
        Assert.Empty(Wrong(Attack.Attack.All.OfType<IReader>().First(each => each.Name == reader), inputs.Select(File.ReadAllBytes)));
    }

    [Fact]
    public void A_reader_that_throws_what_nobody_promised_is_found() =>
        Assert.StartsWith("FormatException: ", Assert.Single(Wrong(new Careless(), [[(byte)'1'], [(byte)'x']])), StringComparison.Ordinal);

    [Fact]
    public void The_corpus_stays_small() => Assert.InRange(Directory.GetFiles(Corpus, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 1, 200_000);

    private static IEnumerable<string> Wrong(IReader reader, IEnumerable<byte[]> inputs) => inputs.Select(reader.Wrong).OfType<string>();

    private sealed class Careless : Attack.Attacks.Reading
    {
        private protected override byte[] Right(Random random) => [(byte)'1'];

        private protected override void Read(byte[] text) => _ = int.Parse(text);
    }
}
