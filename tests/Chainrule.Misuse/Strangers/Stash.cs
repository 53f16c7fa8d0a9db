using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Misuse.Strangers;

/// <summary>What strange layers were handed and may use where it has no meaning, and what they were refused.</summary>
internal sealed class Stash(Findings findings, string round)
{
    internal List<Plan> Plans { get; } = [];

    internal List<IKernels> Readers { get; } = [];

    internal List<Quantity> Quantities { get; } = [];

    /// <summary>Says a verb, and takes it back where it is refused. Whatever else comes out of it was not said by a door.</summary>
    internal void Try(Action verb)
    {
        try
        {
            verb();
            findings.LetInAVerb();
        }
        catch (Exception refused) when (refused is ArgumentException or ProblemException or InvalidOperationException)
        {
            findings.RefusedAVerb();
        }
        catch (Exception thrown)
        {
            findings.Add($"a verb {thrown.GetType().Name} {thrown.StackTrace?.Split('\n')[0]}", $"{round}: a stranger's verb\n    {thrown}");
        }
    }
}
