using System.CommandLine;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Cli.Options;

/// <summary>--only, --layer and --largest: what of a step is told.</summary>
internal sealed class ExcerptOptions
{
    // More rows than these nobody reads in one table; a program has them all in JSON.
    private const int MostLargest = 1000;

    private readonly Option<string?> only = ProblemOptions.Text("--only", "CHAPTERS", $"Tell only these chapters, with commas between them: {Listed(Chapter.All)}.");
    private readonly Option<string?> layer = ProblemOptions.Text("--layer", "LAYERS", "Tell only these layers, such as 2 or 1,3.");
    private readonly Option<string?> largest = ProblemOptions.Text("--largest", "COUNT", "Tell only so many parameters, those with the largest gradients: which weight matters most.");

    private readonly Option<bool> blank = new("--blank") { Description = "A worksheet: the numbers to compute are left out; in json or csv the file to write the answers into." };
    private readonly Option<bool> key = new("--key") { Description = "With --blank: the same worksheet with its numbers." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[only, layer, largest, blank, key]) command.Options.Add(option);
    }

    /// <summary>Whether a worksheet is asked for, and whether with its key.</summary>
    /// <exception cref="ProblemException">It does not go together with what else was asked for.</exception>
    public (bool IsBlank, bool HasKey) Worksheet(ParseResult parsed, Format format, bool hasSteps)
    {
        bool isBlank = parsed.GetValue(blank), hasKey = parsed.GetValue(key);
        if (hasKey && !isBlank) throw new ProblemException($"{key.Name} only goes with {blank.Name}; add {blank.Name}, or leave {key.Name} out");
        if (!isBlank && format == Format.Csv) throw new ProblemException($"--format {format.Name} only goes with {blank.Name}: it holds the answers to a worksheet; add {blank.Name}, or choose another format");
        if (isBlank && parsed.GetValue(largest) is not null) throw Apart(blank, largest.Name, "these are known once the gradients are");
        if (isBlank && hasSteps) throw Apart(blank, "--steps", "a worksheet is of one step");
        return (isBlank, hasKey);
    }

    /// <summary>How many parameters with the largest gradients are asked for, or null where the story is.</summary>
    /// <exception cref="ProblemException">It is no such number, or does not go together with what else was asked for.</exception>
    public int? Largest(ParseResult parsed, bool hasSteps)
    {
        if (parsed.GetValue(largest) is not string text) return null;
        if (parsed.GetValue(only) is not null) throw Apart(largest, only.Name, "it tells of gradients of parameters only, and of a layer with --layer");
        if (hasSteps) throw Apart(largest, "--steps", "it tells of the first step");
        return NumberOptions.Whole(text, largest.Name, 1, MostLargest);
    }

    /// <summary>What of the story of this problem is told.</summary>
    /// <exception cref="ProblemException">There is no such chapter or layer, or they do not go together.</exception>
    public Excerpt Choose(ParseResult parsed, Problem problem, bool hasSteps)
    {
        Chapter[]? chapters = parsed.GetValue(only)?.Split(',').Select(name => Names.Find(Chapter.All, each => each.Name, name.Trim(), "chapter")).ToArray();
        int[]? layers = parsed.GetValue(layer) is string text ? NumberOptions.List(text, layer.Name) : null;
        var book = new AddressBook(problem);
        if (layers?.FirstOrDefault(l => l > book.Depth) is int missing and > 0) throw new ProblemException($"{layer.Name}: got {missing}, wanted a layer from 1 to {book.Depth}: the network has {Shown.Count(book.Depth, "layer")}");
        if (chapters?.Contains(Chapter.Training) == true && !hasSteps) throw new ProblemException($"{only.Name} {Chapter.Training.Name} only goes with --steps; add --steps, or leave {Chapter.Training.Name} out");
        if (chapters?.Contains(Chapter.Training) == false && hasSteps) throw new ProblemException($"--steps is told in the chapter {Chapter.Training.Name}; add it, as in {only.Name} {Listed([.. chapters, Chapter.Training]).Replace(" ", "", StringComparison.Ordinal)}, or leave out --steps");
        if (layers is not null && chapters?.FirstOrDefault(each => !each.IsByLayer) is { } whole)
            throw new ProblemException($"{layer.Name} only goes with chapters that are told layer by layer ({Listed(Chapter.All.Where(each => each.IsByLayer))}), got {whole.Name}; leave out {layer.Name} or {whole.Name}");
        if (layers is not null && hasSteps) throw Apart(layer, "--steps", "the training is of all layers");
        return Excerpt.Of(book, chapters, layers);
    }

    private static string Listed(IEnumerable<Chapter> chapters) => string.Join(", ", chapters.Select(each => each.Name));

    private static ProblemException Apart(Option option, string other, string why) => new($"{option.Name} does not go with {other}: {why}; leave one of them out");
}
