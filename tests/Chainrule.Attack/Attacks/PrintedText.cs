using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Networks;
using Chainrule.Testing.Printed;

namespace Chainrule.Attack.Attacks;

/// <summary>Stories of networks with numbers of any size: each side of each equation is typed in as it stands on the page, and must come to what is printed after it.</summary>
internal sealed class PrintedText : Attack<PrintedText.Case>
{
    private readonly SortedDictionary<string, long> sides = [];

    private protected override int CasesOfARound => 20;

    internal override string Counted => $"sides of equations that were typed in: {string.Join(", ", sides.Select(each => $"{each.Value:N0} {each.Key}"))}";

    private protected override Case Draw(Random random)
    {
        Networks.Problem problem = Scaling.Of(Valid.Problem(random), Math.Pow(10, random.Next(-3, 3)), random);
        return new(problem, random.Of([.. Notation.All.Where(each => each.Fits(problem))]), random.Of(PrintedPage.Formats));
    }

    private protected override string? Wrong(Case one, out bool isDeep)
    {
        isDeep = false;
        Recording recording;
        try
        {
            recording = Recording.Of(one.Problem);
        }
        catch (Rules.ProblemException)
        {
            // Numbers too large to compute with.
            return null;
        }
        isDeep = true;
        foreach (PrintedLine line in PrintedLine.Of(StoryTeller.Tell(recording, one.Notation, "A story"), one.Notation, one.Format))
        {
            sides[one.Format] = sides.GetValueOrDefault(one.Format) + 1;
            if (!line.Holds) return $"{line.Side} is no {line.Result}";
        }
        return null;
    }

    private protected override IEnumerable<Case> Smaller(Case one) => Scaling.Smaller(one.Problem).Select(smaller => one with { Problem = smaller });

    private protected override string Shown(Case one) => $"{one.Format}, {one.Notation.Name}: {Spoiling.Shown(NetworkFile.Write(one.Problem))}";

    internal sealed record Case(Problem Problem, Notation Notation, string Format);
}
