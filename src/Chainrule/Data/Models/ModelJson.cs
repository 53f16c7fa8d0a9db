using System.Text;
using Chainrule.Rules;

namespace Chainrule.Data.Models;

/// <summary>
/// A model as a network file, to be read and edited: JSON with every number in as many digits as bring it back. Either form becomes the other without losing a bit. What the file calls the network,
/// and where its numbers come from, are the model's notes <c>name</c> and <c>source</c>; examples are no part of a model.
/// </summary>
public static class ModelJson
{
    private const string Name = "name", Source = "source";

    /// <summary>The text.</summary>
    /// <exception cref="ProblemException">A layer would not be read back as it is, or the text would be larger than one that is read, 100 MB.</exception>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    public static string Write(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string text = NetworkFileText.Of(new NetworkFileContent(model.Network, null, model.LearningRate, model.UpdateBiases, model.Notes.GetValueOrDefault(Name), model.Notes.GetValueOrDefault(Source))
        {
            Update = model.Update,
            Notes = model.Notes.Where(note => note.Key is not (Name or Source)).ToDictionary(),
        });
        return Encoding.UTF8.GetByteCount(text) is var size && size <= InputFile.Largest
            ? text
            : throw new ProblemException($"the model as JSON takes {size / 1_000_000:N0} MB, wanted at most {InputFile.Largest / 1_000_000} MB, which is what is read; leave it a safetensors file");
    }

    /// <summary>The model in a UTF-8 text; <paramref name="source"/> is what messages call it.</summary>
    /// <exception cref="ProblemException">It is not a network file, or it says its name or source twice: by themselves and as notes.</exception>
    /// <exception cref="ArgumentNullException">The source is null.</exception>
    public static Model Parse(ReadOnlySpan<byte> json, string source, FileVocabulary? vocabulary = null)
    {
        NetworkFileContent content = NetworkFile.ParseNetwork(json, source, vocabulary);
        foreach (string key in (string[])[Name, Source])
            if (content.Notes.ContainsKey(key)) throw new ProblemException($"{source}: notes: \"{key}\" stands among the notes, wanted it as a key of the file itself");
        return Of(content);
    }

    internal static Model Of(NetworkFileContent content)
    {
        Dictionary<string, string> notes = content.Notes.ToDictionary();
        if (content.Name is not null) notes[Name] = content.Name;
        if (content.Source is not null) notes[Source] = content.Source;
        return new(content.Network) { Update = content.Update, LearningRate = content.LearningRate, UpdateBiases = content.UpdateBiases, Notes = notes };
    }
}
