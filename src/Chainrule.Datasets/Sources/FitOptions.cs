using Chainrule.Data;

namespace Chainrule.Datasets.Sources;

/// <summary>To which sizes numbers are brought before a network sees them.</summary>
public enum Scaling
{
    /// <summary>They stay as they are; of pictures, 0 to 1.</summary>
    None,

    /// <summary>Mean 0 and standard deviation 1.</summary>
    Standardize,

    /// <summary>From 0 to 1.</summary>
    MinMax,
}

/// <summary>How a preprocessing is fitted. What is left out follows from the data.</summary>
public sealed record FitOptions
{
    /// <summary>To which sizes numbers are brought; null for <see cref="Scaling.None"/> where they are pixels, which lie between 0 and 1, and else <see cref="Scaling.Standardize"/>.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>Whether targets that are numbers are scaled like inputs: a network that is to learn prices of 200 000 would need long to get there.</summary>
    public bool ScaleTargets { get; init; } = true;

    /// <summary>How classes are written as y; null for 0 and 1 where there are two, and one-hot where there are more.</summary>
    public TargetKind? Targets { get; init; }
}
