using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Tests.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing.Printed;
using Chainrule.Tests.Layers;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>What an update keeps has addresses, formulas and prose like everything else.</summary>
public class UpdateStoryTests
{
    private static Recording Adam { get; } = Recording.Of(Samples.Updated("mazur", Update.Adam));

    private static string[] Lines(Story story) => [.. TextRenderer.Render(story, Notation.All[0]).Select(line => line.ToString())];

    [Theory]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("nesterov")]
    [InlineData("adagrad")]
    [InlineData("rmsprop")]
    [InlineData("adamw")]
    public void The_chapter_of_an_update_reads_as_stored(string update)
    {
        Recording recording = Recording.Of(Samples.Updated("mazur", Update.Named(update)));
        Golden.Check(Lines(StoryTeller.Tell(recording, Notation.All[0], "A step")).SkipWhile(line => line != "Update: a step downhill"), $"mazur.{update}.txt");
    }

    [Fact]
    public void A_new_weight_is_told_through_what_Adam_keeps()
    {
        Assert.Equal(["W1[0,1]", "eta", "mW1[0,1]", "beta1", "t", "vW1[0,1]", "beta2", "epsilon"], Adam.FormulaOf(Adam.Book.Parse("newW1[0,1]"))!.Addresses().Select(each => each.ToString()));
        Assert.Equal(["beta1", "dW1[0,1]"], Adam.FormulaOf(Adam.Book.Parse("mW1[0,1]"))!.Addresses().Select(each => each.ToString()));
        string[] why = Lines(WhyTeller.Tell(Adam, Adam.Book.Parse("mW1[0,1]"), 1));
        Assert.Contains("  mW1[0,1]   m(w¹₀₁) = β₁·0 + (1 − β₁) · ∂L/∂w¹₀₁   (m was 0)", why);
        Assert.Contains(why, line => line.EndsWith("= 0.9·0 + (1 − 0.9)·0.000877135", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MW1[0,1]", "mW1[0,1]")]
    [InlineData("vb2[1]", "vb2[1]")]
    [InlineData("T", "t")]
    [InlineData("Beta1", "beta1")]
    [InlineData("epsilon", "epsilon")]
    public void An_address_of_an_update_is_read_in_any_case(string typed, string meant) => Assert.Equal(meant, Adam.Book.Parse(typed).ToString());

    [Theory]
    [InlineData("mW1[0,2]", "there is no mW1[0,2]: they go from mW1[0,0] to mW1[1,1]")]
    [InlineData("t1", "there is no t1: t has no layer, and there is only t")]
    [InlineData("t[0]", "there is no t[0]: there is only t")]
    [InlineData("uW1[0,0]", "\"uW1[0,0]\" is not an address")]
    public void An_address_which_the_update_has_not_is_answered(string typed, string message) =>
        Assert.StartsWith(message, Assert.Throws<ProblemException>(() => Adam.Book.Parse(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void Gradient_descent_has_neither_states_nor_settings_nor_t()
    {
        var book = new AddressBook(Examples.Named("mazur").Problem);
        Assert.Equal([Symbol.Eta], book.Alone);
        Assert.All((string[])["t", "mW1[0,0]", "beta1"], typed => Assert.Throws<ProblemException>(() => book.Parse(typed)));
    }

    [Fact]
    public void Where_biases_stay_nothing_is_kept_beside_them()
    {
        Problem problem = Samples.Updated("mazur", Update.Adam);
        Recording recording = Recording.Of(new(problem.Network, problem.Batch, problem.LearningRate, updateBiases: false, problem.Update));
        Assert.Equal(0.35, recording[recording.Book.Parse("newb1[0]")]);
        Assert.Equal("mW1[0,0]", recording.Book.Parse("mW1[0,0]").ToString());
        Assert.Throws<ProblemException>(() => recording.Book.Parse("mb1[0]"));
        Assert.NotEmpty(Lines(StoryTeller.Tell(recording, Notation.All[0], "A step")));
    }

    public static TheoryData<string, string> KindsAndUpdates
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (LayerKind kind in LayerKind.All)
                foreach (Update update in Update.All.Where(each => each.States.Count > 0)) data.Add(kind.Name, update.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndUpdates))]
    public void Every_address_of_every_kind_is_one_of_its_own_and_reads_back(string kind, string update)
    {
        Problem random = RandomLayers.Of(LayerKind.Named(kind), 1), problem = new(random.Network, random.Batch, 0.01, update: Update.Named(update));
        Recording recording = Recording.Of(problem);
        Address[] all = [.. recording.Book.All()];
        Assert.Equal(all.Length, all.Select(each => each.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (Address address in all)
        {
            Assert.Equal(address, recording.Book.Parse($"{address}"));
            Assert.Equal(address.IsGiven, recording.FormulaOf(address) is null);
            Assert.NotEmpty(Lines(WhyTeller.Tell(recording, address, 2)));
        }
        PrintedEquationTests.AssertHold(problem, Notation.All);
    }

    [Theory]
    [MemberData(nameof(UpdateRecordingTests.Updates), MemberType = typeof(UpdateRecordingTests))]
    public void The_law_as_it_is_printed_gives_what_the_update_computes(string name)
    {
        Update update = Update.Named(name);
        foreach (Notation notation in Notation.All) AssertLaw(update, UpdateLaw.Of(update)!, notation);
    }

    [Fact]
    public void The_law_of_another_update_would_be_noticed() =>
        Assert.ThrowsAny<Exception>(() => AssertLaw(Update.Adam, UpdateLaw.Of(Update.Adam.With("beta1", 0.5))!, Notation.All[0], Update.Adam.With("beta1", 0.8)));

    // Its setting is squared before it is a number of the step, so no letter stands for what comes of it.
    private readonly record struct Squaring(double Share) : IUpdate<Squaring>
    {
        public static string Name => "squaring";

        public static IReadOnlyList<string> States { get; } = ["u"];

        public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("share", 0.75)];

        public static Squaring Of(ReadOnlySpan<double> settings) => new(settings[0]);

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => state[0] = (T)(Share * Share) * state[0] + gradient;

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
        {
        }

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> => parameter - learningRate * state[0];
    }

    [Fact]
    public void A_law_that_cannot_be_read_with_letters_is_told_as_it_was_recorded()
    {
        Assert.Null(UpdateLaw.Of(new Update<Squaring>()));
        Problem problem = Samples.Updated("mazur", new Update<Squaring>());
        Recording recording = Recording.Of(problem);
        Assert.Contains("  uW1[0,1]   u(w¹₀₁) = 0.5625·0 + ∂L/∂w¹₀₁   (u was 0)", Lines(WhyTeller.Tell(recording, recording.Book.Parse("uW1[0,1]"), 1)));
        PrintedEquationTests.AssertHold(problem, Notation.All);
    }

    // In the third step, where something has been kept and t is no longer 1.
    private static void AssertLaw(Update update, UpdateLaw law, Notation notation, Update? computed = null)
    {
        const double parameter = 0.7, gradient = -0.3, learningRate = 0.25;
        const int t = 3;
        F64[] states = [.. update.States.Select((_, s) => (F64)(0.4 / (s + 1)))];
        var printer = new TextPrinter(notation);
        var letters = new Dictionary<string, Bounded>();
        void Let(Address address, double number) => letters[printer.Variable(address)] = number;
        double Compute(Formula formula) => Calculator.Compute(FormulaReader.Read(printer.Print(formula), new(letters.Keys), Calculator.All), Calculator.Exact, letter => letters[letter]).Number;

        Let(UpdateLaw.Any, parameter);
        Let(UpdateLaw.Slope, gradient);
        Let(new(Symbol.Eta), learningRate);
        Let(new(Symbol.T), t);
        foreach (UpdateSetting setting in update.Settings) Let(AddressBook.Number(Symbol.Alone(setting.Name)), setting.Value);
        for (int s = 0; s < states.Length; s++) Let(UpdateLaw.State(update.States[s]), states[s].Number);

        double[] advanced = [.. update.States.Select(state => Compute(law.Advanced(state)))];
        (computed ?? update).Advance<F64>(gradient, states);
        Assert.Equal(states.Select(each => each.Number), advanced, (a, b) => Math.Abs(a - b) < 1e-15);
        for (int s = 0; s < states.Length; s++) Let(UpdateLaw.State(update.States[s]), states[s].Number);
        Assert.Equal((computed ?? update).Step<F64>(parameter, gradient, states, learningRate, t).Number, Compute(law.Stepped), 1e-14);
    }
}
