using Chainrule.Rules;

namespace Chainrule.Attack.Attacks;

/// <summary>A reader of bytes: it makes something of them, or refuses with a <see cref="ProblemException"/> that says where; nothing else comes out of it.</summary>
internal abstract class Reading : Attack<byte[]>, IReader
{
    private protected abstract byte[] Right(Random random);

    private protected abstract void Read(byte[] text);

    byte[] IReader.Right(Random random) => Right(random);

    string? IReader.Wrong(byte[] bytes) => Outcome(bytes, out _);

    private protected sealed override byte[] Draw(Random random)
    {
        byte[] text = Right(random);
        for (int times = random.Next(4); times > 0; times--) text = random.Spoil(text);
        return text;
    }

    private protected sealed override string? Wrong(byte[] one, out bool isDeep)
    {
        isDeep = false;
        try
        {
            Read(one);
            isDeep = true;
            return null;
        }
        catch (ProblemException refused)
        {
            return refused.Message.Length is > 0 and < 1500 ? null : $"a message of {refused.Message.Length} characters";
        }
    }

    private protected sealed override IEnumerable<byte[]> Smaller(byte[] one) => Spoiling.Smaller(one);

    private protected sealed override string Shown(byte[] one) => Spoiling.Shown(one);
}
