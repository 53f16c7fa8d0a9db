using NetMQ;

namespace Chainrule.Jupyter;

/// <summary>A socket and the key of the connection. Sockets are for one thread at a time, so each has its lock.</summary>
internal sealed class Channel(NetMQSocket socket, byte[] key)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();

    public void Send(Message message)
    {
        lock (gate) socket.SendMultipartMessage(message.ToWire(key));
    }

    /// <summary>Waits a moment for a message; null if there was none, or one that was not signed with the key.</summary>
    public Message? Receive() => Receive(Turn);

    /// <summary>The messages that are here already.</summary>
    public IEnumerable<Message> Waiting()
    {
        while (Receive(TimeSpan.Zero) is { } message) yield return message;
    }

    private Message? Receive(TimeSpan patience)
    {
        // Only the thread that serves this channel waits here, so nobody who wants to send waits for the lock.
        if (!socket.Poll(PollEvents.PollIn, patience).HasFlag(PollEvents.PollIn)) return null;
        NetMQMessage? wire = null;
        lock (gate)
        {
            if (!socket.TryReceiveMultipartMessage(TimeSpan.Zero, ref wire)) return null;
        }
        return wire is null ? null : Message.FromWire((NetMQMessage)wire, key);
    }
}
