using System.Text.RegularExpressions;
using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>Lesson 6b: what it claims, engines that learners write in several styles, and engines with a mistake.</summary>
public class AutodiffTests
{
    private const string Lesson = "06b-build-your-own-autodiff.cs", Open = "throw new NotImplementedException(); // your code: ";

    // Remembers operands and slopes, and looks for an order.
    private static readonly (string, string)[] WithLists =
    [
        (Open + "the sum", "new(u.Data + v.Data) { Operands = [(u, 1), (v, 1)] };"),
        (Open + "the product", "new(u.Data * v.Data) { Operands = [(u, v.Data), (v, u.Data)] };"),
        (Open + "tanh", "new(Math.Tanh(u.Data)) { Operands = [(u, 1 - Math.Tanh(u.Data) * Math.Tanh(u.Data))] };"),
        (Open + "the walk", """
            Walk(Order([], this));

            private (Mine, double)[] Operands { get; init; } = [];

            private static List<Mine> Order(List<Mine> order, Mine each)
            {
                if (order.Contains(each)) return order;
                foreach ((Mine operand, _) in each.Operands) Order(order, operand);
                order.Add(each);
                return order;
            }

            private void Walk(List<Mine> order)
            {
                order.ForEach(each => each.Grad = 0);
                Grad = 1;
                for (int i = order.Count - 1; i >= 0; i--)
                    foreach ((Mine operand, double slope) in order[i].Operands) operand.Grad += slope * order[i].Grad;
            }
            """),
    ];

    // One path after the other, each with its own product: slower, and right.
    private static readonly (string, string)[] PathByPath =
    [
        (Open + "the sum", "new(u.Data + v.Data) { Send = g => { u.Take(g); v.Take(g); }, Clear = () => { u.Forget(); v.Forget(); } };"),
        (Open + "the product", "new(u.Data * v.Data) { Send = g => { u.Take(g * v.Data); v.Take(g * u.Data); }, Clear = () => { u.Forget(); v.Forget(); } };"),
        (Open + "tanh", "new(Math.Tanh(u.Data)) { Send = g => u.Take(g / Math.Pow(Math.Cosh(u.Data), 2)), Clear = u.Forget };"),
        (Open + "the walk", """
            Start();

            private Action<double> Send { get; init; } = _ => { };

            private Action Clear { get; init; } = () => { };

            private void Start()
            {
                Forget();
                Take(1);
            }

            private void Forget()
            {
                Grad = 0;
                Clear();
            }

            private void Take(double gradient)
            {
                Grad += gradient;
                Send(gradient);
            }
            """),
    ];

    [Fact]
    public Task An_engine_of_lists_is_right_and_trains() => Solves(WithLists);

    [Fact]
    public Task An_engine_that_follows_each_path_is_right_and_trains() => Solves(PathByPath);

    [Fact]
    public async Task Forward_takes_a_run_for_each_weight_and_reverse_takes_one()
    {
        double[][] rows = ShownTable.Rows((await AnsweredLesson.Unanswered(Lesson)).Text, "What all the slopes take", 4);
        foreach (double[] row in rows)
        {
            (double weights, double forward, double reverse, double steps) = (row[1], row[2], row[3], row[4]);
            Assert.Equal((weights, 1, weights * steps, 2 * steps), (forward, reverse, row[5], row[6]));
        }
        Assert.Equal((9.8, 93, 9.5), (Math.Round(rows[3][1] / rows[1][1], 1), Math.Round(rows[3][5] / rows[1][5]), Math.Round(rows[3][6] / rows[1][6], 1)));
    }

    [Fact]
    public async Task Each_thing_left_out_gives_another_slope_than_nudging()
    {
        double[] slopes = [.. ShownTable.Rows((await AnsweredLesson.Unanswered(Lesson)).Text, "dL/dx at 2", 5).Select(row => row[^1])];
        Assert.Equal(slopes[0], slopes[1]);
        Assert.All(slopes[2..], slope => Assert.NotEqual(slopes[0], slope));
        Assert.Equal(3, slopes[2..].Distinct().Count());
    }

    [Fact]
    public async Task Both_modes_agree_with_the_engine_and_train_alike()
    {
        string text = (await AnsweredLesson.Unanswered(Lesson)).Text;
        Assert.Contains("forward, reverse and engine agree to 15 decimals: True", text, StringComparison.Ordinal);
        Assert.Contains("the same losses: True", text, StringComparison.Ordinal);
        foreach (double[] row in ShownTable.Rows(text, "The slope of the loss", 13)) Assert.Equal(row[^2], row[^1], 1e-5);
        double[] losses = [.. Regex.Matches(text, @"step \d+: loss ([\d.]+)").Select(match => ShownTable.Number(match.Groups[1]))];
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(losses[^1] < 0.001);
        // 401 losses; forward each takes a run for the loss and one for each of 13 weights.
        Assert.Contains($"reverse 401, forward {401 * 14}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.TanhFromInput, "not of what went in")]
    [InlineData(Fault.TanhTwice, "once more for its slope")]
    [InlineData(Fault.NoTanhSlope, "missing in what arrived")]
    [InlineData(Fault.SwappedProduct, "operands of the product are swapped")]
    [InlineData(Fault.LocalOnly, "times the gradient of its result")]
    [InlineData(Fault.NoSeed, "begins with dL/dL = 1")]
    [InlineData(Fault.WalksForward, "begins with dL/dL = 1")]
    public void A_wrong_slope_is_told_where_each_number_is_used_once(Fault fault, string words) => Told(Lesson06b.UsedOnce.Judge((x, y, c) =>
    {
        Twin a = new(x, fault), b = new(y, fault), d = new(c, fault), L = Twin.Tanh(a * b + d);
        L.Backward();
        return [L.Data, a.Grad, b.Grad, d.Grad];
    }), words);

    [Theory]
    [InlineData(Fault.Overwrites, "= instead of +=")]
    [InlineData(Fault.FromTheTop, "depends on which operand stands left")]
    [InlineData(Fault.StandsTwice, "Put a number in only if")]
    [InlineData(Fault.HandsOnAtOnce, "each time something arrived")]
    [InlineData(Fault.HandsOnAfterBoth, "Ask for an order first")]
    public void A_wrong_order_is_told_where_a_number_is_used_twice(Fault fault, string words) => Told(Lesson06b.UsedTwice.Judge(x =>
    {
        Twin a = new(x, fault), u = a * a, v = u + new Twin(3, fault), c = new(x, fault), s = c * c, t = s + new Twin(3, fault);
        (u * v).Backward();
        (t * s).Backward();
        return [u.Grad, a.Grad, s.Grad, c.Grad];
    }), words);

    [Theory]
    [InlineData(Fault.NotReset, "is still there")]
    [InlineData(Fault.NotResetAndSeedAdds, "begins with 1 at each walk")]
    [InlineData(Fault.SeedAdds, "not with += 1")]
    [InlineData(Fault.ResetsAfter, "after the walk")]
    public void What_was_not_reset_is_told(Fault fault, string words) => Told(Lesson06b.WalkedAgain.Judge(x =>
    {
        Twin a = new(x, fault), L = a * a, M = new Twin(3, fault) * a;
        L.Backward();
        double first = a.Grad;
        L.Backward();
        double second = a.Grad;
        M.Backward();
        return [first, second, a.Grad];
    }), words);

    private static async Task Solves((string, string)[] engine)
    {
        AnsweredLesson solved = await AnsweredLesson.Run(Lesson,
        [
            ("oneOver(double u, double du) => throw new NotImplementedException()", "oneOver(double u, double du) => (1 / u, -du / u / u)"),
            ("double[]? answer2 = null;", "double[]? answer2 = [3, 1000];"),
            .. engine,
        ]);
        Assert.Equal(Enumerable.Repeat(Outcome.Right, 5), solved.Outcomes);
        Assert.Contains("the same losses as above: True", solved.Text, StringComparison.Ordinal);
    }

    private static void Told(Feedback feedback, string words)
    {
        Assert.Equal(Outcome.KnownMistake, feedback.Outcome);
        Assert.Contains(words, feedback.Message, StringComparison.Ordinal);
    }

    /// <summary>What may be wrong in a learner's engine.</summary>
    public enum Fault
    {
        TanhFromInput, TanhTwice, NoTanhSlope, SwappedProduct, LocalOnly, NoSeed, WalksForward,
        Overwrites, FromTheTop, StandsTwice, HandsOnAtOnce, HandsOnAfterBoth,
        NotReset, NotResetAndSeedAdds, SeedAdds, ResetsAfter,
    }

    /// <summary>An engine with one mistake in it.</summary>
    private sealed class Twin(double data, Fault fault, params (Twin Operand, double Slope)[] from)
    {
        private readonly Fault fault = fault;

        public double Data { get; } = data;

        public double Grad { get; private set; }

        public static Twin operator +(Twin u, Twin v) => new(u.Data + v.Data, u.fault, (u, 1), (v, 1));

        public static Twin operator *(Twin u, Twin v) =>
            u.fault == Fault.SwappedProduct ? new(u.Data * v.Data, u.fault, (u, u.Data), (v, v.Data)) : new(u.Data * v.Data, u.fault, (u, v.Data), (v, u.Data));

        public static Twin Tanh(Twin u)
        {
            double t = Math.Tanh(u.Data);
            return new(t, u.fault, (u, u.fault switch { Fault.TanhFromInput => 1 - u.Data * u.Data, Fault.TanhTwice => 1 - Math.Tanh(t) * Math.Tanh(t), Fault.NoTanhSlope => 1, _ => 1 - t * t }));
        }

        public void Backward()
        {
            List<Twin> order = [];
            if (fault == Fault.FromTheTop) PutFromTheTop(order);
            else Put(order);
            bool resets = fault is not (Fault.NotReset or Fault.NotResetAndSeedAdds or Fault.ResetsAfter);
            foreach (Twin each in order) if (resets && !(each == this && fault == Fault.SeedAdds)) each.Grad = 0;
            if (fault != Fault.NoSeed) Grad = fault is Fault.SeedAdds or Fault.NotResetAndSeedAdds ? Grad + 1 : 1;
            if (fault is Fault.HandsOnAtOnce or Fault.HandsOnAfterBoth) HandOn();
            else foreach (Twin each in Walk(order)) foreach ((Twin operand, double slope) in each.From) each.Give(operand, slope);
            if (fault == Fault.ResetsAfter) foreach (Twin each in order) each.Grad = 0;
        }

        private (Twin Operand, double Slope)[] From { get; } = from;

        private IEnumerable<Twin> Walk(List<Twin> order) => fault is Fault.WalksForward or Fault.FromTheTop ? order : order.AsEnumerable().Reverse();

        private void Give(Twin operand, double slope) =>
            operand.Grad = (fault == Fault.Overwrites ? 0 : operand.Grad) + (fault == Fault.LocalOnly ? slope : slope * Grad);

        private void Put(List<Twin> order)
        {
            if (fault != Fault.StandsTwice && order.Contains(this)) return;
            foreach ((Twin operand, _) in From) operand.Put(order);
            order.Add(this);
        }

        private void PutFromTheTop(List<Twin> order)
        {
            if (order.Contains(this)) return;
            order.Add(this);
            foreach ((Twin operand, _) in From) operand.PutFromTheTop(order);
        }

        private void HandOn()
        {
            foreach ((Twin operand, double slope) in From)
            {
                Give(operand, slope);
                if (fault == Fault.HandsOnAtOnce) operand.HandOn();
            }
            if (fault == Fault.HandsOnAfterBoth) foreach ((Twin operand, _) in From) operand.HandOn();
        }
    }
}
