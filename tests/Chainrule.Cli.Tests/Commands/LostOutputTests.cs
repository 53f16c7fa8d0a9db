using Chainrule.Data;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>What cannot be printed or read is said, with exit code 2; only a reader who has gone is no mistake.</summary>
public class LostOutputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--format html")]
    [InlineData("--format json")]
    [InlineData("why L")]
    [InlineData("check")]
    [InlineData("graph a+b --at a=1,b=2")]
    [InlineData("--example")]
    [InlineData("lesson list")]
    [InlineData("--help")]
    [InlineData("explain --help")]
    [InlineData("--version")]
    public void What_does_not_fit_on_the_disk_is_not_called_done(string arguments)
    {
        Outcome full = Program.Shell($"\"$chainrule\" {arguments} > /dev/full");
        Assert.Equal("chainrule: standard output cannot be written (No space left on device); what was to be printed is lost\n", full.Error);
        Assert.Equal(2, full.Code);
    }

    [Theory]
    [InlineData("\"$chainrule\" nofile 2> /dev/full", "")]
    [InlineData("\"$chainrule\" nofile 2>&-", "")]
    [InlineData("\"$chainrule\" <&- >&- 2>&-", "")]
    [InlineData("\"$chainrule\" >&-", "standard output is closed; what was to be printed is lost")]
    [InlineData("\"$chainrule\" check >&-", "standard output is closed; what was to be printed is lost")]
    [InlineData("\"$chainrule\" --output /dev/stdout >&-", "standard output is closed; what was to be printed is lost")]
    [InlineData("\"$chainrule\" --output /dev/fd/2 2>&-", "")]
    [InlineData("\"$chainrule\" --help >&-", "standard output is closed; what was to be printed is lost")]
    [InlineData("\"$chainrule\" 1< /dev/null", "standard output cannot be written")]
    [InlineData("\"$chainrule\" - <&-", "standard input is closed; wanted a file or a pipe there, as in chainrule - < net.json")]
    [InlineData("\"$chainrule\" - < /tmp", "standard input: this is a folder, wanted a file")]
    [InlineData("\"$chainrule\" --data - --target y < /tmp", "standard input: this is a folder, wanted a file")]
    [InlineData("\"$chainrule\" - 0> /dev/null", "standard input cannot be read")]
    public void A_stream_that_is_closed_or_the_wrong_way_round_ends_in_exit_code_2(string words, string says)
    {
        Outcome outcome = Program.Shell(words);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.DoesNotContain("Unhandled", outcome.Error, StringComparison.Ordinal);
        if (says.Length == 0) Assert.Equal("", outcome.Error);
        else Assert.StartsWith($"chainrule: {says}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_needs_may_be_closed()
    {
        Outcome outcome = Program.Shell("\"$chainrule\" <&- 2>&-");
        Assert.Equal(0, outcome.Code);
        Assert.StartsWith(Examples.Named("mazur").Title, outcome.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (Program.Shell("\"$chainrule\" > /dev/null") is var done ? done.Code : 0, done.Error));
    }
}
