using System.Globalization;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>An update in a network file: its name, or its name and settings, <c>{ "name": "adam", "beta1": 0.9 }</c>.</summary>
internal static class UpdateFile
{
    internal static Update Read(JsonNode node, FileVocabulary words)
    {
        if (!node.IsObject) return Named(node, words);
        string[] settings = [.. words.Updates.SelectMany(each => each.Settings).Select(each => each.Name).Distinct()];
        Dictionary<string, JsonNode> members = node.ReadObject("an update", ["name", .. settings]);
        if (!members.Remove("name", out JsonNode name)) throw node.Problem($"the key \"name\" is missing; wanted one of {string.Join(", ", words.Updates)}");
        Update update = Named(name, words);
        foreach ((string setting, JsonNode value) in members)
        {
            if (update.Settings.FirstOrDefault(each => each.Name == setting) is not { } known)
                throw node.Problem(Names.Unknown(update.Settings.Select(each => each.Name), setting, $"setting of {update}"));
            double number = value.ReadNumber();
            update = known.Wrong(number) is { } wrong ? throw value.Problem(wrong) : update.With(setting, number);
        }
        return update;
    }

    private static Update Named(JsonNode name, FileVocabulary words) => name.ReadName(words.Updates, each => each.Name, "update");

    /// <summary>As it stands in a file: the name alone where all settings are the defaults.</summary>
    /// <exception cref="ProblemException">A reader would find another update by its name.</exception>
    internal static string Text(Update update)
    {
        string name = Readable.Name(update, Update.All, each => each.Name, "update", "update");
        return update.HasDefaults ? $"\"{name}\"" : $$"""{ "name": "{{name}}", {{string.Join(", ", update.Settings.Select(Text))}} }""";
    }

    private static string Text(UpdateSetting setting) => string.Create(CultureInfo.InvariantCulture, $"\"{setting.Name}\": {setting.Value:R}");
}
