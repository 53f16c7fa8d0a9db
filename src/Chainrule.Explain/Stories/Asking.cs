using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Stories;

/// <summary>How the reader of a story asks further, in the words of the program that shows it. A story that is told to a program has nobody who asks.</summary>
internal interface IAsking
{
    /// <summary>What to type to ask about any address.</summary>
    string WhyAny { get; }

    /// <summary>What to type to check all gradients.</summary>
    string Check { get; }

    /// <summary>What to type to read the lesson of this number.</summary>
    string Lesson(int number);

    /// <summary>How to follow the numbers of an answer to this depth, as a sentence.</summary>
    string Deeper(int depth);

    /// <summary>The end of a worksheet: how to have the answers checked.</summary>
    IEnumerable<Block> Answers();

    /// <summary>How to see where this number comes from.</summary>
    IEnumerable<Block> Why(Address address);

    /// <summary>The end of a story: how to ask, with this address of the step as an example.</summary>
    IEnumerable<Block> Further(Recording recording, Address sample);
}
