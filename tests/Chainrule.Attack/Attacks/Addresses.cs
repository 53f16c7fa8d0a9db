using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;

namespace Chainrule.Attack.Attacks;

/// <summary>Addresses of numbers, in each built-in example and every notation.</summary>
internal sealed class Addresses : Reading
{
    private readonly AddressBook[] books = [.. Examples.All.Select(each => new AddressBook(each.Problem))];

    // The first character chooses the book and the notation, so that the same text is the same case.
    private protected override byte[] Right(Random random)
    {
        int book = random.Next(books.Length);
        Address[] all = [.. books[book].All()];
        char chosen = (char)(books.Length * (Notation.All.Count + random.Next(Notation.All.Count)) + book);
        return Encoding.UTF8.GetBytes($"{chosen}{NotationOf(chosen).Typed(random.Of(all))}");
    }

    private Notation NotationOf(char chosen) =>
        Notation.All[chosen / books.Length % Notation.All.Count] is var notation && notation.Fits(Examples.All[chosen % books.Length].Problem) ? notation : Notation.Nielsen;

    private protected override void Read(byte[] text)
    {
        string asked = Encoding.UTF8.GetString(text);
        if (asked.Length == 0) return;
        AddressBook book = books[asked[0] % books.Length];
        Notation notation = NotationOf(asked[0]);
        Address found = notation.Read(asked[1..], book);
        if (notation.Read(notation.Typed(found), book) != found) throw new InvalidOperationException("an address that is printed is read as another");
    }
}
