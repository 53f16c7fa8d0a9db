using Chainrule.Networks;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>How often a mistake is made, by our own guess: which of several that give the same number is named first.</summary>
internal enum Often
{
    /// <summary>What teachers meet in every class.</summary>
    Usual,

    /// <summary>What a slip of the pen or of the memory does.</summary>
    Sometimes,

    /// <summary>Known, though seldom met.</summary>
    Seldom,

    /// <summary>Derived: a sign, a factor or a term somewhere. It speaks where nothing else does.</summary>
    Derived,
}

/// <summary>A known mistake: one step of the real computation, spoiled.</summary>
public sealed class Mistake
{
    private readonly Func<StepText, IEnumerable<Spoil>> places;

    internal Mistake(string id, string step, Often often, string wrong, string seen, string lesson, Func<StepText, IEnumerable<Spoil>> places) =>
        (Id, Step, Often, Wrong, Seen, Lesson, this.places) = (id, step, often, wrong, seen, lesson, places);

    /// <summary>Its name, in kebab-case.</summary>
    public string Id { get; }

    /// <summary>What is computed wrongly: the letters of an address, such as <c>dZ</c>.</summary>
    public string Step { get; }

    /// <summary>What went wrong, as a sentence.</summary>
    public string Wrong { get; }

    /// <summary>How one sees that it is wrong, as a sentence.</summary>
    public string Seen { get; }

    /// <summary>The lesson that explains it: the name of its file, without the ending.</summary>
    public string Lesson { get; }

    internal Often Often { get; }

    /// <summary>Whether the places are another each, so that nobody errs at all of them in one way: this unit or that one.</summary>
    internal bool IsEither { get; init; }

    /// <summary>Whether there is a place in this problem where it can be made.</summary>
    /// <exception cref="Rules.ProblemException">The step has more numbers than anybody computes by hand.</exception>
    /// <exception cref="ArgumentNullException">There is no problem.</exception>
    public bool AppliesTo(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Places(new StepText(problem)).Any();
    }

    /// <summary>The mistake at each place where it can be made.</summary>
    internal IEnumerable<Spoil> Places(StepText text) => places(text);

    /// <summary>The name.</summary>
    public override string ToString() => Id;
}
