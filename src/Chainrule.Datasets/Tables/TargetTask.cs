namespace Chainrule.Datasets.Tables;

/// <summary>What is to be learnt of a target.</summary>
public enum TargetTask
{
    /// <summary>Its class where it holds texts, or numbers of at most two values; its number otherwise.</summary>
    Inferred,

    /// <summary>Its class: each text or number that occurs is one.</summary>
    Classification,

    /// <summary>Its number.</summary>
    Regression,
}
