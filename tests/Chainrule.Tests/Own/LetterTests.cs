using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing;
using Chainrule.Tests.Layers;

namespace Chainrule.Tests.Own;

/// <summary>Letters of quantities, states and settings: an address names one number and no other.</summary>
public class LetterTests
{
    [Theory]
    [InlineData("L", "names the loss")]
    [InlineData("l", "names the loss")]
    [InlineData("x", "names the inputs")]
    [InlineData("y", "names the targets")]
    [InlineData("t", "names the number of the step")]
    [InlineData("Eta", "names the learning rate")]
    [InlineData("theta", "names any parameter")]
    [InlineData("", "got \"\", wanted letters")]
    [InlineData("newg", "wanted letters")]
    [InlineData("d", "wanted letters")]
    [InlineData("g1", "wanted letters")]
    [InlineData("abcdefghijklmnopq", "17 letters, wanted at most 16")]
    public void A_quantity_may_not_have_letters_that_are_taken(string letter, string message)
    {
        string said = Assert.Throws<ArgumentException>(() => new OwnScale([2, -0.5]) { Letter = letter }.Problem()).Message;
        Assert.StartsWith("layers[0]: ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_whose_setting_has_the_letters_of_a_quantity_is_refused_beside_it()
    {
        OwnScale layer = new([2, -0.5]) { Letter = "mu" };
        _ = layer.Problem();
        Assert.StartsWith("update: the setting \"mu\" of momentum has the letters of mu1", Assert.Throws<ProblemException>(() => layer.Problem(Update.Momentum)).Message, StringComparison.Ordinal);
        Assert.Contains("\"beta1\" of adam has the letters of beta1", Assert.Throws<ProblemException>(() => new OwnScale([2, -0.5]) { Letter = "beta" }.Problem(Update.Adam)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_whose_state_would_have_the_address_of_a_quantity_is_refused_beside_it()
    {
        OwnScale layer = new([2, -0.5]) { Output = "vg" };
        _ = layer.Problem();
        Assert.Contains("would be called vg1, as is vg1 of layer 1", Assert.Throws<ProblemException>(() => layer.Problem(Update.Momentum)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_built_in_layer_has_a_letter_of_a_built_in_update()
    {
        foreach (LayerKind kind in LayerKind.All)
            foreach (Update update in Update.All)
            {
                Problem problem = RandomLayers.Of(kind, 0);
                _ = new Problem(problem.Network, problem.Batch, update: update);
            }
    }

    [Theory]
    [InlineData("L", "names the loss")]
    [InlineData("x", "names the inputs")]
    [InlineData("d", "wanted letters")]
    [InlineData("", "wanted letters")]
    [InlineData("v1", "wanted letters")]
    [InlineData("newer", "wanted letters")]
    [InlineData(null, "state 0 is null")]
    public void A_state_may_not_have_letters_that_are_taken(string? state, string message) => Refused(message, [state!], []);

    [Theory]
    [InlineData("L", "names the loss")]
    [InlineData("t", "names the number of the step")]
    [InlineData("eta", "names the learning rate")]
    [InlineData("x", "names the inputs")]
    [InlineData("", "wanted a letter")]
    [InlineData("a b", "wanted a letter")]
    [InlineData("name", "the key of the update's name")]
    public void A_setting_may_not_have_a_name_that_is_taken(string setting, string message) => Refused(message, [], [UpdateSetting.Share(setting, 0.5)]);

    [Fact]
    public void States_and_settings_differ_and_are_there()
    {
        Refused("got \"V\" twice", ["v", "V"], []);
        Refused("got \"mu\" twice", [], [UpdateSetting.Share("mu", 0.5), UpdateSetting.Share("mu", 0.5)]);
        Refused("as a state and as a setting", ["v"], [UpdateSetting.Share("V", 0.5)]);
        Refused("got 5, wanted a number from 0 to below 1", [], [UpdateSetting.Share("mu", 5)]);
        Refused("setting 0 is null", [], [null!]);
        Refused("States is null", null!, []);
        Refused("Settings is null", [], null!);
        Refused("update \"Odd\" of yours wants a name in kebab-case", [], [], "Odd");
        Refused("update null of yours wants a name", [], [], null);
    }

    [Fact]
    public void An_update_that_reads_a_state_which_is_not_there_is_told_so() => Refused("reads a state or a setting that is not there: it has 1 states", ["v"], [], reads: 1);

    // One test at a time says what the law has; tests of a class run one after the other.
    private static void Refused(string message, IReadOnlyList<string> states, IReadOnlyList<UpdateSetting> settings, string? name = "odd", int reads = -1)
    {
        (Odd.NameToHave, Odd.StatesToHave, Odd.SettingsToHave, Odd.Reads) = (name!, states, settings, reads);
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new Update<Odd>()).Message, StringComparison.Ordinal);
    }

    private readonly struct Odd : IUpdate<Odd>
    {
        internal static string NameToHave = "odd";

        internal static IReadOnlyList<string> StatesToHave = [];

        internal static IReadOnlyList<UpdateSetting> SettingsToHave = [];

        internal static int Reads = -1;

        public static string Name => NameToHave;

        public static IReadOnlyList<string> States => StatesToHave;

        public static IReadOnlyList<UpdateSetting> Settings => SettingsToHave;

        public static Odd Of(ReadOnlySpan<double> settings) => default;

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
        {
            if (Reads >= 0) state[Reads] = gradient;
        }

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
        {
        }

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> => parameter - learningRate * gradient;
    }
}
