using Chainrule.Cells.Engine;

namespace Chainrule.Cli.Tests.Docs;

/// <summary>The C# of the readmes, run.</summary>
public class SampleTests
{
    public static TheoryData<string, int> Samples() => [.. Sample.All().Select(sample => (sample.Document, sample.Number))];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_prints_what_it_says(string document, int number)
    {
        Sample sample = Sample.All().Single(each => each.Document == document && each.Number == number);
        Assert.NotEqual("", sample.Output);
        Assert.Equal(sample.Output, await Run(sample));
    }

    [Fact]
    public async Task A_sample_that_says_something_else_would_be_noticed()
    {
        Sample sample = Sample.Of("a text", "```csharp\nint a = 2; // two\nConsole.WriteLine(a); // 3\n```").Single();
        Assert.Equal("3\n", sample.Output);
        Assert.Equal("2\n", await Run(sample));
    }

    private static async Task<string> Run(Sample sample)
    {
        CellResult result = await new CellEngine(new DesktopHost()).RunAsync(sample.Code, new CellPlace(sample.Document, 1));
        Assert.True(result.Succeeded, string.Join('\n', result.Errors.Select(error => error.Text)));
        return string.Concat(result.Outputs.Select(output => output.Text)).TrimEnd('\n') + "\n";
    }
}
