namespace Chainrule.Cli.Tests.Commands;

/// <summary>What a user is told whose wish cannot be granted: one message on standard error, nothing else, exit code 2.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    // In this process, since a new one for each would take longer than all the rest. The console is this class's alone.
    private static string Refused(params string[] arguments)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter told = new(), printed = new();
        Console.SetOut(printed);
        Console.SetError(told);
        try
        {
            Assert.Equal(2, CommandLine.Run(arguments));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
        Assert.Equal("", printed.ToString());
        string message = told.ToString();
        Assert.StartsWith("chainrule: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
        Assert.True(message.Length < 1000, message);
        ForeignTextTests.IsHarmless(message.ReplaceLineEndings("\n"));
        return message["chainrule: ".Length..].TrimEnd();
    }

    [Theory]
    [InlineData("unknown command \"explian\": did you mean \"explain\"?", "explian")]
    [InlineData("If it is a file: there is no file of that name.", "nofile")]
    [InlineData("mazur is no command but an example: chainrule --example mazur", "mazur")]
    [InlineData("--example needs a name; there are: mazur,", "why", "L", "--example")]
    [InlineData("--example needs a name; there are: mazur,", "check", "--example")]
    [InlineData("unknown command \"nofile\"", "nofile", "--format", "html")]
    [InlineData("nofile.json: there is no such file", "nofile.json")]
    [InlineData("missing.json: there is no such file", "missing.json", "--format", "html")]
    [InlineData("there is no such file", "folder/missing", "--data", "x.csv")]
    [InlineData("unknown option \"--exampel\": did you mean \"--example\"?", "--exampel", "xor")]
    [InlineData("unknown option \"--steps\": did you mean \"--seed\"?", "check", "--steps", "3")]
    [InlineData("unknown example \"xr\": did you mean \"xor\"?", "--example", "xr")]
    [InlineData("unknown activation \"rleu\": did you mean \"relu\"?", "--layers", "2,2", "--activation", "rleu")]
    [InlineData("unknown activation \"tahn\": did you mean \"tanh\"?", "--layers", "2,2", "--output-activation", "tahn")]
    [InlineData("unknown loss \"msee\": did you mean \"mse\"?", "--layers", "2,2", "--loss", "msee")]
    [InlineData("unknown notation \"nelsen\": did you mean \"nielsen\"?", "--notation", "nelsen")]
    [InlineData("unknown format \"JSON\": did you mean \"json\"?", "--format", "JSON")]
    [InlineData("unknown format \"pdf\". There are: text, markdown, html, latex, json, csv", "--format", "pdf")]
    [InlineData("there is no dW1[9,9]: they go from dW1[0,0] to dW1[1,1]", "why", "dW1[9,9]")]
    [InlineData("\"banana\" is not an address", "why", "banana")]
    [InlineData("Required argument 'ADDRESS' missing", "why")]
    [InlineData("Required argument 'EXPRESSION' missing", "graph")]
    [InlineData("Required argument missing for option: '--learning-rate'.", "--learning-rate")]
    [InlineData("Unrecognized command or argument 'b'.", "explain", "a", "b")]
    [InlineData("--depth: got 0, wanted a whole number from 1 to 1000", "why", "L", "--depth", "0")]
    [InlineData("--depth: got x, wanted a whole number from 1 to 1000", "why", "L", "--depth", "x")]
    [InlineData("--steps: got 0, wanted a whole number from 1 to 10000000", "--steps", "0")]
    [InlineData("--steps: got 1e3, wanted a whole number", "--steps", "1e3")]
    [InlineData("unknown chapter \"bakward\": did you mean \"backward\"?", "--only", "bakward")]
    [InlineData("unknown chapter \"\". There are: given, forward, loss", "--only", "")]
    [InlineData("--only training only goes with --steps", "--only", "training")]
    [InlineData("--steps is told in the chapter training; add it, as in --only loss,training", "--only", "loss", "--steps", "3")]
    [InlineData("--layer: got 3, wanted a layer from 1 to 2", "--layer", "3")]
    [InlineData("--layer: got x, wanted whole numbers", "--layer", "x")]
    [InlineData("--layer only goes with chapters that are told layer by layer (forward, backward, update), got loss", "--layer", "1", "--only", "forward,loss")]
    [InlineData("--layer does not go with --steps", "--layer", "1", "--steps", "3")]
    [InlineData("--key only goes with --blank", "--key")]
    [InlineData("--format csv only goes with --blank", "--format", "csv")]
    [InlineData("--blank does not go with --largest", "--blank", "--largest", "3")]
    [InlineData("--blank does not go with --steps", "--blank", "--steps", "3")]
    [InlineData("there is no number to compute in given", "--blank", "--only", "given")]
    [InlineData("mine.json: there is no such file", "check", "--mine", "mine.json")]
    [InlineData("--all does not go with --mine", "check", "--mine", "mine.json", "--all")]
    [InlineData("--largest: got 0, wanted a whole number from 1 to 1000", "--largest", "0")]
    [InlineData("--largest does not go with --only", "--largest", "3", "--only", "backward")]
    [InlineData("--largest does not go with --steps", "--largest", "3", "--steps", "3")]
    [InlineData("--seed: got x, wanted a whole number from -2147483648 to 2147483647", "--layers", "2,2", "--seed", "x")]
    [InlineData("--seed: got 99999999999, wanted a whole number from -2147483648 to 2147483647", "--layers", "2,2", "--seed", "99999999999")]
    [InlineData("--examples: got 0, wanted a whole number from 1 up", "--layers", "2,2", "--examples", "0")]
    [InlineData("--layers: got 2,0,1, wanted whole numbers from 1 up with commas between them, such as 2,3,1", "--layers", "2,0,1")]
    [InlineData("--layers: got two, wanted whole numbers from 1 up", "--layers", "two")]
    [InlineData("--layers: got 2, wanted at least two sizes", "--layers", "2")]
    [InlineData("sizes: 100000-100000 has 10,000,100,000 parameters, wanted at most 10,000,000", "--layers", "100000,100000")]
    [InlineData("--learning-rate: got 0,5, wanted a positive number with a decimal point, such as 0.5", "--learning-rate", "0,5")]
    [InlineData("--learning-rate: got -1, wanted a positive number", "--learning-rate", "-1")]
    [InlineData("--learning-rate: got NaN, wanted a positive number", "--learning-rate", "NaN")]
    [InlineData("got both --example and --layers, wanted only one of them", "--example", "xor", "--layers", "2,1")]
    [InlineData("got both FILE and --example, wanted only one of them", "--example", "mazur", "extra")]
    [InlineData("--seed only goes with --layers", "--seed", "3")]
    [InlineData("--loss only goes with --layers", "--example", "xor", "--loss", "mse")]
    [InlineData("--target only goes with --data", "--target", "y")]
    [InlineData("--data needs --target", "--data", "x.csv")]
    [InlineData("nofile.csv: there is no such file", "--data", "nofile.csv", "--target", "y")]
    [InlineData("nofile.json: there is no such file", "explain", "nofile.json")]
    [InlineData("the name of the file is empty", "explain", "")]
    [InlineData("--output: the name of the file is empty", "--output", "")]
    [InlineData("--output no-such-folder/x.txt: the folder ", "--output", "no-such-folder/x.txt")]
    [InlineData("--output x.png: wanted a file that ends in .svg, .dot or .txt", "graph", "a", "--at", "a=1", "--output", "x.png")]
    [InlineData("no value is given for b.", "graph", "a*b", "--at", "a=1")]
    [InlineData("wanted a number, a name or ( after \"*\", got the end.", "graph", "a*")]
    [InlineData("a=x\n", "graph", "a", "--at", "a=x")]
    [InlineData("layers[0].activation: the loss softmax-cross-entropy needs the output activation \"softmax\", got \"tanh\"", "--layers", "2,2", "--loss", "softmax-cross-entropy", "--output-activation", "tanh")]
    [InlineData("layers[0].activation: softmax can only be the output layer's", "--layers", "2,2,2", "--activation", "softmax")]
    public void A_wish_that_cannot_be_granted_is_answered(string says, params string[] arguments) =>
        Assert.Contains(says, Refused(arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData("{0}")]
    [InlineData("--{0}")]
    [InlineData("explain", "{0}")]
    [InlineData("explain", "a", "{0}")]
    [InlineData("why", "{0}")]
    [InlineData("why", "dW1[{0}]")]
    [InlineData("graph", "a*{0}")]
    [InlineData("graph", "a", "--at", "{0}")]
    [InlineData("graph", "a", "--at", "a=1", "--output", "x.{0}")]
    [InlineData("lesson", "run", "{0}")]
    [InlineData("lesson", "run", "{0}.cs")]
    [InlineData("--example", "{0}")]
    [InlineData("--layers", "2,2", "--loss", "{0}")]
    [InlineData("--layers", "2,2", "--seed", "{0}")]
    [InlineData("--format", "{0}")]
    [InlineData("--notation", "{0}")]
    [InlineData("--output", "{0}/x")]
    [InlineData("--data", "{0}", "--target", "y")]
    public void Words_that_are_not_understood_are_shown_as_words(params string[] arguments)
    {
        string message = Refused([.. arguments.Select(each => each.Replace("{0}", "w\u001b[2J\u0007\u009d\u202e", StringComparison.Ordinal))]);
        Assert.Contains("w", message, StringComparison.Ordinal);
    }

    private const string Net = """{ "layers": [{ "activation": "sigmoid", "weights": [[1, 2]], "biases": [0] }], "loss": "mse", "examples": [{ "x": [3, 4], "y": [1] }] }""";

    [Theory]
    [InlineData("", "", ":1:1: ")]
    [InlineData("}]", "}", "a comma or a \"]\"")]
    [InlineData("[1, 2]", "[1, NaN]", "got NaN, wanted a finite number")]
    [InlineData("[1, 2]", "[1, 1e999]", "1e999")]
    [InlineData("[1, 2]", "[1]", "examples[0].x")]
    [InlineData("[1, 2]", "[1, \"two\"]", "wanted")]
    [InlineData("sigmoid", "sigmod", "did you mean \"sigmoid\"?")]
    [InlineData("mse", "msee", "did you mean \"mse\"?")]
    [InlineData("layers", "layer", "layer")]
    [InlineData("\"y\": [1]", "\"y\": [1, 2]", "examples[0].y")]
    [InlineData("\"biases\": [0]", "\"biases\": [0, 0]", "layers[0].biases")]
    public void A_file_with_a_mistake_is_answered_with_its_place(string right, string wrong, string says)
    {
        string file = folder.With("net.json", right.Length == 0 ? "" : Net.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(says, Refused(file), StringComparison.Ordinal);
        Assert.Contains(says, Refused("check", file), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_overflow_are_answered_and_not_called_wrong_gradients()
    {
        string file = folder.With("net.json", Net.Replace("[3, 4]", "[1e200, 4]", StringComparison.Ordinal).Replace("[1, 2]", "[1e200, 2]", StringComparison.Ordinal).Replace("sigmoid", "identity", StringComparison.Ordinal));
        Assert.Contains("too large to compute with", Refused(file), StringComparison.Ordinal);
        Assert.Contains("too large to compute with", Refused("check", file), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_answered() =>
        Assert.Contains("net.json:1:", Refused(folder.With("net.json", new string('[', 100_000))), StringComparison.Ordinal);

    [Fact]
    public void A_folder_and_a_file_that_is_too_large_are_answered_at_once()
    {
        Assert.Contains("this is a folder, wanted a file", Refused(Path.GetTempPath()), StringComparison.Ordinal);
        Assert.Contains("that is a folder, wanted the name of a file", Refused("--output", Path.GetTempPath()), StringComparison.Ordinal);
        using (FileStream sparse = File.Create(folder.File("large.json"))) sparse.SetLength(1_000_000_000);
        Assert.Contains("the file is too large: got 1000.0 MB, wanted at most 100 MB", Refused(folder.File("large.json")), StringComparison.Ordinal);
        Assert.Contains("the file is too large", Refused("--example", "xor", "--data", folder.File("large.json"), "--target", "y"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,y\n1,2\n", "y", "2")]
    [InlineData("a,b,y\n1,x,1\n", "y", "x")]
    [InlineData("a,b,y\n1,2,1\n", "z", "z")]
    [InlineData("a,y\n1,1\n", "y", "2")]
    public void A_table_with_a_mistake_is_answered(string csv, string target, string says) =>
        Assert.Contains(says, Refused("--example", "xor", "--data", folder.With("data.csv", csv), "--target", target), StringComparison.Ordinal);

    [Fact]
    public void As_a_process_too_nothing_is_on_standard_output()
    {
        foreach (string[] arguments in (string[][])[["explian"], ["why", "dW1[9,9]"], ["graph", "a*"], [folder.With("net.json", "{")], ["--output", ""]])
        {
            Outcome outcome = Program.Run(arguments);
            Assert.Equal((2, ""), (outcome.Code, outcome.Output));
            Assert.StartsWith("chainrule: ", outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", outcome.Error, StringComparison.Ordinal);
        }
    }
}
