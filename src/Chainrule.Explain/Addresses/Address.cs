namespace Chainrule.Explain.Addresses;

/// <summary>What a number of a training step is.</summary>
public enum Symbol
{
    /// <summary>An input.</summary>
    X,

    /// <summary>A target.</summary>
    Y,

    /// <summary>η, the learning rate.</summary>
    Eta,

    /// <summary>A weight.</summary>
    W,

    /// <summary>A bias.</summary>
    B,

    /// <summary>A pre-activation.</summary>
    Z,

    /// <summary>An activation.</summary>
    A,

    /// <summary>The loss; with an example's index, that example's loss.</summary>
    L,

    /// <summary>∂L/∂a.</summary>
    DA,

    /// <summary>∂L/∂z, printed as δ.</summary>
    DZ,

    /// <summary>∂L/∂w.</summary>
    DW,

    /// <summary>∂L/∂b.</summary>
    DB,

    /// <summary>A weight after the update.</summary>
    NewW,

    /// <summary>A bias after the update.</summary>
    NewB,
}

/// <summary>
/// The name of one number of a training step: <c>x[0]</c>, <c>W1[0,1]</c>, <c>dZ2[1]</c>, <c>L</c>. Layers count from 1, indices from 0; with several
/// examples the first index of x, y, z, a, dA, dZ and L is the example's.
/// </summary>
/// <param name="Symbol">What it is.</param>
/// <param name="Layer">The layer, from 1; 0 where there is none.</param>
/// <param name="Row">The example, or of W the unit it goes to; −1 where there is no such index.</param>
/// <param name="Column">The unit, or of W the unit it comes from; −1 where there is no such index.</param>
public readonly record struct Address(Symbol Symbol, int Layer = 0, int Row = -1, int Column = -1)
{
    /// <summary>The letters of a symbol, as they stand in an address.</summary>
    public static string Letters(Symbol symbol) => symbol switch
    {
        Symbol.X => "x",
        Symbol.Y => "y",
        Symbol.Eta => "eta",
        Symbol.W => "W",
        Symbol.B => "b",
        Symbol.Z => "z",
        Symbol.A => "a",
        Symbol.L => "L",
        Symbol.DA => "dA",
        Symbol.DZ => "dZ",
        Symbol.DW => "dW",
        Symbol.DB => "db",
        Symbol.NewW => "newW",
        Symbol.NewB => "newb",
        _ => throw new ArgumentOutOfRangeException(nameof(symbol)),
    };

    /// <summary>Whether the symbol carries a layer.</summary>
    public static bool HasLayer(Symbol symbol) => symbol is not (Symbol.X or Symbol.Y or Symbol.Eta or Symbol.L);

    /// <summary>Whether the number is a gradient.</summary>
    public bool IsGradient => Symbol is Symbol.DA or Symbol.DZ or Symbol.DW or Symbol.DB;

    /// <summary>Whether the number is given and not computed.</summary>
    public bool IsGiven => Symbol is Symbol.X or Symbol.Y or Symbol.Eta or Symbol.W or Symbol.B;

    /// <summary>The address as one types it.</summary>
    public override string ToString()
    {
        string name = Letters(Symbol) + (HasLayer(Symbol) ? Layer : "");
        return (Row, Column) switch
        {
            ( < 0, < 0) => name,
            ( < 0, _) => $"{name}[{Column}]",
            (_, < 0) => $"{name}[{Row}]",
            _ => $"{name}[{Row},{Column}]",
        };
    }
}
