using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// What the user wrote, read: one expression, or statements separated by <c>;</c> whose names can be used in those that follow:
/// <c>e = a*b; d = e + c; L = d*f</c>. The last one is the result.
/// </summary>
internal sealed class Expression
{
    /// <summary>The most characters that are read.</summary>
    public const int MaxLength = 10_000;

    /// <summary>The deepest nesting that is read, so that no text can exhaust the stack.</summary>
    public const int MaxDepth = 500;

    private readonly SourceText source;
    private readonly IReadOnlyDictionary<Syntax, int> places;

    private readonly string? option;

    private Expression(SourceText source, string? option)
    {
        (this.source, this.option) = (source, option);
        (Statements, places) = ExpressionParser.Parse(source);
        Inputs = FindInputs();
    }

    /// <summary>
    /// Reads an expression: + - * / ^, parentheses, numbers such as 1e-3, names, and the functions exp, log, sqrt, sin, cos, tanh,
    /// sigmoid, softplus, erf, step, relu and max(a, b). ^ groups from the right and binds tighter than the sign in front: -2^2 is −4.
    /// </summary>
    /// <param name="text">The expression.</param>
    /// <param name="option">Where the values of its inputs are given, as messages call it, or null where it has no name.</param>
    /// <exception cref="ProblemException">It cannot be read: the message shows the place and says what to do.</exception>
    public static Expression Parse(string text, string? option = null) => new(new SourceText(text), option);

    /// <summary>The statements, in their order.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>The names that no statement defines, in the order of the text: inputs to be given, or the constants pi and e.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>
    /// Computes it at the given inputs on the thread's current tape, and returns the last statement's node. Inputs and named results
    /// carry their names as labels; relu(x) is recorded as max(x, 0), as the law of relu says.
    /// </summary>
    /// <exception cref="ProblemException">
    /// An input is missing or given without being used, or a step has no finite number; the message shows the step and its operands.
    /// </exception>
    public Value Record(IReadOnlyDictionary<string, double> inputs)
    {
        CheckInputs(inputs);
        var named = new Dictionary<string, Value>();
        Value result = default;
        foreach (Statement statement in Statements)
        {
            result = statement.Tree.Fold(number => number, variable => Lookup(variable, named, inputs), (step, x, y) => Apply(step, x, y, named));
            if (statement.Name is not { } name) continue;
            // x = a: the node of a has its own name already, so the new name gets a node too.
            if (result.Label is not null) result = Value.Name(result);
            named[name] = result.Named(name);
        }
        return result;
    }

    private static Value Lookup(Syntax.Variable variable, Dictionary<string, Value> named, IReadOnlyDictionary<string, double> inputs)
    {
        string name = variable.Name;
        if (named.TryGetValue(name, out Value known)) return known;
        // A constant is a named step over a number: it has a name, but as nothing with a name went in, it is no input.
        return named[name] = inputs.TryGetValue(name, out double number) ? new Value(number, name) : Value.Name(Vocabulary.Constants[name]).Named(name);
    }

    private Value Apply(Syntax.Step step, Value x, Value? y, Dictionary<string, Value> named)
    {
        Value result = Vocabulary.Apply(step.Op, x, y);
        return double.IsFinite(result.Data)
            ? result
            : throw source.Problem(places[step], NoNumber.Because(step, x.Data, y?.Data ?? 0, result.Data, named), "Choose other inputs, or change this step.");
    }

    private List<string> FindInputs()
    {
        List<string> inputs = [];
        HashSet<string> defined = [], unused = [];
        foreach (Statement statement in Statements)
        {
            foreach (string name in statement.Tree.Names())
            {
                unused.Remove(name);
                if (!defined.Contains(name) && !inputs.Contains(name)) inputs.Add(name);
            }
            if (statement != Statements[^1] && statement.Name is null)
                throw source.Problem(statement.Start, "this result has no name, so nothing after the ; can use it.",
                    "Name it, such as e = a*b; L = e + c, or take it out.");
            if (statement.Name is not { } result) continue;
            if (inputs.Contains(result))
                throw source.Problem(statement.Start, $"{result} is used before it is defined here.", "Move this statement to the front, or choose another name.");
            if (!defined.Add(result))
                throw source.Problem(statement.Start, $"{result} is defined a second time.", "A name stands for one number: choose another one for this.");
            unused.Add(result);
        }
        foreach (Statement statement in Statements.SkipLast(1))
            if (unused.Contains(statement.Name!))
                throw source.Problem(statement.Start, $"{statement.Name} is computed, but nothing after it uses it.", "Use it in the result, or take it out.");
        return inputs;
    }

    private void CheckInputs(IReadOnlyDictionary<string, double> given)
    {
        string[] missing = Inputs.Where(name => !given.ContainsKey(name) && !Vocabulary.Constants.ContainsKey(name)).ToArray();
        string[] unused = given.Keys.Where(name => !Inputs.Contains(name)).ToArray();
        if (missing.Length > 0)
            throw source.Problem(PlaceOf(missing[0]), $"no value is given for {Listed(missing)}.", WhatToType(missing, given));
        if (unused.Length > 0)
            throw new ProblemException($"a value is given for {Listed(unused)}, which the expression does not use{Suggestion(unused[0])}");
        foreach ((string name, double number) in given)
            if (!double.IsFinite(number)) throw new ProblemException($"{name} is {Digits.Short(number)}: give it a finite number.");
    }

    // More than so many nobody reads.
    private const int MostListed = 10;

    private static string Listed(string[] names) => string.Join(", ", names.Take(MostListed)) + (names.Length > MostListed ? $" … ({names.Length} in all)" : "");

    private int PlaceOf(string name) => places.Where(each => each.Key is Syntax.Variable v && v.Name == name).Min(each => each.Value);

    private string WhatToType(string[] missing, IReadOnlyDictionary<string, double> given)
    {
        IEnumerable<string> parts = Inputs.Where(name => missing.Contains(name) || given.ContainsKey(name))
            .Select(name => $"{name}={(given.TryGetValue(name, out double number) ? number.ToString("R") : "1")}");
        return $"Give {(option is null ? "" : option + " ")}{string.Join(",", parts.Take(MostListed))}{(Inputs.Count > MostListed ? ",…" : "")} with your numbers in place of the 1s that are new.";
    }

    private string Suggestion(string unused)
    {
        if (Statements.Any(each => each.Name == unused)) return $": it computes {unused} itself. Take {unused} out of {option ?? "the values"}, or its statement out of the expression.";
        if (Inputs.Count == 0) return $": it has no inputs. Leave {option ?? "the values"} out.";
        string? nearest = Names.Nearest(Inputs, unused);
        return $"{(nearest is null ? "." : $": did you mean {nearest}?")} Its inputs are: {string.Join(", ", Inputs)}.";
    }
}
