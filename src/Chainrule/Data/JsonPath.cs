using System.Globalization;

namespace Chainrule.Data;

/// <summary>Finding a value by a path such as <c>layers[0].weights[1]</c>.</summary>
internal static class JsonPath
{
    /// <summary>The value, or the nearest one around it where the path leads further than the text.</summary>
    internal static int Find(JsonTree tree, string path)
    {
        int at = 0;
        foreach (string step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonNode node = new(tree, at);
            JsonNode? child = step[0] == '['
                ? node.Elements().Skip(int.Parse(step.AsSpan()[1..^1], CultureInfo.InvariantCulture)).Cast<JsonNode?>().FirstOrDefault()
                : node.Members().Where(member => member.Key.Text == step).Select(member => (JsonNode?)member.Value).FirstOrDefault();
            if (child is null) break;
            at = child.Value.Index;
        }
        return at;
    }
}
