using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>Text that did not come from us: it reaches neither a terminal nor a document as anything but text, and a file's name may be any bytes.</summary>
public sealed class ForeignTextTests : IDisposable
{
    // Clears the screen, rings, ends a C text, begins a line of its own, sets the title with the 8-bit form, turns the writing round.
    private const string Hostile = @"\u001b[2J\u0007\u0000\nL = 0\u009d0;x\u202e";

    private const string Net = $$"""{ "name": "{{Hostile}}", "source": "{{Hostile}}", "layers": [{ "activation": "sigmoid", "weights": [[1, 2]], "biases": [0] }], "loss": "mse", "examples": [{ "x": [3, 4], "y": [1] }] }""";

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    internal static void IsHarmless(string text) =>
        Assert.DoesNotContain(text, each => each is not '\n' && (char.IsControl(each) || each is '\u202e'));

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("latex")]
    [InlineData("json")]
    public void Names_and_sources_of_a_file_are_words_in_every_format(string format)
    {
        string file = folder.With("net.json", Net), story = folder.File("story");
        Outcome printed = Program.Run(file, "--format", format);
        Assert.Equal((0, ""), (printed.Code, printed.Error));
        IsHarmless(printed.Output);
        Assert.Equal(0, Program.Run(file, "--format", format, "--output", story).Code);
        IsHarmless(File.ReadAllText(story));
        if (format == "text") Assert.StartsWith(@"\u001b[2J\u0007\u0000 L = 0\u009d0;x\u202e" + "\n", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_lesson_of_somebody_prints_is_harmless()
    {
        string lesson = folder.With("my.cs", "// %% [markdown]\n// # T \u001b[2J\n// %%\nConsole.WriteLine(\"a\\u001b[2J\\u0007\");\nthrow new InvalidOperationException(\"\\u001b[2J\");\n");
        Outcome run = Program.Run("lesson", "run", lesson);
        Assert.Equal(1, run.Code);
        IsHarmless(run.Output);
        IsHarmless(run.Error);
        Assert.Contains(@"a\u001b[2J\u0007", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_signs_and_other_scripts_pass()
    {
        const string text = "∂L/∂W\t= ½·σ(z)\n\u2061\u2062 می\u200cخواهم 👩\u200d🔬";
        Assert.Equal(text, Shown.Harmless(text));
        Assert.Equal(@"a\u000d\u001b\u007f\u0085\u2028\u2066", Shown.Harmless("a\r\u001b\u007f\u0085\u2028\u2066"));
    }

    [Fact]
    public void A_command_that_is_printed_can_be_typed_whatever_the_file_is_called()
    {
        foreach (string name in (string[])["it's \"odd\" $HOME `x`.json", "a\u001b[2J'\n.json", "plain.json", "two words.json", "-d&;(*).json"])
        {
            folder.With(name, Net.Replace(Hostile, "n", StringComparison.Ordinal));
            string printed = Program.Shell($"\"$chainrule\" ./{Quoted(name)} | grep -A1 'chainrule.* why' | head -2 | tr -d '\\n' | tr -s ' '", folder.Root).Output;
            string asked = printed[(printed.IndexOf(" why ", StringComparison.Ordinal) + 1)..];
            Outcome again = Program.Shell($"\"$chainrule\" {asked}", folder.Root);
            Assert.True(again.Code == 0, $"{printed}: {again.Error}");
        }
    }

    private static string Quoted(string name) => $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [Theory]
    [InlineData(@"$'caf\xe9.json'")]
    [InlineData(@"$'\xff\xfe\xe2\x82.json'")]
    [InlineData(@"$'\xed\xa0\x80\xf0\x90.json'")]
    public void A_name_that_is_not_UTF_8_is_found_read_and_written(string name)
    {
        folder.With("net.json", Net);
        folder.With("data.csv", "a,b,y\n1,2,0.5\n");
        foreach (string words in (string[])[$"\"$chainrule\" {name}", $"\"$chainrule\" explain {name}", $"\"$chainrule\" net.json --data={name}csv --target y"])
        {
            Outcome read = Program.Shell($"cp net.json {name}; cp data.csv {name}csv; {words} | wc -l", folder.Root);
            Assert.Equal((0, ""), (read.Code, read.Error));
        }
        Outcome written = Program.Shell($"\"$chainrule\" --output {name}txt; test -s {name}txt; ls | wc -l", folder.Root);
        Assert.Equal((0, "", "5\n"), (written.Code, written.Error, written.Output));
        // .NET could not take these away.
        Program.Shell("rm *", folder.Root);
        Outcome missing = Program.Shell($"\"$chainrule\" explain x{name}", folder.Root);
        Assert.Equal(2, missing.Code);
        Assert.Contains("there is no such file", missing.Error, StringComparison.Ordinal);
    }
}
