using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class BrokenJsonTests
{
    [Theory]
    [InlineData("", "1:1: the file is empty; wanted a network as JSON")]
    [InlineData(" \n\t", "1:1: the file is empty")]
    [InlineData("// nothing", "1:11: the file ends too early; wanted a network as JSON")]
    [InlineData("{ \"layers\": [\n 1, 2", "2:6: the file ends too early: layers, opened in line 1, column 13, is not closed; wanted a \"]\"")]
    [InlineData("{ \"layers\": [ [1], { \"weights\": [2", "1:35: the file ends too early: layers[1].weights, opened in line 1, column 33, is not closed")]
    [InlineData("{", "1:2: the file ends too early: the network, opened in line 1, column 1, is not closed; wanted a \"}\"")]
    public void A_file_that_ends_too_early_says_what_is_open(string json, string message) => Says(message, json);

    [Theory]
    [InlineData("hello", "1:1: got \"hello\", wanted a network as JSON")]
    [InlineData("{} x", "1:4: got \"x\", wanted nothing more after the end of the network")]
    [InlineData("{layers: []}", "1:2: got \"layers\", wanted a key in double quotes, or a \"}\"")]
    [InlineData("{\"name\": \"a\", loss: 1}", "1:15: got \"loss\", wanted a key in double quotes")]
    [InlineData("{\"layers\" []}", "1:11: got \"[\", wanted a colon between key and value")]
    [InlineData("{\"layers\": }", "1:12: got \"}\", wanted a value: a number, a \"text\"")]
    [InlineData("{\"layers\": [}", "1:13: got \"}\", wanted a value, or a \"]\"")]
    [InlineData("{\"layers\": [1 2]}", "1:15: got \"2\", wanted a comma or a \"]\"")]
    [InlineData("{\"layers\": 1 \"loss\": 2}", "1:14: got a double quote, wanted a comma or a \"}\"")]
    [InlineData("{\"layers\": [1}", "1:14: got \"}\", wanted a comma or a \"]\"")]
    public void What_stands_there_and_what_could_stand_there_is_said(string json, string message) => Says(message, json);

    [Theory]
    [InlineData("{'layers': []}", "1:2: got a single quote, wanted a double quote: \"text\"")]
    [InlineData("[1,,2]", "1:4: got a comma with nothing before it, wanted a value; take the comma away")]
    [InlineData("[NaN]", "1:2: got NaN, wanted a finite number")]
    [InlineData("[-Infinity]", "1:2: got -Infinity, wanted a finite number")]
    [InlineData("[007]", "1:2: got 007, wanted a number such as 0.5, -2 or 1e-3")]
    [InlineData("[.5]", "1:2: got .5, wanted a number such as")]
    [InlineData("[+1]", "1:2: got +1, wanted a number such as")]
    [InlineData("[1.]", "1:2: got 1., wanted a number such as")]
    [InlineData("[0,\n 12a]", "2:2: got 12a, wanted a number such as")]
    [InlineData("[True]", "1:2: got True, wanted true in small letters")]
    [InlineData("[\"a\nb\"]", "1:4: a text goes over the end of the line or has a tab in it")]
    [InlineData("[\"C:\\qux\"]", "1:6: got a \\ that begins no escape, wanted \\\\ for a backslash itself")]
    [InlineData("[1 / 2]", "1:4: got a \"/\", wanted a comment as // … or /* … */")]
    public void A_common_slip_gets_its_remedy(string json, string message) => Says(message, json);

    [Theory]
    [InlineData(64)]
    [InlineData(1_000_000)]
    public void Lists_nested_too_deeply_are_refused(int depth) =>
        Says(depth <= 64 ? "1:65: the file ends too early" : "1:65: lists and objects are nested more than 64 deep; wanted a network as JSON, { \"layers\": […], \"loss\": … }", new string('[', depth));

    private static void Says(string message, string json) =>
        Assert.StartsWith("net.json:" + message, NetworkFileTests.MessageFor(json), StringComparison.Ordinal);
}
