using System.Reflection;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Tests.Rules;

public class ListTests
{
    [Fact]
    public void Every_law_of_a_list_has_a_property_of_its_own_name()
    {
        Same(Activation.All, each => each.Name);
        Same(Loss.All, each => each.Name);
        Same(Update.All, each => each.Name);
        Same(Initializer.All, each => each.Name);
    }

    private static void Same<L>(IReadOnlyList<L> all, Func<L, string> name) where L : class
    {
        (string, L?)[] properties = [.. typeof(L).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(each => each.PropertyType == typeof(L)).Select(each => (each.Name.ToUpperInvariant(), (L?)each.GetValue(null)))];
        Assert.Equal(all.Select(each => (name(each).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(), (L?)each)), properties);
    }
}
