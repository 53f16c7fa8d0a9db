namespace Chainrule.Attack;

/// <summary>One thing that is promised, and how it is attacked. A new attack is a file in Attacks and a line in <see cref="All"/>.</summary>
internal abstract class Attack
{
    internal static IReadOnlyList<Attack> All { get; } =
    [
        new Attacks.CommandLines(),
        new Attacks.NetworkFiles(),
        new Attacks.CsvFiles(),
        new Attacks.Expressions(),
        new Attacks.Addresses(),
        new Attacks.KernelMessages(),
        new Attacks.OutputFaults(),
        new Attacks.PrintedText(),
        new Attacks.Gradients(),
    ];

    public string Name => GetType().Name;

    /// <summary>How many cases were tried, and in how many of them the program did what it was asked and did not refuse.</summary>
    internal long Tried { get; private protected set; }

    internal long Deep { get; private protected set; }

    /// <summary>What else was counted; empty if nothing was.</summary>
    internal virtual string Counted => "";

    /// <summary>Whether it can be tried on this machine; the sentence says what is missing.</summary>
    internal virtual string? Missing => null;

    /// <summary>Some cases; a finding is what went wrong and the case, made small.</summary>
    internal abstract IEnumerable<string> Round(Random random, Action<string> journal);
}

/// <summary>An attack with cases of one type.</summary>
internal abstract class Attack<T> : Attack
{
    // Each try may start a process.
    private const int MostTries = 400;

    private protected virtual int CasesOfARound => 200;

    /// <summary>A case at random.</summary>
    private protected abstract T Draw(Random random);

    /// <summary>What is wrong with what comes of a case; null where nothing is.</summary>
    private protected abstract string? Wrong(T one, out bool isDeep);

    /// <summary>Cases with a little less in them.</summary>
    private protected abstract IEnumerable<T> Smaller(T one);

    private protected abstract string Shown(T one);

    internal sealed override IEnumerable<string> Round(Random random, Action<string> journal)
    {
        for (int i = 0; i < CasesOfARound; i++)
        {
            T one = Draw(random);
            journal($"{Name}: {Shown(one)}");
            Tried++;
            string? wrong = Outcome(one, out bool isDeep);
            if (isDeep) Deep++;
            if (wrong is not null) yield return Small(one, wrong);
        }
    }

    /// <summary>The same, where an exception that nobody promised is wrong too.</summary>
    private protected string? Outcome(T one, out bool isDeep)
    {
        isDeep = false;
        try
        {
            return Wrong(one, out isDeep);
        }
        catch (Exception thrown)
        {
            return $"{thrown.GetType().Name}: {thrown.Message}\n    {thrown.StackTrace?.Split('\n')[0].Trim()}";
        }
    }

    private string Small(T one, string wrong)
    {
        // The same kind of thing goes wrong: its first word.
        string kind = wrong.Split(' ')[0];
        bool hasShrunk = true;
        for (int tries = 0; hasShrunk && tries < MostTries;)
        {
            hasShrunk = false;
            foreach (T smaller in Smaller(one))
            {
                if (++tries > MostTries) break;
                if (Outcome(smaller, out _) is not string still || still.Split(' ')[0] != kind) continue;
                (one, wrong, hasShrunk) = (smaller, still, true);
                break;
            }
        }
        return $"{wrong}\n    {Shown(one)}";
    }
}
