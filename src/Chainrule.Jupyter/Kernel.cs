using System.Diagnostics;
using System.Text.Json.Nodes;
using Chainrule.Cells.Engine;
using NetMQ;
using NetMQ.Sockets;

namespace Chainrule.Jupyter;

/// <summary>
/// A Jupyter kernel: listens where the connection file says, runs cells one after the other, and ends when it is asked to, or when the program that
/// started it is gone.
/// </summary>
/// <remarks>Cells run on the calling thread; heartbeat and control have threads of their own, so that a busy kernel can be interrupted.</remarks>
public sealed class Kernel
{
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(2);

    private readonly Connection connection;
    private readonly CellEngine engine = new(new DesktopHost());
    private readonly Executor executor;
    private readonly Requests requests;
    private volatile bool isEnding;
    private int count;

    private Kernel(Connection connection)
    {
        this.connection = connection;
        executor = new Executor(engine);
        requests = new Requests(engine);
    }

    /// <summary>Runs a kernel until it is shut down.</summary>
    /// <param name="connectionFile">The file Jupyter wrote.</param>
    /// <exception cref="Rules.ProblemException">The file cannot be read, or is no connection file.</exception>
    public static void Run(string connectionFile) => new Kernel(Connection.Read(connectionFile)).Serve();

    private void Serve()
    {
        using var shellSocket = new RouterSocket();
        using var controlSocket = new RouterSocket();
        using var inputSocket = new RouterSocket();
        using var publishSocket = new PublisherSocket();
        using var heartbeatSocket = new ResponseSocket();
        shellSocket.Bind(connection.Address(connection.Shell));
        controlSocket.Bind(connection.Address(connection.Control));
        inputSocket.Bind(connection.Address(connection.Input));
        publishSocket.Bind(connection.Address(connection.Publish));
        heartbeatSocket.Bind(connection.Address(connection.Heartbeat));
        Channel shell = new(shellSocket, connection.Key), control = new(controlSocket, connection.Key), watchers = new(publishSocket, connection.Key);

        Thread beating = Started("heartbeat", () => Beat(heartbeatSocket)), controlling = Started("control", () => Control(control, watchers));
        Started("parent", WatchParent);
        while (!isEnding)
            if (shell.Receive() is { } asked) Handle(asked, shell, watchers);
        controlling.Join(PatienceAtEnd);
        beating.Join(PatienceAtEnd);
    }

    private static Thread Started(string name, ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private void Beat(ResponseSocket socket)
    {
        while (!isEnding)
            if (socket.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(200), out byte[]? beat)) socket.SendFrame(beat!);
    }

    private void Control(Channel control, Channel watchers)
    {
        while (!isEnding)
            if (control.Receive() is { } asked) Handle(asked, control, watchers);
    }

    // A kernel that nobody talks to any more should not stay behind.
    private void WatchParent()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out int parent) || parent <= 1) return;
        try
        {
            using Process process = Process.GetProcessById(parent);
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // Gone before we looked.
        }
        End();
    }

    // The thread that runs cells gets a moment to leave what it is doing; a cell that cannot be interrupted does not hold the end up.
    private void End()
    {
        isEnding = true;
        executor.Interrupt();
        Started("end", () =>
        {
            Thread.Sleep(PatienceAtEnd);
            Environment.Exit(0);
        });
    }

    private void Handle(Message asked, Channel channel, Channel watchers)
    {
        var publisher = new Publisher(watchers, asked);
        publisher.Send("status", new JsonObject { ["execution_state"] = "busy" });
        string replyType = asked.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        JsonObject? reply = asked.Type switch
        {
            "execute_request" => Execute(asked, publisher),
            "shutdown_request" => new JsonObject { ["status"] = "ok", ["restart"] = asked.Content["restart"]?.DeepClone() },
            "interrupt_request" => Interrupt(),
            _ => requests.Answer(asked),
        };
        // Run all, and a cell failed: the cells behind it, asked for before anybody could know, are not run.
        bool hasFailed = asked.Type == "execute_request" && (string?)reply?["status"] == "error" && (bool?)asked.Content["stop_on_error"] != false;
        Message[] waiting = hasFailed ? [.. channel.Waiting()] : [];
        if (reply is not null) channel.Send(Message.Answer(asked, replyType, reply, asked.Routing));
        publisher.Send("status", new JsonObject { ["execution_state"] = "idle" });
        if (asked.Type == "shutdown_request") End();
        foreach (Message other in waiting)
        {
            if (other.Type == "execute_request") channel.Send(Message.Answer(other, "execute_reply", new JsonObject { ["status"] = "aborted" }, other.Routing));
            else Handle(other, channel, watchers);
        }
    }

    private JsonObject Interrupt()
    {
        executor.Interrupt();
        return new JsonObject { ["status"] = "ok" };
    }

    private JsonObject Execute(Message asked, Publisher publisher)
    {
        string code = (string?)asked.Content["code"] ?? "";
        bool isSilent = (bool?)asked.Content["silent"] == true;
        if (!isSilent) publisher.Send("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = ++count });
        var place = new CellPlace($"cell {count}", 1);
        CellResult? result = executor.Run(code, place, publisher.Publish);
        CellErrorOutput? error = result is null ? new("Interrupted", "the cell was interrupted; what the cells before it declared is still there", place.File, 1, 0) : result.Errors.FirstOrDefault();
        if (result is null) publisher.Publish(error!);
        publisher.Flush();
        if (error is null) return new JsonObject { ["status"] = "ok", ["execution_count"] = count, ["user_expressions"] = new JsonObject(), ["payload"] = new JsonArray() };
        JsonObject reply = Publisher.Error(error);
        reply["status"] = "error";
        reply["execution_count"] = count;
        return reply;
    }
}
