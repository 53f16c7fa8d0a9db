using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// The law of an update as formulas for any parameter θ, read off one run of it over recording numbers. A setting is a double to the law, which makes constants of it; here each has a
/// number of its own, by which its constants are known again, and so has t.
/// </summary>
internal sealed class UpdateLaw
{
    /// <summary>The letters of a parameter: of any.</summary>
    public const string Parameter = "theta";

    // No setting has this number; a law branches on t only at 1, where xᵗ is x.
    private const int Steps = 7;

    private static readonly Symbol Theta = Symbol.Alone(Parameter), Gradient = new(Parameter, Form.Gradient, "d" + Parameter), New = new(Parameter, Form.Updated, "new" + Parameter);

    private readonly Dictionary<string, Formula> advanced = [];

    // The settings are known by numbers that are apart by this.
    private UpdateLaw(Update update, double apart)
    {
        using Tape tape = Tape.Begin();
        var letters = new Dictionary<double, Address> { [Steps] = AddressBook.Number(Symbol.T) };
        foreach (UpdateSetting setting in update.Settings)
        {
            double known = 0.5 + letters.Count * apart;
            letters[known] = AddressBook.Number(Symbol.Alone(setting.Name));
            update = update.With(setting.Name, known);
        }
        var named = new Dictionary<Value, Address>();
        Value Named(Symbol symbol)
        {
            Value value = 0.25;
            named[value] = new(symbol);
            return value;
        }
        Value theta = Named(Theta), gradient = Named(Gradient), learningRate = Named(Symbol.Eta);
        Value[] states = [.. update.States.Select(state => Named(StateOf(state)))];
        var formulas = new FormulaBuilder(value => named.TryGetValue(value, out Address address) ? address : null);
        Formula Read(Value value) => (formulas.Of(value) ?? new Constant(value.Data)).WithLeaves(leaf => leaf is Constant && letters.TryGetValue(leaf.Number, out Address letter) ? new Variable(letter, leaf.Number) : leaf);

        update.Advance(gradient, states);
        for (int s = 0; s < states.Length; s++)
        {
            states[s] = Value.Name(states[s]);
            advanced[update.States[s]] = Read(states[s]);
            named[states[s]] = new(StateOf(update.States[s]));
        }
        Stepped = Read(update.Step(theta, gradient, states, learningRate, Steps));
    }

    /// <summary>The law; null where it cannot be read, since it computes with its settings before it makes numbers of them.</summary>
    public static UpdateLaw? Of(Update update)
    {
        UpdateLaw law = new(update, 1.0 / 128), again = new(update, 1.0 / 131);
        return law.Formulas.Select(Text).SequenceEqual(again.Formulas.Select(Text)) ? law : null;
    }

    private IEnumerable<Formula> Formulas => advanced.Values.Append(Stepped);

    private static string Text(Formula formula) => AsciiPrinter.Instance.Print(formula);

    /// <summary>The new parameter.</summary>
    public Formula Stepped { get; }

    /// <summary>θ.</summary>
    public static Address Any => new(Theta);

    /// <summary>∂L/∂θ.</summary>
    public static Address Slope => new(Gradient);

    /// <summary>The address of the new parameter.</summary>
    public static Address Updated => new(New);

    /// <summary>A state from the gradient and from what it was.</summary>
    public Formula Advanced(string state) => advanced[state];

    /// <summary>The address of a state of any parameter.</summary>
    public static Address State(string state) => new(StateOf(state));

    private static Symbol StateOf(string state) => new(Parameter, Form.State, state + Parameter);
}
