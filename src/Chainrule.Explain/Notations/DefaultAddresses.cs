using Chainrule.Explain.Addresses;
using Chainrule.Rules;

namespace Chainrule.Explain.Notations;

/// <summary>Addresses as the default notation writes them, which are those of files and of JSON.</summary>
internal static class DefaultAddresses
{
    /// <summary>What the typed address means.</summary>
    /// <exception cref="ProblemException">It is no address, or there is no such number in this problem; the message says which there are.</exception>
    public static Address Parse(this AddressBook book, string text) => Notation.Nielsen.Read(text, book);
}
