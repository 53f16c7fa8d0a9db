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
    [InlineData("nesterov", 0.9905, 0.9912, 0.987205, 0.9657345, 0.97441105, 0.958969945, 0.9461229505, 0.94866065545, 0.941744589905, 0.9363701309144999)]
    [InlineData("adagrad", 0.990000000002, 0.9944721359561995, 0.9922899570542206, 0.9836127387422273, 0.9901665941059501, 0.9857553063736467, 0.9840176352473273, 0.9873003820492762, 0.9862126260274047, 0.9859407875167685)]
    [InlineData("rmsprop", 0.968377225398316, 0.9831214201442406, 0.9755750566939092, 0.9472560742197429, 0.9689632018092691, 0.953880074284963, 0.9476453010294679, 0.9597826455927668, 0.9555562768485569, 0.9544432210145649)]
    [InlineData("adamw", 0.9899000002, 0.9871376398707646, 0.9836346347276583, 0.9771073521660513, 0.9764836787176268, 0.9736742618934372, 0.9703637986125919, 0.969221677865473, 0.9676697958474596, 0.966142973066119)]
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
        // Weight decay is there to move it.
        double decay = update.Settings.FirstOrDefault(each => each.Name == "lambda")?.Value ?? 0;
        Assert.Equal(1.5 - 0.1 * decay * 1.5, update.Step<F64>(1.5, 0.0, state, 0.1, 1).Number, 1e-15);
    });

    // The paper's own text, with a position and a speed, on a valley whose gradient it takes ahead of the position: the network's parameter is that point.
    [Fact]
    public void Nesterov_walks_where_Sutskevers_look_ahead_is()
    {
        const double mu = 0.9, rate = 0.05;
        double position = 1, speed = 0;
        F64 parameter = 1.0;
        var v = new F64[1];
        for (int t = 1; t <= 50; t++)
        {
            speed = mu * speed - rate * Slope(position + mu * speed);
            position += speed;
            F64 gradient = Slope(parameter.Number);
            Update.Nesterov.Advance(gradient, v.AsSpan());
            parameter = Update.Nesterov.Step(parameter, gradient, v, (F64)rate, t);
            Assert.Equal(position + mu * speed, parameter.Number, 1e-13);
        }

        static double Slope(double at) => 3 * at + at * at * at;
    }

    // g = 3, then 4: s = 9, then 25, so the steps are η·3/3 and η·4/5, but for ε.
    [Fact]
    public void Two_steps_of_AdaGrad_are_those_by_hand()
    {
        var s = new F64[1];
        Update.AdaGrad.Advance<F64>(3.0, s);
        Assert.Equal(0.9, Update.AdaGrad.Step<F64>(1.0, 3.0, s, 0.1, 1).Number, 1e-11);
        Update.AdaGrad.Advance<F64>(4.0, s);
        Assert.Equal(25, s[0].Number);
        Assert.Equal(0.82, Update.AdaGrad.Step<F64>(0.9, 4.0, s, 0.1, 2).Number, 1e-11);
    }

    // g = 2, ρ = 0.75: v = 0.25·4 = 1, and θ = 1 − 0.1·2/1. Then g = −1: v = 0.75 + 0.25 = 1 again.
    [Fact]
    public void Two_steps_of_RMSProp_are_those_by_hand()
    {
        Update update = Update.RmsProp.With("rho", 0.75);
        var v = new F64[1];
        update.Advance<F64>(2.0, v);
        Assert.Equal(0.8, update.Step<F64>(1.0, 2.0, v, 0.1, 1).Number, 1e-8);
        update.Advance<F64>(-1.0, v);
        Assert.Equal(1, v[0].Number);
        Assert.Equal(0.9, update.Step<F64>(0.8, -1.0, v, 0.1, 2).Number, 1e-8);
    }

    // Beside Adam's step goes 0.1·0.01·2 = 0.002, whatever the gradients have been.
    [Theory, InlineData(0.5), InlineData(1e-3), InlineData(-100)]
    public void AdamW_is_Adam_and_a_part_of_the_parameter(double gradient)
    {
        var state = new F64[2];
        Update.Adam.Advance<F64>(gradient, state);
        double adam = Update.Adam.Step<F64>(2.0, gradient, state, 0.1, 1).Number;
        Assert.Equal(adam - 0.002, Update.AdamW.Step<F64>(2.0, gradient, state, 0.1, 1).Number, 1e-15);
        Assert.Equal(adam, Update.AdamW.With("lambda", 0).Step<F64>(2.0, gradient, state, 0.1, 1).Number, 1e-15);
    }

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
