using System.Globalization;
using System.Text.RegularExpressions;
using static Chainrule.Cells.Tests.Lessons.ShownTable;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>What the lessons say in words about the numbers that they print: here the numbers are asked whether it is so.</summary>
public class ClaimTests
{
    [Fact]
    public async Task One_sided_differences_of_many_numbers_take_fewer_runs()
    {
        string text = (await AnsweredLesson.Unanswered("01-what-a-derivative-is.cs")).Text;
        foreach (double[] row in Rows(text, "Runs of f for all the slopes", 4)) Assert.Equal((row[0] + 1, 2 * row[0]), (row[1], row[2]));
    }

    [Fact]
    public async Task In_a_single_neuron_the_order_of_the_updates_changes_nothing()
    {
        Assert.Contains("w0 first or b first, the same numbers: True", (await AnsweredLesson.Unanswered("03-a-neuron-by-hand.cs")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bar_of_backpropagation_has_its_forward_pass()
    {
        string text = (await AnsweredLesson.Unanswered("06-backpropagation.cs")).Text;
        // 784·30 + 30·10 forward, as many for the dW, 30·10 for the dA of layer 1.
        Assert.Matches(@"all slopes by backpropagation, with the forward pass +█+ 4\.794e4", text);
    }

    [Fact]
    public async Task A_wrong_gradient_learns_too_and_worse()
    {
        Match losses = Regex.Match((await AnsweredLesson.Unanswered("07-is-my-gradient-right.cs")).Text, @"the loss after 2000 steps: right ([\d.]+), wrong ([\d.]+)");
        double right = Number(losses.Groups[1]), wrong = Number(losses.Groups[2]);
        Assert.True(right < wrong && wrong < 0.01, losses.Value);
    }

    // A factor on the slopes of a layer would only be another learning rate.
    [Fact]
    public async Task The_wrong_gradient_is_no_smaller_rate()
    {
        string source = LessonFiles.Read("07-is-my-gradient-right.cs").Source;
        Assert.Contains("TakeTheSlopeOfTanh", source, StringComparison.Ordinal);
        string text = (await AnsweredLesson.Unanswered("07-is-my-gradient-right.cs")).Text;
        double[] shares = [.. Regex.Match(text, "wrong / right in layer 1: (.*)").Groups[1].Value.Split("  ").Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        Assert.Equal(6, shares.Length);
        Assert.True(shares.Max() > 1.05 * shares.Min(), string.Join(' ', shares));
    }

    [Fact]
    public async Task One_neuron_learns_no_more_of_exclusive_or_than_to_answer_a_half()
    {
        Match lowest = Regex.Match((await AnsweredLesson.Unanswered("08-learning.cs")).Text, @"the lowest loss of one neuron from ten starts: ([\d.]+)");
        Assert.InRange(Number(lowest.Groups[1]), 0.125, 0.126);
    }

    [Fact]
    public async Task A_nudge_moves_the_loss_and_not_the_accuracy()
    {
        double[][] rows = Rows((await AnsweredLesson.Unanswered("09-classification.cs")).Text, "A nudge of one weight", 4);
        Assert.Equal([0, 0, 0], rows[0]);
        Assert.All(rows[1..], row => Assert.True(row[1] != 0 && row[2] == 0));
    }

    [Fact]
    public async Task Units_that_begin_alike_stay_alike()
    {
        double[][] units = Rows((await AnsweredLesson.Unanswered("08-learning.cs")).Text, "Two units that began alike, after 1000 steps", 2);
        Assert.Equal(3, units[0].Length);
        Assert.Equal(units[0][1..], units[1][1..]);
    }

    [Fact]
    public async Task A_loss_that_stands_still_tells_no_reason()
    {
        foreach (double[] run in Rows((await AnsweredLesson.Unanswered("08-learning.cs")).Text, "Three losses that stand still", 3))
        {
            Assert.True(run[^1] > 0.05, "the loss is high");
            Assert.InRange(run[^1] / run[^2], 0.9, 1.01);
        }
    }

    [Fact]
    public async Task Outputs_that_begin_alike_differ_in_their_gradient()
    {
        string text = (await AnsweredLesson.Unanswered("09-classification.cs")).Text;
        Assert.Matches("−0\\.666667", text);
        Assert.Matches("0\\.333333", text);
    }

    [Fact]
    public async Task Larger_weights_help_in_a_narrow_range_and_then_explode()
    {
        double[][] rows = Rows((await AnsweredLesson.Unanswered("10-why-deep-nets-were-hard.cs")).Text, "How much of δ arrives at layer 1", 5);
        (double[] usual, double[] range, double[] beyond) = (rows[0], rows[3], rows[4]);
        Assert.True(usual[2] < 1e-4 && range[1] > 0.5 && range[1] < 2 && beyond[1] > 4);
        Assert.True(range[3] < 0.25 / 2, "where it helps, units are saturated");
    }

    [Fact]
    public async Task The_mean_of_both_conditions_lies_between_them()
    {
        double[][] rows = Rows((await AnsweredLesson.Unanswered("10-why-deep-nets-were-hard.cs")).Text, "How many times as large, through five layers", 3);
        foreach (int column in new[] { ^2, ^1 }.Select(index => index.GetOffset(rows[0].Length)))
        {
            Assert.True(rows[0][column] < rows[2][column] && rows[2][column] < rows[1][column]);
        }
    }

    [Fact]
    public async Task A_little_smoothing_helps_bigrams_on_names_that_were_kept_apart_and_much_harms()
    {
        double[][] rows = Rows((await AnsweredLesson.Unanswered("10b-a-names-model.cs")).Text, "Bigrams, in nats a sign", 6);
        Assert.True(rows.Min(row => row[2]) < rows[0][2] && rows[5][2] > rows[0][2]);
        Assert.All(rows, row => Assert.InRange(row[2], 2, Math.Log(27)));
    }

    [Fact]
    public async Task Three_letters_and_the_transformer_are_less_surprised_than_bigrams_each_by_more()
    {
        string three = (await AnsweredLesson.Unanswered("10b-a-names-model.cs")).Text, all = (await AnsweredLesson.Unanswered("10c-attention.cs")).Text;
        double HeldOut(string text, string model) => Number(Regex.Match(text, $@"{model}, held out: ([\d.]+) nats").Groups[1]);
        Assert.Equal(HeldOut(three, "bigrams"), HeldOut(all, "bigrams"));
        Assert.True(HeldOut(three, "three letters") < HeldOut(three, "bigrams") - 0.05);
        Assert.True(HeldOut(all, "transformer") < HeldOut(three, "three letters"));
        Assert.All([three, all], text => Assert.InRange(Number(Regex.Match(text, @"(\d+) of 20 are new").Groups[1]), 10, 20));
    }

    [Fact]
    public async Task Every_gradient_by_hand_is_the_engines_and_keys_learn_no_bias()
    {
        string text = (await AnsweredLesson.Unanswered("10c-attention.cs")).Text;
        double[][] rows = Rows(text, "Gradients by hand, and how far the others are from them", 18);
        Assert.Contains("4331 parameters", text, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.True(row[^2] < 1e-15 && row[^1] < 1e-9));
        Assert.Single(rows, row => row[^3] < 1e-15);
    }

    [Fact]
    public async Task A_deep_sigmoid_network_learns_the_share_and_nothing_more_from_ten_starts()
    {
        string text = (await AnsweredLesson.Unanswered("10-why-deep-nets-were-hard.cs")).Text;
        double constant = Number(Regex.Match(text, @"the share of points inside, has the loss ([\d.]+)").Groups[1]);
        double[][] rows = Rows(text, "The loss after 800 steps, ten starts of each", 3);
        Assert.All(rows[0], loss => Assert.Equal(constant, loss, 4));
        Assert.True(rows[2][^1] < rows[0][^2], "relu learns from every start");
    }

    [Fact]
    public async Task Dead_units_wake_except_in_layer_1_where_leaky_relu_is_the_remedy()
    {
        string text = (await AnsweredLesson.Unanswered("10-why-deep-nets-were-hard.cs")).Text;
        foreach (double[] row in Rows(text, "Dead units of 600, relu", 4)) Assert.True(row[^1] > 0);
        double[][] unit = Rows(text, "One unit of layer 1", 4);
        Assert.Equal((unit[0][^2], 0), (unit[1][^2], unit[1][^1]));
        Assert.True(unit[2][^2] < 0 && unit[3][^2] > 0 && unit[2][^1] > 0);
    }

    [Fact]
    public async Task None_of_the_five_steps_changes_a_digit_and_another_order_does()
    {
        string text = (await AnsweredLesson.Unanswered("11-making-it-fast.cs")).Text;
        MatchCollection differences = Regex.Matches(text, @"largest difference (\S+)");
        Assert.Equal(Enumerable.Repeat("0e+0", 6), differences.Select(match => match.Groups[1].Value));
        Assert.NotEqual(Regex.Match(text, "one sum +(.+)").Groups[1].Value, Regex.Match(text, "four sums (.+)").Groups[1].Value);
    }

    [Fact]
    public async Task Slopes_that_the_derivations_need_are_measured_before()
    {
        foreach (double[] row in Rows((await AnsweredLesson.Unanswered("03-a-neuron-by-hand.cs")).Text, "e is its own slope", 3))
        {
            Assert.Equal(row[1], row[2], 1e-5 * row[1]);
            Assert.Equal(-1 / row[1], row[3], 1e-5 / row[1]);
        }
        foreach (double[] row in Rows((await AnsweredLesson.Unanswered("09-classification.cs")).Text, "The slope of ln u", 4)) Assert.Equal(row[1], row[2], 1e-5 * row[1]);
        Assert.Contains("the number 36, its slope 33\nnudged 33", (await AnsweredLesson.Unanswered("07-is-my-gradient-right.cs")).Text, StringComparison.Ordinal);
    }
}
