namespace Chainrule.Datasets.Tables;

/// <summary>What a column may hold.</summary>
public enum ColumnKind
{
    /// <summary>Numbers where the first value is one, and texts where it is a text.</summary>
    Inferred,

    /// <summary>Numbers only.</summary>
    Numbers,

    /// <summary>Numbers, or else texts: where one value is a text, all are.</summary>
    NumbersOrTexts,

    /// <summary>Texts, even where they look like numbers (a postal code, a number of a class).</summary>
    Texts,

    /// <summary>It is left out.</summary>
    Ignored,
}
