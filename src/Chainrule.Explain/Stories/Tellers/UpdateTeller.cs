using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Tells of one update, before its numbers. Without a teller of its own an update is its law: what this class does.</summary>
internal class UpdateTeller
{
    /// <summary>Why the update is as it is, and its law.</summary>
    public virtual void Tell(Telling telling)
    {
        Update update = telling.Update;
        string kept = update.States.Count == 0 ? "" : $" It keeps {string.Join(" and ", update.States)} beside each, 0 before the first step.";
        telling.Say("The gradient points the way the loss grows. How far each parameter ", UpdateLaw.Any, $" moves the other way, the update {update} says.{kept}");
        foreach (string state in update.States) State(telling, state);
        Step(telling);
    }

    /// <summary>What the update keeps as this state, in words, or null.</summary>
    public virtual string? WordsFor(string state) => null;

    /// <summary>What a setting is, in words, or null.</summary>
    public virtual string? WordsForSetting(string name) => null;

    /// <summary>How a state comes about, for any parameter.</summary>
    protected static void State(Telling telling, string state) => Becomes(telling, UpdateLaw.State(state), telling.Law?.Advanced(state));

    /// <summary>How any parameter moves.</summary>
    protected static void Step(Telling telling) => Becomes(telling, UpdateLaw.Updated, telling.Law?.Stepped);

    private static void Becomes(Telling telling, Address left, Formula? right)
    {
        if (right is not null) telling.Blocks.Add(new Equation(null, new Letter(left), [new Step(new Written(right)) { Relation = "←" }]));
    }

    /// <summary>A number of the step that is of no quantity: a setting, or t.</summary>
    protected static Address Number(string name) => AddressBook.Number(Symbol.Alone(name));

    /// <summary>What a setting is here.</summary>
    protected static double Setting(Telling telling, string name) => telling.Update.Settings.First(each => each.Name == name).Value;
}
