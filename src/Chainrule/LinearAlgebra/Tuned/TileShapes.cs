namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>How many rows a tile has, as a type: each height is compiled by itself.</summary>
internal interface IHeight
{
    static abstract int Rows { get; }
}

/// <summary>How many registers a tile is wide, as a type.</summary>
internal interface IColumns
{
    static abstract int Registers { get; }
}

internal readonly struct OneColumn : IColumns
{
    public static int Registers => 1;
}

internal readonly struct TwoColumns : IColumns
{
    public static int Registers => 2;
}

internal readonly struct H1 : IHeight
{
    public static int Rows => 1;
}

internal readonly struct H2 : IHeight
{
    public static int Rows => 2;
}

internal readonly struct H3 : IHeight
{
    public static int Rows => 3;
}

internal readonly struct H4 : IHeight
{
    public static int Rows => 4;
}

internal readonly struct H5 : IHeight
{
    public static int Rows => 5;
}

internal readonly struct H6 : IHeight
{
    public static int Rows => 6;
}

internal readonly struct H7 : IHeight
{
    public static int Rows => 7;
}

internal readonly struct H8 : IHeight
{
    public static int Rows => 8;
}

internal readonly struct H9 : IHeight
{
    public static int Rows => 9;
}

internal readonly struct H10 : IHeight
{
    public static int Rows => 10;
}

internal readonly struct H11 : IHeight
{
    public static int Rows => 11;
}

internal readonly struct H12 : IHeight
{
    public static int Rows => 12;
}
