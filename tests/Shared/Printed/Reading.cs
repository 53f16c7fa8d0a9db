namespace Chainrule.Testing.Printed;

/// <summary>A printed formula, read back: what stands there, and its parts. An operation is named by its sign, a function by its name.</summary>
/// <param name="What">number, name, more (what a sum leaves out), + * / - (the sign), ², power, or a function.</param>
/// <param name="Parts">The operands.</param>
/// <param name="Text">The digits, the name, or which component of a softmax.</param>
internal sealed record Reading(string What, IReadOnlyList<Reading> Parts, string Text = "")
{
    internal const string Number = "number", Name = "name", More = "more", Sum = "+", Product = "*", Quotient = "/", Negative = "-", Square = "²", Power = "power";

    /// <summary>This and everything inside it.</summary>
    internal IEnumerable<Reading> All() => Parts.SelectMany(part => part.All()).Prepend(this);

    /// <summary>Whether a sum stands directly inside a sum, where parentheses could be left out.</summary>
    internal bool HasNestedSum => All().Any(each => each.What == Sum && each.Parts.Any(part => (part.What == Negative ? part.Parts[0] : part).What == Sum));
}

/// <summary>Words that can stand in a formula, found by how they begin; of two that fit, the longer.</summary>
internal sealed class Words(IEnumerable<string> words)
{
    private readonly ILookup<char, string> byFirst = words.OrderByDescending(word => word.Length).ToLookup(word => word[0]);

    internal string? At(string text, int at) =>
        at < text.Length ? byFirst[text[at]].FirstOrDefault(word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0) : null;
}

/// <summary>
/// Reads the formulas that the program prints, in letters or in numbers, for people or for machines. It knows nothing of how they are
/// printed.
/// </summary>
internal sealed class FormulaReader
{
    private readonly string text;
    private readonly Words names, functions;
    private int at;

    private FormulaReader(string text, Words names, Words functions)
    {
        this.text = text;
        this.names = names;
        this.functions = functions;
    }

    /// <summary>The formula; a function's word ends with its parenthesis.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    internal static Reading Read(string text, Words names, Words functions)
    {
        var reader = new FormulaReader(text, names, functions);
        Reading read = reader.ReadSum();
        return reader.at == text.Length ? read : throw reader.Unreadable("the end");
    }

    private FormatException Unreadable(string wanted) => new($"wanted {wanted} at {at} in: {text}");

    private void Blanks()
    {
        while (at < text.Length && text[at] == ' ') at++;
    }

    private bool Take(string word)
    {
        int before = at;
        Blanks();
        if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
        {
            at += word.Length;
            return true;
        }
        at = before;
        return false;
    }

    private bool TakeAny(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
            if (Take(word)) return true;
        return false;
    }

    private void Need(string word)
    {
        if (!Take(word)) throw Unreadable(word);
    }

    private Reading ReadSum()
    {
        var terms = new List<Reading> { ReadProduct() };
        while (true)
        {
            if (Take("+")) terms.Add(ReadProduct());
            else if (TakeAny("−", "-")) terms.Add(new(Reading.Negative, [ReadProduct()]));
            else return terms.Count == 1 ? terms[0] : new(Reading.Sum, terms);
        }
    }

    // A sign in front takes the whole product with it, which is the same number.
    private Reading ReadProduct()
    {
        if (TakeAny("−", "-")) return new(Reading.Negative, [ReadProduct()]);
        Reading product = ReadPower();
        while (true)
        {
            if (TakeAny("·", "*")) product = new(Reading.Product, [product, ReadPower()]);
            else if (Take("/")) product = new(Reading.Quotient, [product, ReadPower()]);
            else return product;
        }
    }

    private Reading ReadPower()
    {
        Reading atom = ReadAtom();
        while (true)
        {
            if (TakeAny("²", "**2")) atom = new(Reading.Square, [atom]);
            else if (TakeAny("**", "^")) atom = new(Reading.Power, [atom, ReadAtom()]);
            else if (Take("ᵗ")) atom = new(Reading.Power, [atom, new(Reading.Name, [], "t")]);
            else if (Take("¹")) atom = new(Reading.Power, [atom, new(Reading.Number, [], "1")]);
            else return atom;
        }
    }

    private Reading ReadAtom()
    {
        if (Take("("))
        {
            Reading inner = ReadSum();
            Need(")");
            return inner;
        }
        if (Take("½")) return new(Reading.Quotient, [new(Reading.Number, [], "1"), new(Reading.Number, [], "2")]);
        if (Take("⟨")) return ReadMore();
        Blanks();
        string? named = names.At(text, at), called = functions.At(text, at);
        // t is a letter, and tanh( begins with it.
        if (named is string name && name.Length >= (called?.Length ?? 0))
        {
            at += name.Length;
            return new(Reading.Name, [], name);
        }
        if (called is not string function) return ReadNumber();
        at += function.Length;
        return ReadCall(function[..^1]);
    }

    private Reading ReadMore()
    {
        while (at < text.Length && text[at] is not (':' or '⟩')) at++;
        if (Take("⟩")) return new(Reading.More, []);
        Need(":");
        Reading sum = ReadSum();
        Need("⟩");
        return sum;
    }

    private Reading ReadCall(string function)
    {
        var arguments = new List<Reading> { ReadSum() };
        while (Take(",")) arguments.Add(ReadSum());
        Need(")");
        if (function != "softmax") return new(function, arguments);
        Need("[");
        string component = Digits();
        Need("]");
        return new(function, arguments, component);
    }

    private Reading ReadNumber()
    {
        int start = at;
        Digits();
        if (at < text.Length && text[at] == '.')
        {
            at++;
            Digits();
        }
        if (at == start) throw Unreadable("a number, a name or a function");
        if (at + 1 < text.Length && text[at] == 'e' && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] is '-' or '−' or '+'))
        {
            at += 2;
            Digits();
        }
        return new(Reading.Number, [], text[start..at].Replace('−', '-'));
    }

    private string Digits()
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text[start..at];
    }
}
