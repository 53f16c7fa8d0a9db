using System.Diagnostics;
using System.Text.Json.Nodes;
using Chainrule.Jupyter;
using NetMQ;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>A kernel holds what a learner has computed: it answers a message or ignores it, and lives.</summary>
public sealed class KernelLifeTests : IDisposable
{
    private readonly Folder folder = new();
    private RunningKernel? started;

    // What is refused before a kernel listens needs none beside it.
    private RunningKernel Kernel => started ??= new(folder);

    public void Dispose()
    {
        started?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Whatever_comes_it_lives_and_keeps_what_cells_declared()
    {
        Assert.Equal("ok", (string?)Kernel.Ask("execute_request", new() { ["code"] = "int kept = 41;" })["status"]);

        // The heartbeat is not signed: anybody can send anything, and gets it back.
        Assert.Equal(["ping"], Kernel.Beat("ping"));
        Assert.Equal(["", "a", "b"], Kernel.Beat("", "a", "b"));
        Assert.Equal(["a", "b", "c"], Kernel.Beat("a", "b", "c"));

        foreach (JsonNode? wrong in (JsonNode?[])[null, 1.5, true, new JsonArray(), new JsonObject(), 1e300, long.MinValue, "text", -1])
        {
            JsonObject content = new();
            foreach (string key in (string[])["code", "silent", "stop_on_error", "cursor_pos", "restart"]) content[key] = wrong?.DeepClone();
            foreach (string type in (string[])["complete_request", "is_complete_request", "inspect_request", "history_request", "comm_info_request", "kernel_info_request"])
                Assert.NotNull(Kernel.Ask(type, (JsonObject)content.DeepClone())["status"] ?? "none");
            content.Remove("code");
            Assert.Equal("ok", (string?)Kernel.Ask("execute_request", content)["status"]);
        }
        Assert.NotNull(Kernel.Ask("is_complete_request", new() { ["code"] = new string('(', 200_000) })["status"]);
        Assert.Equal("error", (string?)Kernel.Ask("execute_request", new() { ["code"] = $"int deep = {new string('(', 20_000)}1{new string(')', 20_000)};" })["status"]);

        foreach (byte[] part in (byte[][])["null"u8.ToArray(), "[]"u8.ToArray(), "1"u8.ToArray(), "{"u8.ToArray(), [], [0xff], [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
            "{\"code\":1,\"code\":2}"u8.ToArray(), "{\"code\":\"\\ud83d\"}"u8.ToArray(), "{\"msg_type\":7}"u8.ToArray(), "{\"msg_type\":null,\"session\":{}}"u8.ToArray()])
            for (int at = 0; at < 4; at++) Kernel.Send(Hostile.Signed(at, part));
        Kernel.Send(new NetMQMessage([[1], [2]]));

        Assert.Equal("ok", (string?)Kernel.Ask("execute_request", new() { ["code"] = "Console.Write(kept + 1);" })["status"]);
        Assert.Contains("42", Kernel.Shown(), StringComparison.Ordinal);
        Assert.False(Kernel.Process.HasExited);
    }

    [Fact]
    public void Ctrl_C_while_nothing_runs_is_no_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: kill -INT");
        Assert.Equal("ok", (string?)Kernel.Ask("execute_request", new() { ["code"] = "int kept = 41;" })["status"]);
        using (Process kill = Process.Start("/bin/kill", ["-INT", $"{Kernel.Process.Id}"])) kill.WaitForExit();
        // The signal may come so late that it interrupts this cell; then the next runs.
        Kernel.Ask("execute_request", new() { ["code"] = "Thread.Sleep(1000);" });
        Assert.Equal("ok", (string?)Kernel.Ask("execute_request", new() { ["code"] = "Console.Write(kept + 1);" })["status"]);
    }

    [Fact]
    public void After_a_stack_overflow_the_next_kernel_says_what_happened()
    {
        Kernel.Ask("execute_request", new() { ["code"] = "int Deeper(int n) => Deeper(n + 1) + 1;" });
        Assert.DoesNotContain("The kernel ended", Kernel.Shown(), StringComparison.Ordinal);
        Kernel.Send(RunningKernel.Request("execute_request", new() { ["code"] = "Deeper(0)" }).ToWire(RunningKernel.Key));
        Kernel.Restart();
        Assert.Equal("ok", (string?)Kernel.Ask("execute_request", new() { ["code"] = "1" })["status"]);
        Assert.Contains("The kernel ended while cell 2 ran, and was started again", Kernel.Shown(), StringComparison.Ordinal);
        Kernel.Ask("execute_request", new() { ["code"] = "2" });
        Assert.DoesNotContain("The kernel ended", Kernel.Shown(), StringComparison.Ordinal);
        Assert.False(File.Exists(Kernel.CellFile));
    }

    [Theory]
    [InlineData("99999999", "\"shell_port\" is 99999999, wanted a number from 1 to 65535")]
    [InlineData("0", "\"shell_port\" is 0, wanted")]
    [InlineData("1.5", "\"shell_port\" is 1.5, wanted")]
    [InlineData("\"a\"", "\"shell_port\" is \"a\", wanted")]
    [InlineData("null", "\"shell_port\" is null, wanted")]
    public void A_connection_file_with_a_wrong_port_gets_a_sentence(string port, string says)
    {
        string file = folder.With("wrong.json", RunningKernel.Connection(12345).Replace("12345", port, StringComparison.Ordinal));
        Outcome refused = Program.Run("jupyter", "kernel", file);
        Assert.Equal(2, refused.Code);
        Assert.Contains(says, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "nowhere")]
    [InlineData("\"tcp\"", "\"pgm\"")]
    [InlineData("\"tcp\"", "null")]
    [InlineData("\"a key\"", "null")]
    public void A_connection_file_with_a_wrong_place_gets_a_sentence(string right, string wrong)
    {
        Outcome refused = Program.Run("jupyter", "kernel", folder.With("wrong.json", RunningKernel.Connection(1).Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("chainrule: ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_gets_a_sentence()
    {
        Kernel.Ask("kernel_info_request", []);
        Outcome refused = Program.Run("jupyter", "kernel", folder.File("connection.json"));
        Assert.Equal(2, refused.Code);
        Assert.Contains("the kernel cannot listen there", refused.Error, StringComparison.Ordinal);
    }

    private static class Hostile
    {
        internal static NetMQMessage Signed(int at, byte[] part)
        {
            byte[][] parts = ["{\"msg_type\":\"execute_request\"}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()];
            parts[at] = part;
            return Message.Wire([], parts, RunningKernel.Key);
        }
    }
}
