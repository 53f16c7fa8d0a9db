using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Addresses;

namespace Chainrule.Attack.Attacks;

/// <summary>Addresses of numbers, in each built-in example.</summary>
internal sealed class Addresses : Reading
{
    private readonly AddressBook[] books = [.. Examples.All.Select(each => new AddressBook(each.Problem))];

    private protected override byte[] Right(Random random) => Encoding.UTF8.GetBytes(Valid.Address(random));

    private protected override void Read(byte[] text)
    {
        string asked = Encoding.UTF8.GetString(text);
        // The text chooses the book, so that the same text is the same case.
        Address found = books[asked.Length % books.Length].Parse(asked);
        if (books[asked.Length % books.Length].Parse($"{found}") != found) throw new InvalidOperationException("an address that is printed is read as another");
    }
}
