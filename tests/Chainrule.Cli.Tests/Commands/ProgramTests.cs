using System.Text.Json;
using Chainrule.Data;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>What a user gets who asks for something that there is.</summary>
public class ProgramTests
{
    private static string Printed(params string[] arguments)
    {
        Outcome outcome = Program.Run(arguments);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.Code);
        Assert.DoesNotContain('\u001b', outcome.Output);
        Assert.DoesNotContain('\r', outcome.Output);
        return outcome.Output;
    }

    [Fact]
    public void Without_arguments_the_story_of_mazur_is_told()
    {
        string story = Printed();
        Assert.StartsWith(Examples.Named("mazur").Title, story, StringComparison.Ordinal);
        Assert.Contains("= 0.298371\n", story, StringComparison.Ordinal);
        Assert.Equal(story, Printed("explain"));
        Assert.Equal(story, Printed("explain", "--example", "mazur", "--format", "text").Replace(" --example mazur", "", StringComparison.Ordinal));
        Assert.All(story.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Example_without_a_name_lists_them()
    {
        string list = Printed("--example");
        Assert.All(Examples.All, each => Assert.Contains($"  {each.Name} ", list, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("markdown", "#")]
    [InlineData("html", "<!DOCTYPE html>")]
    [InlineData("latex", "\\documentclass")]
    [InlineData("json", "{")]
    public void Each_format_begins_as_such_a_file_does(string format, string begins) =>
        Assert.StartsWith(begins, Printed("--example", "neuron", "--format", format), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public void Answers_are_checked_as_the_worksheet_writes_them(string format)
    {
        string key = Printed("--example", "xor", "--blank", "--key", "--format", format), blank = Printed("--example", "xor", "--blank", "--format", format);
        string[] check = ["check", "--mine", "-", "--example", "xor"];
        Outcome right = Program.Run(check, key, null), wrong = Program.Run(check, key.Replace("0.146767", "0.293533", StringComparison.Ordinal), null), empty = Program.Run(check, blank, null);
        Assert.Equal((0, ""), (right.Code, right.Error));
        Assert.Contains("answers are right.", right.Output, StringComparison.Ordinal);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("The first wrong number: L\n", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("You wrote 0.293533; it is 0.146767", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("why \"L\" --example xor", wrong.Output, StringComparison.Ordinal);
        Assert.Equal((2, ""), (empty.Code, empty.Output));
        Outcome unknown = Program.Run(check, "address,answer\n\"z1[0,0]\",1\n\"z7[0]\",1\n", null);
        Assert.Equal(2, unknown.Code);
        Assert.Contains("standard input:3: there is no z7[0]: the layers are 1 … 2", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_overflows_is_JSON_with_null_for_what_is_no_number()
    {
        JsonElement training = JsonDocument.Parse(Printed("--layers", "2,3,2", "--activation", "identity", "--learning-rate", "2.625", "--steps", "6", "--format", "json")).RootElement.GetProperty("training");
        Assert.Contains(training.GetProperty("outputs").EnumerateArray().SelectMany(row => row.EnumerateArray()), each => each.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public void Json_of_a_story_has_its_training_and_json_of_why_only_the_numbers_asked_for()
    {
        JsonElement story = JsonDocument.Parse(Printed("--example", "xor", "--format", "json", "--steps", "10")).RootElement;
        Assert.Equal(10, story.GetProperty("training").GetProperty("steps").GetInt32());
        JsonElement why = JsonDocument.Parse(Printed("why", "db1[0]", "--depth", "2", "--format", "json")).RootElement;
        Assert.Equal(["db1[0]", "dZ1[0]"], why.GetProperty("numbers").EnumerateArray().Select(number => number.GetProperty("address").GetString()));
    }

    [Fact]
    public void Why_and_check_answer_in_the_terminal()
    {
        Assert.StartsWith("Where dw[1][0,1] comes from\n", Printed("why", "dw1[0, 1]", "--notation", "ng"), StringComparison.Ordinal);
        string check = Printed("check", "--example", "xor");
        Assert.Contains("9 of 9 parameters checked on 4 of 4 examples: 9 pass", check, StringComparison.Ordinal);
        // The table and the sentence below it have one word for it.
        Assert.Equal(10, check.Split("pass").Length - 1);
        Assert.All(check.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void The_same_seed_prints_the_same_story_in_any_language()
    {
        string[] arguments = ["--layers", "2,3,2", "--seed", "-5", "--examples", "2", "--loss", "softmax-cross-entropy", "--learning-rate", "0.25"];
        Outcome german = Program.Run(arguments, "", start =>
        {
            start.Environment["LANG"] = start.Environment["LC_ALL"] = "de_DE.UTF-8";
            start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "false";
        });
        Assert.Equal(Printed(arguments), german.Output);
        Assert.Contains("η = 0.25", german.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_is_read_from_a_file_from_standard_input_and_with_examples_from_a_table()
    {
        using var folder = new Folder();
        string file = folder.With("net.json", Examples.Named("neuron").File), csv = folder.With("data.csv", "a,b,y\n1,2,0.5\n3,4,0.25\n");
        string[] story = Words(Printed(file)), piped = Words(Program.Run(["-"], Examples.Named("neuron").File, null).Output);
        Assert.Contains(file, story);
        // They differ only in how to ask again.
        Assert.Equal(story, piped.Select(word => word == "-" ? file : word));
        Assert.Contains("the 2 examples", Printed(file, "--data", csv, "--target", "y"), StringComparison.Ordinal);
    }

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void No_colour_codes_are_written_where_none_are_wanted()
    {
        Outcome plain = Program.Run(["check"], "", start => start.Environment["NO_COLOR"] = "1");
        Assert.DoesNotContain('\u001b', plain.Output);
    }

    [Fact]
    public void A_graph_is_printed_or_drawn()
    {
        using var folder = new Folder();
        string expression = "e = a*b; L = tanh(e)";
        Assert.Contains("dL/da", Printed("graph", expression, "--at", "a=2,b=-3"), StringComparison.Ordinal);
        foreach ((string extension, string begins) in ((string, string)[])[(".svg", "<svg"), (".dot", "digraph"), (".TXT", "")])
        {
            Assert.Equal("", Printed("graph", expression, "--at", "a=2,b=-3", "--output", folder.File($"graph{extension}")));
            Assert.StartsWith(begins, File.ReadAllText(folder.File($"graph{extension}")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Output_goes_to_the_file_whose_ending_says_the_format()
    {
        using var folder = new Folder();
        foreach ((string extension, string begins) in ((string, string)[])[(".txt", "One"), (".md", "#"), (".html", "<!DOCTYPE"), (".tex", "\\documentclass"), (".JSON", "{"), (".other", "One")])
        {
            Assert.Equal("", Printed("--example", "neuron", "--output", folder.File($"story{extension}")));
            Assert.StartsWith(begins, File.ReadAllText(folder.File($"story{extension}")), StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(6, folder.Names.Length);
        Printed("--example", "neuron", "--format", "json", "--output", folder.File("story.txt"));
        Assert.StartsWith("{", File.ReadAllText(folder.File("story.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_run_leaves_the_old_file_and_nothing_beside_it()
    {
        using var folder = new Folder();
        string old = folder.With("story.txt", "old");
        Assert.Equal(2, Program.Run("why", "dW9[0,0]", "--output", old).Code);
        Assert.Equal(2, Program.Run("graph", "log(a)", "--at", "a=-1", "--output", old).Code);
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal(["story.txt"], folder.Names);
    }

    [Fact]
    public void A_reader_that_goes_away_ends_the_program_quietly()
    {
        foreach (string arguments in (string[])["--layers 2,200,200,2 --format json", "explain", "check"])
        {
            Outcome outcome = Program.Shell($"\"$chainrule\" {arguments} | head -c 1");
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        }
    }

    [Fact]
    public void Check_exits_1_where_nothing_could_be_compared()
    {
        using var folder = new Folder();
        string kink = folder.With("kink.json", """{ "layers": [{ "activation": "relu", "weights": [[0]], "biases": [0] }], "loss": "mse", "examples": [{ "x": [1], "y": [1] }] }""");
        Outcome outcome = Program.Run("check", kink);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("0 pass, 2 at kinks, 0 fail.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Every gradient is at a kink: there was nothing to compare.", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is wrong", outcome.Output, StringComparison.Ordinal);
    }

    private static string Net(string activation, string loss, string weights, string biases, string x, string y) =>
        $$"""{ "layers": [{ "activation": "{{activation}}", "weights": {{weights}}, "biases": {{biases}} }], "loss": "{{loss}}", "examples": [{ "x": {{x}}, "y": {{y}} }] }""";

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("latex")]
    [InlineData("json")]
    public void A_logit_whose_1_plus_e_to_the_z_is_rounded_is_explained_in_every_format(string format)
    {
        using var folder = new Folder();
        // Four outputs, each of which has one of the logits.
        Printed(folder.With("net.json", Net("sigmoid", "binary-cross-entropy", "[[36.7368], [37], [-36.7368], [-37]]", "[0, 0, 0, 0]", "[1]", "[0, 0, 0, 0]")), "--format", format);
    }

    [Fact]
    public void Check_says_where_it_cannot_tell_and_exits_1_only_if_it_can_nowhere()
    {
        using var folder = new Folder();
        Outcome nowhere = Program.Run("check", folder.With("all.json", Net("sigmoid", "half-sse", "[[1e17, 1e17]]", "[0]", "[1, -0.99999999999999989]", "[0.25]")));
        Assert.Equal(1, nowhere.Code);
        Assert.Contains("cannot be told.", nowhere.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing can be told here", nowhere.Output, StringComparison.Ordinal);
        Outcome softmax = Program.Run("check", folder.With("softmax.json", Net("softmax", "mse", "[[1e16], [0]]", "[0, 1e19]", "[1]", "[1, 0]")));
        Assert.DoesNotContain("FAIL", softmax.Output, StringComparison.Ordinal);
        Assert.All(softmax.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Outcome dollars = Program.Run("check", folder.With("dollars.json", Net("sigmoid", "half-sse", "[[3e-6, -1e-6]]", "[0.25]", "[1e5, 2e5]", "[0.5]")));
        Assert.Equal(0, dollars.Code);
        Assert.Contains("The gradients are right.", dollars.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("explain", "--help")]
    [InlineData("why", "--help")]
    [InlineData("check", "--help")]
    [InlineData("graph", "--help")]
    [InlineData("--version")]
    public void Help_is_given(params string[] arguments) => Assert.NotEqual("", Printed(arguments));
}
