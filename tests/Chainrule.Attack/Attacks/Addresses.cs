using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Addresses;

namespace Chainrule.Attack.Attacks;

/// <summary>Addresses of numbers, in each built-in example.</summary>
internal sealed class Addresses : Reading
{
    private readonly AddressBook[] books = [.. Examples.All.Select(each => new AddressBook(each.Problem))];

    // The first character chooses the book, so that the same text is the same case.
    private protected override byte[] Right(Random random)
    {
        int book = random.Next(books.Length);
        Address[] all = [.. books[book].All()];
        return Encoding.UTF8.GetBytes($"{(char)(books.Length * 8 + book)}{random.Of(all)}");
    }

    private protected override void Read(byte[] text)
    {
        string asked = Encoding.UTF8.GetString(text);
        if (asked.Length == 0) return;
        AddressBook book = books[asked[0] % books.Length];
        Address found = book.Parse(asked[1..]);
        if (book.Parse($"{found}") != found) throw new InvalidOperationException("an address that is printed is read as another");
    }
}
