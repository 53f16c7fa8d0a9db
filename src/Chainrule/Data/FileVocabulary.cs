using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>
/// The names that a network file may use: the built-in activations, losses, updates and kinds of layers, and beside them those of your own, from any assembly. It is handed to the reading
/// methods of <see cref="NetworkFile"/>; writing needs none.
/// </summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
/// <example><code>
/// var words = new FileVocabulary(activations: [new Elementwise&lt;Swish&gt;()], kinds: [Scale.OfKind]);
/// Problem problem = NetworkFile.Read("net.json", words);
/// </code></example>
public sealed class FileVocabulary
{
    /// <summary>The built-in names, and these.</summary>
    /// <param name="activations">Activations of your own: <see cref="Elementwise{F}"/> of an <see cref="IActivation"/>, or classes derived from <see cref="Activation"/>.</param>
    /// <param name="losses">Losses of your own: <see cref="TermLoss{L}"/> of an <see cref="ILoss"/>, <see cref="PairedLoss{L}"/> of an <see cref="IPairedLoss"/>, or classes derived from <see cref="Loss"/>.</param>
    /// <param name="updates">Updates of your own: <see cref="Update{U}"/> of an <see cref="IUpdate{U}"/>, with its default settings; a file may say others.</param>
    /// <param name="kinds">Kinds of layers of your own.</param>
    /// <exception cref="ArgumentException">
    /// One of them is null, has no name in kebab-case, or the name of a built-in one or of another of yours; an update has other settings than its defaults.
    /// </exception>
    public FileVocabulary(IReadOnlyList<Activation>? activations = null, IReadOnlyList<Loss>? losses = null, IReadOnlyList<Update>? updates = null, IReadOnlyList<LayerKind>? kinds = null)
    {
        Activations = Beside(Activation.All, activations, each => each.Name, "activation");
        Losses = Beside(Loss.All, losses, each => each.Name, "loss");
        Updates = Beside(Update.All, updates, each => each.Name, "update");
        Kinds = Beside(LayerKind.All, kinds, each => each.Name, "kind of layer");
        foreach (Update update in Updates)
            if (!update.HasDefaults) throw new ArgumentException($"the update \"{update.Name}\" has settings of its own, wanted its defaults; a file says which settings it wants", nameof(updates));
    }

    /// <summary>The built-in names alone.</summary>
    public static FileVocabulary BuiltIn { get; } = new();

    /// <summary>The activations, the built-in ones first.</summary>
    public IReadOnlyList<Activation> Activations { get; }

    /// <summary>The losses, the built-in ones first.</summary>
    public IReadOnlyList<Loss> Losses { get; }

    /// <summary>The updates, the built-in ones first.</summary>
    public IReadOnlyList<Update> Updates { get; }

    /// <summary>The kinds of layers, the built-in ones first.</summary>
    public IReadOnlyList<LayerKind> Kinds { get; }

    private static IReadOnlyList<T> Beside<T>(IReadOnlyList<T> builtIn, IReadOnlyList<T>? own, Func<T, string> nameOf, string what) where T : class
    {
        if (own is null) return builtIn;
        List<T> all = [.. builtIn];
        for (int i = 0; i < own.Count; i++)
        {
            string name = nameOf(own[i] ?? throw new ArgumentException($"{what} {i} of yours is null"));
            if (Letters.WrongName(name, what, nameOf(builtIn[0])) is { } wrong) throw new ArgumentException(wrong);
            if (builtIn.Any(each => nameOf(each) == name)) throw new ArgumentException($"the {what} \"{name}\" of yours has the name of a built-in one; give it another name");
            if (all.Any(each => nameOf(each) == name)) throw new ArgumentException($"the {what} \"{name}\" of yours is there twice; leave one out, or give it another name");
            all.Add(own[i]);
        }
        return all.AsReadOnly();
    }
}
