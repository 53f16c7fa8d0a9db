using System.Text.Json.Nodes;
using Chainrule.Jupyter;

namespace Chainrule.Cells.Tests;

/// <summary>The wire format; how the kernel behaves is tried with Jupyter's own client, in tests/jupyter.</summary>
public class JupyterMessageTests
{
    private static readonly byte[] Key = "key"u8.ToArray();

    private static readonly Message Asked = new([[1, 2]], new JsonObject { ["msg_type"] = "execute_request", ["session"] = "s" }, [], new JsonObject { ["code"] = "∂" });

    [Fact]
    public void What_is_sent_is_what_is_read()
    {
        Message read = Message.FromWire(Asked.ToWire(Key), Key)!;
        Assert.Equal(("execute_request", "∂"), (read.Type, (string?)read.Content["code"]));
        Assert.Equal<byte>([1, 2], Assert.Single(read.Routing));
    }

    [Fact]
    public void A_message_signed_with_another_key_or_changed_on_its_way_is_no_message()
    {
        Assert.Null(Message.FromWire(Asked.ToWire("other"u8.ToArray()), Key));
        NetMQ.NetMQMessage changed = Asked.ToWire(Key);
        changed.RemoveFrame(changed.Last);
        changed.Append("{}");
        Assert.Null(Message.FromWire(changed, Key));
        Assert.NotNull(Message.FromWire(Asked.ToWire([]), []));
    }

    [Fact]
    public void An_answer_names_what_it_answers()
    {
        Message answer = Message.Answer(Asked, "execute_reply", [], Asked.Routing);
        Assert.Equal(("execute_reply", "s", "execute_request"), (answer.Type, (string?)answer.Header["session"], (string?)answer.Parent["msg_type"]));
        Assert.NotNull(Message.FromWire(answer.ToWire(Key), Key));
    }

    [Fact]
    public void Less_than_a_message_is_no_message()
    {
        NetMQ.NetMQMessage cut = Asked.ToWire(Key);
        cut.RemoveFrame(cut.Last);
        Assert.Null(Message.FromWire(cut, Key));
        Assert.Null(Message.FromWire(new NetMQ.NetMQMessage(), Key));
    }
}
