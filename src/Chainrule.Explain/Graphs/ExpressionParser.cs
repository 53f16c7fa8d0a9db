using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// Reads the text of an expression by precedence climbing (Richards 1979): a sum of products of signed powers. ^ binds tighter than
/// the sign in front and groups from the right: -2^2 is −4, 2^3^2 is 2^9.
/// </summary>
internal sealed class ExpressionParser
{
    private readonly SourceText source;
    private readonly IReadOnlyList<Token> tokens;
    private readonly Dictionary<Syntax, int> places = new(ReferenceEqualityComparer.Instance);
    private int next;
    private int depth;

    private ExpressionParser(SourceText source)
    {
        this.source = source;
        tokens = new Lexer(source).Read();
    }

    /// <summary>The statements of the text, and where in it each piece of their trees stands.</summary>
    internal static (IReadOnlyList<Statement> Statements, IReadOnlyDictionary<Syntax, int> Places) Parse(SourceText source)
    {
        if (source.Text.Length > Expression.MaxLength)
            throw new ProblemException($"the expression is too long: {source.Text.Length} characters, and at most {Expression.MaxLength} are read. Make it shorter.");
        var parser = new ExpressionParser(source);
        return (parser.Statements(), parser.places);
    }

    private Token Current => tokens[next];

    private Token Take() => tokens[next++];

    private List<Statement> Statements()
    {
        var statements = new List<Statement>();
        while (Current.Kind != TokenKind.End)
        {
            statements.Add(Statement());
            if (Current.Kind == TokenKind.End) break;
            if (!Current.Is(';')) throw Unfinished();
            next++;
        }
        return statements.Count > 0 ? statements : throw source.Problem(0, "the expression is empty.", "Write one, such as (a*b + c)*f.");
    }

    private Statement Statement()
    {
        Token name = Current;
        if (name.Kind != TokenKind.Name || !tokens[next + 1].Is('=')) return new(null, Tree(0), name.Start);
        if (Vocabulary.IsFunction(name.Text))
            throw source.Problem(name.Start, $"{name.Text} is a function, so it cannot name a number.", "Choose another name.");
        next += 2;
        return new(name.Text, Tree(0), name.Start);
    }

    /// <summary>An expression whose operations all bind at least so tightly.</summary>
    private Syntax Tree(int tightEnough)
    {
        Syntax left = Operand();
        while (Current.Kind == TokenKind.Sign && OpOf(Current.Text[0]) is Op op && SyntaxPrinter.Binding(op) >= tightEnough)
        {
            Token sign = Take();
            // A power's exponent may be a power itself; the others group from the left.
            Syntax right = op == Op.Power ? Deeper(sign, () => Tree(SyntaxPrinter.Power)) : Tree(SyntaxPrinter.Binding(op) + 1);
            left = Placed(new Syntax.Step(op, left, right), sign);
        }
        return left;
    }

    private static Op? OpOf(char sign) => sign switch
    {
        '+' => Op.Add,
        '-' => Op.Subtract,
        '*' => Op.Multiply,
        '/' => Op.Divide,
        '^' => Op.Power,
        _ => null,
    };

    private Syntax Operand()
    {
        Token token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Placed(new Syntax.Number(token.Number), token);
            case TokenKind.Name:
                return Current.Is('(') || Vocabulary.IsFunction(token.Text) ? Call(token) : Placed(new Syntax.Variable(token.Text), token);
            case TokenKind.Sign when token.Is('('):
                Syntax inside = Deeper(token, () => Tree(0));
                Close(token);
                return inside;
            case TokenKind.Sign when token.Is('-'):
                return Placed(Syntax.Negative(Deeper(token, () => Tree(SyntaxPrinter.Power))), token);
            case TokenKind.Sign when token.Is('+'):
                return Deeper(token, () => Tree(SyntaxPrinter.Power));
            default:
                throw NoOperand(token);
        }
    }

    private Syntax Call(Token name)
    {
        if (!Vocabulary.IsFunction(name.Text))
            throw source.Problem(name.Start, Names.Unknown(Vocabulary.FunctionNames, name.Text, "function") + ".",
                $"Call one of these, or write a product with a sign: {SourceText.Clip(name.Text, 40)}*( ).");
        if (!Current.Is('('))
            throw source.Problem(Current.Start, $"{name.Text} is a function: wanted ( after it, got {Current.Described}.", $"Write {name.Text}(x).");
        Token open = Take();
        List<Syntax> operands = [Deeper(open, () => Tree(0))];
        while (Current.Is(','))
        {
            next++;
            operands.Add(Deeper(open, () => Tree(0)));
        }
        Close(open);
        return Placed(Step(name, operands), name);
    }

    private Syntax.Step Step(Token name, List<Syntax> operands)
    {
        int wanted = Vocabulary.Find(name.Text)?.Operands ?? 1;
        if (operands.Count != wanted)
            throw source.Problem(name.Start, $"{name.Text} takes {(wanted == 1 ? "one number" : $"{wanted} numbers")}, got {operands.Count}.",
                operands.Count > wanted ? "A comma separates operands. If a decimal comma was meant, write a point: 0.5." : $"Write {name.Text}(a, b).");
        return Vocabulary.Find(name.Text) is { } function
            ? new(function.Op, operands[0], operands.ElementAtOrDefault(1))
            : new(Op.Max, operands[0], new Syntax.Number(0));
    }

    private void Close(Token open)
    {
        if (Current.Is(')'))
            next++;
        else if (Current.Kind == TokenKind.End)
            throw source.Problem(open.Start, "this parenthesis is never closed.", "Add the missing ).");
        else
            throw Unfinished();
    }

    private Syntax Placed(Syntax tree, Token token)
    {
        if (tree.Depth > Expression.MaxDepth) throw TooDeep(token);
        places[tree] = token.Start;
        return tree;
    }

    private Syntax Deeper(Token token, Func<Syntax> read)
    {
        if (++depth > Expression.MaxDepth) throw TooDeep(token);
        Syntax tree = read();
        depth--;
        return tree;
    }

    private ProblemException TooDeep(Token token) => source.Problem(token.Start,
        $"the expression is nested too deep: {Expression.MaxDepth} levels are read, and in a chain a + b + c + … each sign is one.",
        "Name parts of it: s = a + b; L = s*s.");

    private ProblemException NoOperand(Token got)
    {
        Token? before = next >= 2 ? tokens[next - 2] : null;
        string after = before is { } b ? $" after {b.Described}" : "";
        string whatToDo = got switch
        {
            _ when got.Is(')') && before?.Is('(') == true => "Write something between the parentheses.",
            _ when got.Is('*') && before?.Is('*') == true => "Write a power with ^: x^2.",
            _ when got.Is('=') && before?.Is('=') == true => "Write one =.",
            _ when got.Is(';') && before?.Is(';') != false => "Take out the ; or write a statement before it.",
            _ => "Write what is missing, or take out what is too much.",
        };
        return source.Problem(got.Start, $"wanted a number, a name or ({after}, got {got.Described}.", whatToDo);
    }

    // A complete expression has been read, and what follows does not continue it.
    private ProblemException Unfinished()
    {
        (Token before, Token got) = (tokens[next - 1], Current);
        string whatToDo = got switch
        {
            _ when got.Is(')') => "Take out this ) or add the missing ( before it.",
            _ when got.Is(',') => "Write decimals with a point: 0.5. A comma only separates the two numbers of max(a, b).",
            _ when got.Is('=') => "An = follows a name at the beginning of a statement: e = a*b; L = e + c.",
            _ when got.Is(';') => "Close the parenthesis before the ;.",
            _ => $"Put a sign between the two: {SourceText.Clip(before.Text, 20)}*{SourceText.Clip(got.Text, 20)}.",
        };
        return source.Problem(got.Start, $"wanted a sign such as + or *, or the end, got {got.Described}.", whatToDo);
    }
}

/// <summary>A part of an expression between semicolons, perhaps with a name for its result.</summary>
/// <param name="Name">The name before the =, or null.</param>
/// <param name="Tree">What is computed.</param>
/// <param name="Start">Where in the text it begins.</param>
internal sealed record Statement(string? Name, Syntax Tree, int Start);
