using System.Text;
using Chainrule.Data;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class NetworkFileFuzzTests
{
    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(NetworkFileTests.Valid);

    // Pieces that a person or a broken program might leave behind.
    private static readonly byte[][] Pieces =
        [.. new[] { "{", "}", "[", "]", ",", ":", "\"", "\\", "/*", "//", "\n", "\r", "-", "1e999", "NaN", "null", "\\ud83d", "\"x\"", "{}", "[]", "\0", "é" }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3]];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_file_is_read_or_refused_with_a_place_and_never_crashes(int seed)
    {
        var random = new RandomSource(seed);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] mutated = Mutate(random);
            try
            {
                NetworkFile.Parse(mutated, "net.json");
            }
            catch (ProblemException problem)
            {
                Assert.Matches(@"^net\.json:\d+:\d+: ", problem.Message);
                Assert.DoesNotContain(problem.Message, char.IsControl);
                Assert.True(problem.Message.Length < 600, problem.Message);
                refused++;
            }
        }
        // Some mutations fall into a comment or a number, where they do no harm; most must be noticed.
        Assert.InRange(refused, 2500, 4999);
    }

    private static byte[] Mutate(RandomSource random)
    {
        byte[] bytes = Valid;
        for (int changes = 1 + random.Below(3); changes > 0; changes--)
        {
            int at = random.Below(bytes.Length), to = at + random.Below(Math.Min(12, bytes.Length - at));
            bytes = random.Below(4) switch
            {
                0 => [.. bytes[..at], .. bytes[to..], 32],
                1 => [.. bytes[..at], .. Pieces[random.Below(Pieces.Length)], .. bytes[at..]],
                2 => [.. bytes[..to], .. bytes[at..]],
                _ => [.. bytes[..at], (byte)random.Below(256), .. bytes[(at + 1)..]],
            };
        }
        return bytes;
    }

    [Fact]
    public void Every_beginning_of_a_file_is_refused_with_a_place()
    {
        int complete = NetworkFileTests.Valid.LastIndexOf('}') + 1;
        for (int length = 0; length < complete; length++)
            Assert.Matches(@"^net\.json:\d+:\d+: ", NetworkFileTests.MessageFor(NetworkFileTests.Valid[..length]));
    }
}
