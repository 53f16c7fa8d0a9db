using Chainrule.Data;

namespace Chainrule.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_name_everything_that_can_be_made_is_listed()
    {
        Outcome outcome = Program.Run("data");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.All(Generator.All, each => Assert.Contains($"  {each.Name} ", outcome.Output, StringComparison.Ordinal));
        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Examples_go_to_the_terminal_or_to_a_file_and_the_same_seed_makes_the_same()
    {
        string[] made = Program.Run("data", "moons", "--n", "5", "--seed", "1").Output.Split('\n');
        Assert.Equal(("x1,x2,y", 7, ""), (made[0], made.Length, made[^1]));
        Assert.Equal(0, Program.Run("data", "moons", "--n", "5", "--seed", "1", "--output", folder.File("moons.csv")).Code);
        Assert.Equal(made, File.ReadAllText(folder.File("moons.csv")).Split('\n'));
        Assert.NotEqual(made, Program.Run("data", "moons", "--n", "5", "--seed", "2").Output.Split('\n'));
        Assert.NotEqual(made, Program.Run("data", "moons", "--n", "5", "--seed", "1", "--noise", "0").Output.Split('\n'));
    }

    [Theory]
    [InlineData("did you mean \"moons\"", "moon")]
    [InlineData("--n: got 0, wanted a whole number from 1 up", "moons", "--n", "0")]
    [InlineData("--noise: got -1, wanted a number from 0 up", "moons", "--noise", "-1")]
    [InlineData("--seed only goes with a NAME", "--seed", "3")]
    public void What_cannot_be_made_is_refused(string message, params string[] arguments)
    {
        Outcome outcome = Program.Run(["data", .. arguments]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
