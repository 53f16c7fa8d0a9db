using System.Text.Json.Nodes;

namespace Chainrule.Cells.Exports;

/// <summary>Compares a stored notebook with one made anew: all of it, but of volatile cells only which kinds of outputs they have. Pictures as pixels are
/// left out: they are made of those that are compared, and differ with the fonts of a machine.</summary>
public static class NotebookComparison
{
    private const string Pixels = "image/png";

    /// <summary>Where the two first differ, or null if they do not.</summary>
    public static string? Difference(string stored, string made)
    {
        JsonArray before = Cells(stored), after = Cells(made);
        if (before.Count != after.Count) return $"it has {before.Count} cells, and the lesson {after.Count}";
        for (int i = 0; i < before.Count; i++)
            if (Comparable(before[i]!) != Comparable(after[i]!)) return $"cell {i + 1} is another one";
        return Rest(stored) == Rest(made) ? null : "the notebook's metadata are others";
    }

    private static JsonArray Cells(string notebook) => JsonNode.Parse(notebook)!["cells"]!.AsArray();

    private static string Rest(string notebook)
    {
        JsonObject all = JsonNode.Parse(notebook)!.AsObject();
        all.Remove("cells");
        return all.ToJsonString();
    }

    private static string Comparable(JsonNode cell)
    {
        JsonNode copy = cell.DeepClone();
        foreach (JsonObject faces in (copy["outputs"]?.AsArray() ?? []).Select(output => output!["data"]).OfType<JsonObject>()) faces.Remove(Pixels);
        if (cell["metadata"]?["tags"] is not JsonArray tags || tags.All(tag => (string?)tag != NotebookExport.VolatileTag)) return copy.ToJsonString();
        copy["outputs"] = new JsonArray([.. copy["outputs"]!.AsArray().Select(output => JsonValue.Create(Shape(output!)))]);
        return copy.ToJsonString();
    }

    private static string Shape(JsonNode output) => $"{output["output_type"]} {output["name"]} {string.Join(' ', output["data"]?.AsObject().Select(face => face.Key) ?? [])}";
}
