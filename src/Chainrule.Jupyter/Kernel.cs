using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Chainrule.Cells.Engine;
using Chainrule.Data;
using Chainrule.Lessons.Outputs;
using Chainrule.Rules;
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
    private readonly LastLife lastLife;
    private readonly Executor executor;
    private readonly Requests requests;
    private volatile bool isEnding;
    private int count;

    private Kernel(Connection connection, LastLife lastLife)
    {
        (this.connection, this.lastLife) = (connection, lastLife);
        executor = new Executor(engine);
        requests = new Requests(engine);
    }

    /// <summary>Runs a kernel until it is shut down.</summary>
    /// <param name="connectionFile">The file Jupyter wrote.</param>
    /// <exception cref="Rules.ProblemException">The file cannot be read, or is no connection file.</exception>
    public static void Run(string connectionFile) => new Kernel(Connection.Read(connectionFile), new LastLife(connectionFile)).Serve();

    private void Serve()
    {
        using var shellSocket = new RouterSocket();
        using var controlSocket = new RouterSocket();
        using var inputSocket = new RouterSocket();
        using var publishSocket = new PublisherSocket();
        using var heartbeatSocket = new RouterSocket();
        foreach ((NetMQSocket socket, int port) in ((NetMQSocket, int)[])[(shellSocket, connection.Shell), (controlSocket, connection.Control),
            (inputSocket, connection.Input), (publishSocket, connection.Publish), (heartbeatSocket, connection.Heartbeat)]) Bind(socket, connection.Address(port));
        // Ctrl+C in the terminal in which Jupyter runs reaches the kernel too.
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            executor.Interrupt();
        });
        Channel shell = new(shellSocket, connection.Key), control = new(controlSocket, connection.Key), watchers = new(publishSocket, connection.Key);

        Thread beating = Started("heartbeat", () => Beat(heartbeatSocket)), controlling = Started("control", () => Control(control, watchers));
        Started("parent", WatchParent);
        while (!isEnding)
            if (shell.Receive() is { } asked) Handle(asked, shell, watchers);
        controlling.Join(PatienceAtEnd);
        beating.Join(PatienceAtEnd);
    }

    private static void Bind(NetMQSocket socket, string address)
    {
        try
        {
            socket.Bind(address);
        }
        catch (Exception refused) when (refused is NetMQException or ArgumentException or SocketException)
        {
            throw new ProblemException($"{Shown.Text(address)}: the kernel cannot listen there ({refused.Message}); restart it from Jupyter, which chooses other ports", refused);
        }
    }

    private static Thread Started(string name, ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    // Back to whom it came from, whatever it is.
    private void Beat(RouterSocket socket)
    {
        NetMQMessage? beat = null;
        while (!isEnding)
            if (socket.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(200), ref beat) && beat is not null) socket.SendMultipartMessage(beat);
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
        lastLife.Forget();
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
            _ => Answer(asked),
        };
        // Run all, and a cell failed: the cells behind it, asked for before anybody could know, are not run.
        bool hasFailed = asked.Type == "execute_request" && (string?)reply?["status"] == "error" && asked.Truth("stop_on_error") != false;
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

    // The error of the cell, if it had one, has been shown.
    private CellErrorOutput? Run(string code, CellPlace place, Publisher publisher)
    {
        CellErrorOutput error;
        try
        {
            using IDisposable life = lastLife.During(place.File);
            CellResult? result = executor.Run(code, place, publisher.Publish);
            if (result is not null) return result.Errors.FirstOrDefault();
            error = new("Interrupted", "the cell was interrupted; what the cells before it declared is still there", place.File, 1, 0);
        }
        catch (Exception failed)
        {
            // The compiler's own, such as of an expression that is nested too deeply for it. A kernel that ended would take all the other cells along.
            error = new(failed.GetType().Name, $"the cell could not be compiled: {failed.Message}", place.File, 1, 0);
        }
        publisher.Publish(error);
        return error;
    }

    private JsonObject? Answer(Message asked)
    {
        try
        {
            return requests.Answer(asked);
        }
        catch (Exception failed)
        {
            return new JsonObject { ["status"] = "error", ["ename"] = failed.GetType().Name, ["evalue"] = failed.Message, ["traceback"] = new JsonArray() };
        }
    }

    private JsonObject Interrupt()
    {
        executor.Interrupt();
        return new JsonObject { ["status"] = "ok" };
    }

    private JsonObject Execute(Message asked, Publisher publisher)
    {
        string code = asked.Text("code");
        bool isSilent = asked.Truth("silent") == true;
        if (!isSilent) publisher.Send("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = ++count });
        var place = new CellPlace($"cell {count}", 1);
        if (lastLife.TakeEnd() is string end) publisher.Publish(new TextOutput(end));
        CellErrorOutput? error = Run(code, place, publisher);
        publisher.Flush();
        if (error is null) return new JsonObject { ["status"] = "ok", ["execution_count"] = count, ["user_expressions"] = new JsonObject(), ["payload"] = new JsonArray() };
        JsonObject reply = Publisher.Error(error);
        reply["status"] = "error";
        reply["execution_count"] = count;
        return reply;
    }
}
