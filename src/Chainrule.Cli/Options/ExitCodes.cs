namespace Chainrule.Cli.Options;

/// <summary>What the program tells whoever started it.</summary>
internal static class ExitCodes
{
    /// <summary>What was asked for was done.</summary>
    public const int Done = 0;

    /// <summary>A gradient check failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>An answer to a worksheet is not right.</summary>
    public const int AnswerWrong = 1;

    /// <summary>A cell of a lesson failed.</summary>
    public const int CellFailed = 1;

    /// <summary>A training was stopped or ran away.</summary>
    public const int NotReached = 1;

    /// <summary>Something in what the user gave cannot be used; the message says what.</summary>
    public const int BadInput = 2;

    /// <summary>The program caught itself in a mistake.</summary>
    public const int OwnMistake = 3;
}
