using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chainrule.Jupyter;
using NetMQ;
using NetMQ.Sockets;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>A kernel as Jupyter starts it, in a process of its own, and the sockets to talk to it.</summary>
internal sealed class RunningKernel : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DealerSocket shell = new(), heartbeat = new();
    private readonly SubscriberSocket published = new();
    private readonly string connection;
    private readonly int[] ports;

    internal RunningKernel(Folder folder)
    {
        ports = FreePorts(5);
        connection = folder.With("connection.json", Connection(ports));
        Process = Start();
        shell.Connect(At(0));
        published.SubscribeToAnyTopic();
        published.Connect(At(1));
        heartbeat.Connect(At(4));
        WaitUntilHeard();
    }

    internal static byte[] Key { get; } = "a key"u8.ToArray();

    internal Process Process { get; private set; }

    internal string CellFile => connection + ".cell";

    private string At(int port) => $"tcp://127.0.0.1:{ports[port]}";

    /// <summary>A connection file: the ports of shell, iopub, stdin, control and heartbeat; those that are not given follow the last one.</summary>
    internal static string Connection(params int[] ports) => JsonSerializer.Serialize(new
    {
        transport = "tcp",
        ip = "127.0.0.1",
        shell_port = ports[0],
        iopub_port = ports.Length > 1 ? ports[1] : ports[^1] + 1,
        stdin_port = ports.Length > 2 ? ports[2] : ports[^1] + 2,
        control_port = ports.Length > 3 ? ports[3] : ports[^1] + 3,
        hb_port = ports.Length > 4 ? ports[4] : ports[^1] + 4,
        key = "a key",
        signature_scheme = "hmac-sha256",
    });

    private Process Start()
    {
        ProcessStartInfo start = Program.Start("jupyter", "kernel", connection);
        // A stack overflow is wanted here; a picture of the memory is not.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits for the end of the kernel, and starts another with the same connection, as Jupyter does.</summary>
    internal void Restart()
    {
        Assert.True(Process.WaitForExit(Patience), "the kernel did not end");
        Process.Dispose();
        Process = Start();
        WaitUntilHeard();
    }

    // What is published before the subscription has arrived is lost, so ask until something is heard, as Jupyter does.
    private void WaitUntilHeard()
    {
        NetMQMessage? wire = null;
        do Ask("kernel_info_request", []);
        while (!published.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(300), ref wire));
    }

    internal static Message Request(string type, JsonObject content) =>
        new([], new JsonObject { ["msg_id"] = Guid.NewGuid().ToString(), ["msg_type"] = type, ["session"] = "s" }, [], content);

    internal void Send(NetMQMessage wire) => shell.SendMultipartMessage(wire);

    /// <summary>The content of the reply to a request, all other replies passed over.</summary>
    internal JsonObject Ask(string type, JsonObject content)
    {
        Message request = Request(type, content);
        Send(request.ToWire(Key));
        while (true)
        {
            NetMQMessage? wire = null;
            Assert.True(shell.TryReceiveMultipartMessage(Patience, ref wire), $"no answer to {type}; has ended: {Process.HasExited}");
            if (Message.FromWire(wire!, Key) is { } reply && (string?)reply.Parent["msg_id"] == (string?)request.Header["msg_id"]) return reply.Content;
        }
    }

    /// <summary>All texts that were published so far.</summary>
    internal string Shown()
    {
        string text = "";
        NetMQMessage? wire = null;
        while (published.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(300), ref wire))
            if (Message.FromWire(wire!, Key) is { Type: "stream" } message) text += message.Text("text");
        return text;
    }

    internal string[] Beat(params string[] frames)
    {
        var wire = new NetMQMessage();
        foreach (string frame in frames) wire.Append(frame);
        heartbeat.SendMultipartMessage(wire);
        return heartbeat.TryReceiveMultipartMessage(Patience, ref wire) ? [.. wire!.Select(frame => frame.ConvertToString())] : [];
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener each in listeners) each.Start();
        int[] ports = [.. listeners.Select(each => ((IPEndPoint)each.LocalEndpoint).Port)];
        foreach (TcpListener each in listeners) each.Stop();
        return ports;
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        shell.Dispose();
        heartbeat.Dispose();
        published.Dispose();
    }
}
