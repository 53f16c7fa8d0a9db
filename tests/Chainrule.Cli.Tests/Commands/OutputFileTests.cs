namespace Chainrule.Cli.Tests.Commands;

/// <summary>What --output names stays what it is: only what stands in it changes.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    private string Done(string words)
    {
        Outcome outcome = Program.Shell(words, folder.Root);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        return outcome.Output;
    }

    private const string Write = "\"$chainrule\" --example neuron --output";

    [Fact]
    public void A_name_may_be_as_long_as_the_file_system_allows()
    {
        string name = new string('n', 251) + ".txt";
        Done($"{Write} {name}");
        Assert.Equal([name], folder.Names);
        Outcome longer = Program.Shell($"{Write} n{name}", folder.Root);
        Assert.Equal(2, longer.Code);
        Assert.Contains("cannot be written", longer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_and_permissions_stay()
    {
        Done($"echo old > a; ln a b; ln -s a link; ln -s nowhere dangling; echo old > mine; chmod 640 mine; {Write} b; {Write} dangling; {Write} mine");
        Assert.Equal("a:1 b:1 dangling:link link:link mine:640 nowhere:1 ", Done("""
            for each in *; do if [ -L $each ]; then echo -n "$each:link "; elif [ $each = mine ]; then echo -n "$each:$(stat -c %a $each) "; else echo -n "$each:$(grep -c 'A neuron\|One' $each | head -c1 | tr 2-9 1) "; fi; done
            """));
        Assert.Equal("2\n", Done("stat -c %h a"));
        Assert.StartsWith("One", File.ReadAllText(folder.File("mine")), StringComparison.Ordinal);
        Done($"echo old > a; {Write} link");
        Assert.Equal(File.ReadAllText(folder.File("mine")), File.ReadAllText(folder.File("a")));
    }

    [Fact]
    public void The_owner_stays_even_if_it_is_another()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can give a file to somebody else");
        Assert.Equal("1234:1234\n", Done($"echo old > theirs; chown 1234:1234 theirs; {Write} theirs; stat -c %u:%g theirs"));
    }

    [Fact]
    public void A_pipe_and_a_device_are_written_through()
    {
        string story = Done($"{Write} story; cat story");
        Assert.Equal(story, Done($"mkfifo pipe; cat pipe & {Write} pipe; wait; test -p pipe"));
        Assert.Equal(story, Done($"{Write} /dev/stdout | cat"));
        Assert.Equal($"before\n{story}", Done($"(echo before; {Write} /dev/stdout) > both; cat both"));
        Done($"{Write} /dev/null; test -c /dev/null");
        Outcome full = Program.Shell($"{Write} /dev/full", folder.Root);
        Assert.Equal(2, full.Code);
        Assert.StartsWith("chainrule: --output /dev/full: cannot be written (No space left on device", full.Error, StringComparison.Ordinal);
        // Whoever read the pipe has gone: no mistake of anybody's.
        Done($"(head -c 1 pipe > /dev/null) & {Write} pipe --format json; wait");
    }

    [Fact]
    public void What_is_protected_from_writing_is_not_replaced()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write everywhere");
        Outcome refused = Program.Shell($"echo old > a; chmod 444 a; {Write} a", folder.Root);
        Assert.Equal(2, refused.Code);
        Assert.Equal("old\n", File.ReadAllText(folder.File("a")));
    }

    [Fact]
    public void What_a_killed_run_left_is_taken_away_by_the_next_but_not_what_is_being_written()
    {
        Done("echo half > .chainrule-0123456789abcdef.part");
        using (new FileStream(folder.With(".chainrule-fedcba9876543210.part", "other"), FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Done($"{Write} story.txt");
            Assert.Equal([".chainrule-fedcba9876543210.part", "story.txt"], folder.Names);
        }
    }
}
