using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Updates;

namespace Chainrule.Tests.Rules;

public class UpdateTests
{
    public static TheoryData<string> Names => [.. Update.All.Select(each => each.Name)];

    [Fact]
    public void Every_update_has_an_oracle_and_a_wrong_twin()
    {
        Assert.Equal(Update.All.Select(each => each.Name), UpdateOracle.Names);
        Assert.Equal(Update.All.Select(each => each.Name), WrongUpdates.All.Select(each => each.Name).Distinct());
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_update_is_what_its_whole_history_says(string name) => Assert.Empty(UpdateOracle.Wrong(Update.Named(name)));

    [Fact]
    public void Every_wrong_twin_is_rejected() => Assert.All(WrongUpdates.All, wrong => Assert.NotEmpty(UpdateOracle.Wrong(wrong)));

    // From Python, with sums over the history in decimals of 60 digits; the settings are the doubles nearest to 0.9, 0.999 and 1e-8.
    [Theory]
    [InlineData("adam", 0.9900000002, 0.9873366298707846, 0.9839323384916654, 0.9775034193935311, 0.9769774566803232, 0.9742656882240054, 0.9710525923693495, 0.9700075080020918, 0.968552548151865, 0.967122492350109)]
    [InlineData("momentum", 0.995, 0.993, 0.98995, 0.977205, 0.9757345, 0.96691105, 0.955969945, 0.9521229505, 0.94666065545, 0.941244589905)]
    public void Ten_steps_with_the_default_settings_are_those_of_a_second_implementation(string name, params double[] wanted)
    {
        double[] gradients = [0.5, -0.25, 0.125, 1, -1, 0.75, 0.3, -0.6, 0.2, 0.05];
        Update update = Update.Named(name);
        var state = new Bounded[update.States.Count];
        Bounded parameter = 1.0;
        for (int t = 1; t <= wanted.Length; t++)
        {
            update.Advance<Bounded>(gradients[t - 1], state);
            parameter = update.Step<Bounded>(parameter, gradients[t - 1], state, 0.01, t);
            Assert.True(Math.Abs(parameter.Number - wanted[t - 1]) <= parameter.Error + Bounded.Roundoff, $"step {t}: {parameter}, wanted {wanted[t - 1]}");
        }
    }

    // g = 0.5: m = 0.05, v = 0.00025, so m̂ = 0.5, v̂ = 0.25 and θ = 1 − 0.1·0.5/(0.5 + 1e-8). Then g = −0.5: m = −0.005, v = 0.00049975, m̂ = −0.005/0.19, v̂ = 0.00049975/0.001999 = 0.25.
    [Fact]
    public void Two_steps_of_Adam_are_those_by_hand()
    {
        var state = new F64[2];
        Update.Adam.Advance<F64>(0.5, state);
        Assert.Equal([0.05, 0.00025], state.Select(each => each.Number), Near);
        F64 first = Update.Adam.Step<F64>(1.0, 0.5, state, 0.1, 1);
        Assert.Equal(1 - 0.05 / (0.5 + 1e-8), first.Number, 1e-15);
        Update.Adam.Advance<F64>(-0.5, state);
        Assert.Equal([-0.005, 0.00049975], state.Select(each => each.Number), Near);
        Assert.Equal(first.Number + 0.1 * (0.005 / 0.19) / (0.5 + 1e-8), Update.Adam.Step<F64>(first, -0.5, state, 0.1, 2).Number, 1e-15);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-16;

    // η·g/(|g| + ε): shorter than η by the part ε/|g|.
    [Theory, InlineData(1e3), InlineData(-1), InlineData(0.02), InlineData(-1e-4)]
    public void The_first_step_of_Adam_is_as_long_as_the_rate(double gradient)
    {
        var state = new Bounded[2];
        Update.Adam.Advance<Bounded>(gradient, state);
        Bounded step = Update.Adam.Step<Bounded>(0.0, gradient, state, 0.25, 1);
        Assert.Equal(-Math.Sign(gradient), Math.Sign(step.Number));
        Assert.InRange(Math.Abs(step.Number), 0.25 * (1 - 1e-8 / Math.Abs(gradient)) - step.Error, 0.25 + step.Error);
    }

    [Fact]
    public void Momentum_sums_a_gradient_that_stays_to_its_tenfold()
    {
        var v = new F64[1];
        for (int t = 0; t < 500; t++) Update.Momentum.Advance<F64>(1.0, v);
        Assert.Equal(10, v[0].Number, 1e-12);
    }

    [Fact]
    public void Momentum_that_keeps_nothing_is_gradient_descent()
    {
        var v = new F64[] { 3.0 };
        Update none = Update.Momentum.With("mu", 0);
        none.Advance<F64>(0.7, v);
        Assert.Equal(GradientDescent.Step<F64>(1.1, 0.7, 0.3), none.Step<F64>(1.1, 0.7, v, 0.3, 1));
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_where_it_is() => Assert.All(Update.All, update =>
    {
        var state = new F64[update.States.Count];
        update.Advance<F64>(0.0, state);
        Assert.Equal(1.5, update.Step<F64>(1.5, 0.0, state, 0.1, 1).Number);
    });

    [Fact]
    public void Letters_of_states_name_no_other_number() => Assert.All(Update.All, update =>
    {
        Assert.Equal(update.States.Count, update.States.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(update.States, state => Assert.True(state.All(char.IsAsciiLetter) && state[0] is not 'd' and not 'D' && !state.StartsWith("new", StringComparison.OrdinalIgnoreCase)));
    });

    [Fact]
    public void Two_updates_with_the_same_settings_are_equal()
    {
        Assert.Equal(Update.Adam, Update.Adam.With("beta1", 0.5).With("beta1", 0.9));
        Assert.NotEqual(Update.Adam, Update.Adam.With("beta1", 0.5));
        Assert.NotEqual(Update.Momentum, Update.GradientDescent);
    }

    [Theory]
    [InlineData("beta1", 1, "beta1: got 1, wanted a number from 0 to below 1 such as 0.9")]
    [InlineData("beta2", -0.1, "beta2: got -0.1, wanted a number from 0 to below 1 such as 0.999")]
    [InlineData("epsilon", 0, "epsilon: got 0, wanted a positive number such as 1E-08")]
    [InlineData("beta2", double.NaN, "beta2: got NaN, wanted a number from 0 to below 1 such as 0.999")]
    [InlineData("beta", 0.9, "unknown setting of adam \"beta\": did you mean \"beta1\"? There are: beta1, beta2, epsilon")]
    public void Settings_are_known_and_within_their_range(string setting, double value, string message) =>
        Assert.Equal(message, Assert.Throws<ProblemException>(() => Update.Adam.With(setting, value)).Message);

    [Fact]
    public void States_are_as_many_as_the_update_has()
    {
        Assert.Throws<ArgumentException>(() => Update.Adam.Advance<F64>(1.0, new F64[1]));
        Assert.Throws<ArgumentException>(() => Update.Adam.Step<F64>(1.0, 1.0, new F64[3], 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Update.Adam.Step<F64>(1.0, 1.0, new F64[2], 0.1, 0));
    }
}
