using System.Runtime.CompilerServices;
using Chainrule.Numbers;

namespace Chainrule.Tests.Numbers;

public class TapeTests
{
    [Fact]
    public void A_node_is_as_large_as_it_is_said_to_be() => Assert.Equal(Tape.BytesPerNode, Unsafe.SizeOf<Node>());

    [Fact]
    public void Values_are_recorded_on_the_innermost_tape()
    {
        Tape outermost = Tape.Current;
        using (Tape outer = Tape.Begin())
        {
            Value a = 1.0;
            using (Tape inner = Tape.Begin())
            {
                Value b = 2.0;
                Assert.Equal((outer, inner), (a.Tape, b.Tape));
            }
            Assert.Same(outer, ((Value)3.0).Tape);
            Assert.Equal(2, outer.Count);
        }
        Assert.Same(outermost, Tape.Current);
    }

    [Fact]
    public void Values_of_an_ended_tape_stay_readable()
    {
        Value a, b;
        using (Tape.Begin())
        {
            a = 3.0;
            b = a * a;
        }
        b.Backward();
        Assert.Equal((9, 6), (b.Data, a.Grad));
    }

    [Fact]
    public void Values_of_two_tapes_cannot_be_mixed()
    {
        Value a, b;
        using (Tape.Begin()) a = 1.0;
        using (Tape.Begin()) b = 2.0;
        Assert.Contains("different tapes", Assert.Throws<InvalidOperationException>(() => a + b).Message);
        Assert.Contains("different tapes", Assert.Throws<InvalidOperationException>(() => Value.LogSumExp([a, b])).Message);
    }

    [Fact]
    public void Each_thread_has_its_own_tape()
    {
        Tape mine = Tape.Current;
        Tape? other = null;
        Thread thread = new(() => other = Tape.Current);
        thread.Start();
        thread.Join();
        Assert.NotSame(mine, other);
    }

    [Fact]
    public void A_loop_that_rewinds_does_not_grow_the_tape()
    {
        using Tape tape = Tape.Begin();
        Value w = 1.0;
        int mark = tape.Mark();
        for (int step = 0; step < 100; step++)
        {
            tape.Rewind(mark);
            Value p = Value.LogSumExp([w, w * w]);
            p.Backward();
            w.Data -= 0.1 * w.Grad;
        }
        Assert.Equal(3, tape.Count);
    }

    [Fact]
    public void A_handle_of_a_rewound_node_throws_even_after_its_place_is_used_again()
    {
        using Tape tape = Tape.Begin();
        Value a = 1.0;
        int mark = tape.Mark();
        Value forgotten = (a + a).Named("forgotten");
        tape.Rewind(mark);
        Assert.Throws<InvalidOperationException>(() => forgotten.Data);
        Value anew = a * a;
        Assert.Equal(forgotten.Index, anew.Index);
        Assert.Null(anew.Label);
        Assert.Contains("rewound", Assert.Throws<InvalidOperationException>(() => forgotten.Grad).Message);
        Assert.Throws<InvalidOperationException>(() => forgotten + a);
        Assert.Equal(1, a.Data);
    }

    [Fact]
    public void After_rewinding_a_softmax_another_has_its_own_parents()
    {
        using Tape tape = Tape.Begin();
        Value a = 1.0, b = 2.0;
        var p = new Value[2];
        int mark = tape.Mark();
        Value.Softmax([a, b], p);
        tape.Rewind(mark);
        Value.Softmax([b, a], p);
        Assert.Equal([b, a], p[1].Parents);
        Assert.Equal(1, p[1].Component);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Rewind(p[1].Index));
        tape.Rewind(p[1].Index + 1);
        Assert.Equal([b, a], p[1].Parents);
    }

    [Fact]
    public void A_tape_cannot_be_rewound_to_where_it_has_not_been()
    {
        using Tape tape = Tape.Begin();
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Rewind(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Rewind(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape[0]);
    }

    [Fact]
    public void The_nodes_of_a_tape_are_in_the_order_of_computation()
    {
        using Tape tape = Tape.Begin();
        Value a = 2.0, b = -a, c = Value.Name(b);
        Assert.Equal([a, b, c], Enumerable.Range(0, tape.Count).Select(i => tape[i]));
        Assert.Equal([Op.Leaf, Op.Negate, Op.Name], Enumerable.Range(0, tape.Count).Select(i => tape[i].Op));
        Assert.Empty(a.Parents);
    }

    [Fact]
    public void Nodes_recorded_in_the_place_of_others_begin_without_a_gradient()
    {
        using Tape tape = Tape.Begin();
        Value a = 2.0;
        int mark = tape.Mark();
        (a * a * a).Backward();
        tape.Rewind(mark);
        Value b = a + a, c = b * b;
        Assert.Equal((12, 0, 0), (a.Grad, b.Grad, c.Grad));
        b.Backward();
        Assert.Equal((2, 1, 0), (a.Grad, b.Grad, c.Grad));
        c.Backward();
        Assert.Equal((16, 8, 1), (a.Grad, b.Grad, c.Grad));
    }

    [Fact]
    public void Training_steps_that_rewind_allocate_nothing()
    {
        using Tape tape = Tape.Begin();
        Value w = 0.5, u = -0.5;
        int mark = tape.Mark();
        var p = new Value[3];
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        // Enough nodes for the tape to have grown a few times, operations of one, two and many parents, and constants.
        void Step()
        {
            tape.Rewind(mark);
            Value loss = 0.0;
            for (int e = 0; e < 30; e++)
            {
                Value z = w * (double)e + u;
                Value.Softmax([z, Value.Tanh(z), Value.Sigmoid(w)], p);
                loss += Value.LogSumExp([p[0], Value.Max(z, 0.0), Value.Exp(p[2])]) / (1.0 + z * z);
            }
            loss.Backward();
            w.Data -= 0.01 * w.Grad;
            u.Data -= 0.01 * u.Grad;
        }
    }
}
