using System.Globalization;
using System.Text.Json;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public sealed class SchemaTests : IDisposable
{
    private readonly JsonDocument schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot(), "docs", "network.schema.json")));

    public void Dispose() => schema.Dispose();

    private static string RepositoryRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Chainrule.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private JsonElement Whole => schema.RootElement;

    private JsonElement Definition(string name) => Whole.GetProperty("$defs").GetProperty(name);

    private static IEnumerable<string> Keys(JsonElement type) => type.GetProperty("properties").EnumerateObject().Select(each => each.Name);

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString());

    private static JsonElement Property(JsonElement type, string name) => type.GetProperty("properties").GetProperty(name);

    [Fact]
    public void The_names_in_the_schema_are_those_of_the_engine()
    {
        Assert.Equal(Activation.All.Select(each => each.Name), Texts(Property(Definition("layer"), "activation").GetProperty("enum")));
        Assert.Equal(Loss.All.Select(each => each.Name), Texts(Property(Whole, "loss").GetProperty("enum")));
        Assert.Equal(NetworkFile.Reductions, Texts(Property(Whole, "reduction").GetProperty("enum")));
    }

    [Fact]
    public void The_updates_in_the_schema_are_those_of_the_engine_with_their_settings()
    {
        JsonElement[] forms = [.. Property(Whole, "update").GetProperty("anyOf").EnumerateArray()];
        Assert.Equal(Update.All.Select(each => each.Name), Texts(forms[0].GetProperty("enum")));
        Assert.Equal(Update.All.Count, forms.Length - 1);
        foreach ((Update update, JsonElement form) in Update.All.Zip(forms.Skip(1)))
        {
            Assert.Equal(update.Name, Property(form, "name").GetProperty("const").GetString());
            Assert.Equal(update.Settings.Select(each => each.Name).Prepend("name"), Keys(form));
            Assert.All(update.Settings, each => Assert.Equal(each.Value, Property(form, each.Name).GetProperty("default").GetDouble()));
            Assert.All(update.Settings, each => Assert.Equal(each.IsShare, Property(form, each.Name).TryGetProperty("exclusiveMaximum", out _)));
        }
    }

    [Fact]
    public void The_keys_in_the_schema_are_those_of_the_reader()
    {
        Assert.Equal(NetworkFile.Keys, Keys(Whole));
        Assert.Equal(NetworkFile.LayerKeys, Keys(Definition("layer")));
        Assert.Equal(NetworkFile.ExampleKeys, Keys(Definition("example")));
    }

    [Fact]
    public void The_kinds_in_the_schema_are_those_of_the_engine_with_their_keys()
    {
        JsonElement[] kinds = [.. Definition("otherLayer").GetProperty("oneOf").EnumerateArray()];
        Assert.Equal(LayerKind.All.Skip(1).Select(each => each.Name), kinds.Select(each => Property(each, "kind").GetProperty("const").GetString()));
        foreach ((LayerKind kind, JsonElement described) in LayerKind.All.Skip(1).Zip(kinds)) Assert.Equal(["kind", .. kind.Keys], Keys(described));
        Assert.Equal(Activation.All.Where(each => each.IsElementwise).Select(each => each.Name), Texts(Definition("elementwise").GetProperty("enum")));
    }

    [Fact]
    public void The_required_keys_in_the_schema_are_those_of_the_reader()
    {
        Assert.Equal(["layers", "loss"], Texts(Whole.GetProperty("required")));
        Assert.Equal(NetworkFile.LayerKeys, Texts(Definition("layer").GetProperty("required")));
        Assert.Equal(NetworkFile.ExampleKeys, Texts(Definition("example").GetProperty("required")));
    }

    [Fact]
    public void The_defaults_in_the_schema_are_those_of_the_reader()
    {
        var problem = NetworkFile.Parse(NetworkFileTests.Valid, "net.json");
        Assert.Equal(problem.Update.Name, Property(Whole, "update").GetProperty("default").GetString());
        // JSON Schema has no default that depends on another key.
        string rates = string.Join(", ", Update.All.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each} {each.DefaultLearningRate:R}")));
        Assert.Contains($"the update has its own: {rates}.", Property(Whole, "learningRate").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(problem.UpdateBiases, Property(Whole, "updateBiases").GetProperty("default").GetBoolean());
        Assert.Equal(NetworkFile.Reductions[(int)problem.Network.Reduction], Property(Whole, "reduction").GetProperty("default").GetString());
    }
}
