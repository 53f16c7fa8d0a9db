using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>
/// The letters of an update beside those of a network: each is good by itself (see <see cref="Letters"/>), and yet the two may name one thing. An address must name one number and no other.
/// </summary>
internal static class Clashes
{
    /// <exception cref="ProblemException">A state or a setting of the update would have an address that something else has.</exception>
    internal static void Check(Plan plan, Update update)
    {
        Quantity[] all = [.. plan.Quantities.Where(each => !each.IsCopy && each != plan.Loss.Examples)];
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Quantity each in all)
            foreach (string name in NamesOf(each)) named.TryAdd(name, $"{name} of layer {each.Layer}");
        foreach (UpdateSetting setting in update.Settings)
        {
            if (named.TryGetValue(setting.Name, out string? what) || all.Any(each => IsOf(each, setting.Name, out what)))
                throw new ProblemException($"update: the setting \"{setting.Name}\" of {update} has the letters of {what}; give one of them other letters, since an address names one number");
        }
        foreach (Quantity parameter in plan.Parameters)
            foreach (string state in update.States)
            {
                string name = state + parameter.Letter + parameter.Layer;
                if (named.TryGetValue(name, out string? what))
                    throw new ProblemException($"update: what {update} keeps beside {parameter} as its {state} would be called {name}, as is {what}; give the quantity other letters, since an address names one number");
            }
    }

    private static IEnumerable<string> NamesOf(Quantity each)
    {
        string layer = each.Layer > 0 ? $"{each.Layer}" : "";
        yield return each.Letter + layer;
        if (each.Role != Role.Given) yield return each.GradientLetter + layer;
        if (each.Role == Role.Parameter) yield return $"new{each.Letter}{layer}";
    }

    private static bool IsOf(Quantity quantity, string letters, out string? what)
    {
        what = $"{quantity} of layer {quantity.Layer}";
        return quantity.Letter.Equals(letters, StringComparison.OrdinalIgnoreCase);
    }
}
