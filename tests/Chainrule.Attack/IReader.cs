namespace Chainrule.Attack;

/// <summary>What reads bytes of any kind: it can be guided by what it reaches.</summary>
internal interface IReader
{
    string Name { get; }

    /// <summary>Bytes that are read.</summary>
    byte[] Right(Random random);

    /// <summary>What is wrong with what comes of some bytes, an exception that nobody promised included; null where nothing is.</summary>
    string? Wrong(byte[] bytes);
}
