using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Chainrule.Cli.Tests.Docs;

namespace Chainrule.Cli.Tests.Architecture;

/// <summary>The order of the rooms, read from CONTRIBUTING.md.</summary>
public partial class RoomTests
{
    // Two rooms that use each other, which nobody could understand one after the other. A line may leave this list and none may come.
    private static readonly string[] KnownCircles =
    [
        // Wanted: the list of all activations, losses or updates names each of them, and each is an activation, a loss or an update.
        // Likewise the list of all generators.
        "Chainrule.Data <-> Chainrule.Data.Generators",
        "Chainrule.Rules <-> Chainrule.Rules.Activations",
        "Chainrule.Rules <-> Chainrule.Rules.Losses",
        "Chainrule.Rules <-> Chainrule.Rules.Updates",
    ];

    private static readonly string House = Regex.Match(Repository.Text("CONTRIBUTING.md"), @"## The house\n+(.*?)\n\n", RegexOptions.Singleline).Groups[1].Value;

    private static readonly string[] Projects = [.. ProjectName().Matches(House).Select(match => match.Groups[1].Value)];

    // What stands in parentheses behind the engine's name.
    private static readonly string[] Engine = Regex.Match(House, @"`Chainrule` \(([^)]*)\)").Groups[1].Value.Split(", ");

    public static TheoryData<string> Assemblies => [.. Projects];

    [Fact]
    public void The_list_of_rooms_names_every_project_that_is_built_here() =>
        Assert.Equal(Projects.Order(), Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order());

    [Theory, MemberData(nameof(Assemblies))]
    public void A_project_uses_only_those_above_it(string project)
    {
        IEnumerable<string> used = Assembly.Load(project).GetReferencedAssemblies().Select(each => each.Name!).Where(name => name.StartsWith("Chainrule", StringComparison.Ordinal));
        Assert.Empty(used.Except(Projects.TakeWhile(each => each != project)));
    }

    [Fact]
    public void A_room_of_the_engine_uses_only_those_above_it()
    {
        var wrong = from use in Uses(Assembly.Load("Chainrule"))
                    let own = Array.IndexOf(Engine, use.From.Split('.')[1])
                    let other = Array.IndexOf(Engine, use.To.Split('.')[1])
                    where own < 0 || other > own
                    select use;
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_two_rooms_use_each_other() => Assert.Equal(KnownCircles.Order(), Projects.SelectMany(project => CirclesOf(Uses(Assembly.Load(project)))).Order());

    [Fact]
    public void A_circle_would_be_noticed_and_a_ladder_is_none()
    {
        Assert.Equal(["A <-> B", "A <-> C", "B <-> C"], CirclesOf([new("A", "B", ""), new("B", "C", ""), new("C", "A", "")]).Order());
        Assert.Empty(CirclesOf([new("C", "B", ""), new("B", "A", ""), new("C", "A", "")]));
    }

    [Theory]
    [InlineData(typeof(StringBuilder), "made in a body")]
    [InlineData(typeof(Encoder), "an argument of a generic call in a lambda")]
    [InlineData(typeof(Rune), "in an array in a signature")]
    [InlineData(typeof(Match), "a constraint")]
    [InlineData(typeof(Group), "in an attribute")]
    public void A_type_is_found_wherever_it_is_used(Type used, string where) =>
        Assert.True(typeof(User).GetNestedTypes(BindingFlags.NonPublic).Append(typeof(User)).SelectMany(UsedTypes.Of).Contains(used), where);

    private sealed record Use(string From, string To, string By);

    private static List<Use> Uses(Assembly assembly) =>
    [
        .. from type in assembly.GetTypes()
           where IsRoom(type)
           from used in UsedTypes.Of(type)
           where used.Assembly == assembly && IsRoom(used) && used.Namespace != type.Namespace
           select new Use(type.Namespace!, used.Namespace!, $"{type} uses {used}"),
    ];

    // Not what compilers and generators add.
    private static bool IsRoom(Type type) => type.Namespace?.StartsWith("Chainrule", StringComparison.Ordinal) == true;

    // Every pair of which one uses the other, and the other comes back to it by any way.
    private static IEnumerable<string> CirclesOf(IReadOnlyCollection<Use> uses)
    {
        ILookup<string, string> used = uses.ToLookup(use => use.From, use => use.To);
        return uses.Where(use => Reaches(used, use.To, use.From)).Select(use => string.Join(" <-> ", new[] { use.From, use.To }.Order())).Distinct();
    }

    private static bool Reaches(ILookup<string, string> used, string from, string to)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([from]);
        while (open.TryPop(out string? at))
            if (seen.Add(at))
                foreach (string next in used[at]) open.Push(next);
        return seen.Contains(to);
    }

    [GeneratedRegex(@"`(Chainrule[\w.]*)`")]
    private static partial Regex ProjectName();

    [System.Diagnostics.DebuggerTypeProxy(typeof(Group))]
    private static class User
    {
        internal static object Body() => new StringBuilder();

        internal static Func<object> Lambda() => () => Array.Empty<Encoder>();

        internal static void Signature(Rune[] _) { }

        internal static void Constraint<T>() where T : Match { }
    }
}
