using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Misuse.Strangers;

/// <summary>Verbs about quantities at random: mostly about such that might fit, or nothing would ever be let in.</summary>
internal sealed class StrangeVerbs(Random random, IReadOnlyList<Quantity> quantities)
{
    private static readonly IRowLaw[] laws = [new StrangeLaw(0), new StrangeLaw(1), new StrangeLaw(2), new StrangeLaw(3), new Mean(), new Plus(), new Times(), new Same()];

    internal void Say(IKernels k)
    {
        switch (random.Next(20))
        {
            case 0 or 1 or 2: Product(k.Affine); break;
            case 3 or 4: Product((x, w, _, z) => k.Back(z, w, x)); break;
            case 5 or 6: Product((x, w, _, z) => k.Keep(w, z, x)); break;
            case 7: { Quantity z = Any(); k.Keep(Vector(z), z); break; }
            case 8: { Quantity z = Any(); k.Apply(F(), z, Like(z)); break; }
            case 9: { Quantity z = Any(); k.Pull(F(), Like(z), z); break; }
            case 10: { Quantity a = Any(); k.KeepProducts(Vector(a), a, Like(a)); break; }
            case 11: Table((a, table, ids) => k.KeepRows(table, a, ids)); break;
            case 12: Table(k.Look); break;
            case 13: { Operand into = Operand(); k.Row(laws[random.Next(laws.Length)], into, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Beside(into))]); break; }
            case 14: { Operand into = Operand(), from = Operand(); k.Gather(into, from, Places(into, from)); break; }
            case 15: { Operand into = Operand(), from = Operand(); k.Scatter(into, from, Places(from, into)); break; }
            case 16: k.Product(new((HeadForm)random.Next(4), random.Next(-1, 4), random.Next(-1, 4), random.Next(-1, 3)), Operand(), Operand(), Operand()); break;
            case 17: { Quantity a = Any(); k.Measure(L(), Like(a), a, Like(a), That(each => each.Role == Role.Value && each.Shape.Columns == 1)); break; }
            case 18: k.Total(Any(), Any()); break;
            default: { Quantity a = Any(); k.Start(L(), a, Like(a), random.Next(4) == 0 ? Operand() : new(Like(a), true)); break; }
        }
    }

    private Activation F() => random.Next(30) == 0 ? null! : Activation.All[random.Next(Activation.All.Count)];

    private Loss L() => random.Next(30) == 0 ? null! : Loss.All[random.Next(Loss.All.Count)];

    private Quantity Any() => random.Next(100) == 0 ? null! : quantities[random.Next(quantities.Count)];

    // One of those that might do, where there are any.
    private Quantity That(Func<Quantity, bool> might)
    {
        Quantity[] some = random.Next(12) == 0 ? [] : [.. quantities.Where(might)];
        return some.Length == 0 ? Any() : some[random.Next(some.Length)];
    }

    private Quantity Like(Quantity? z) => z is null ? Any() : That(each => each != z && each.Shape.Rows == z.Shape.Rows && each.Shape.Columns == z.Shape.Columns);

    private Quantity Vector(Quantity? of) => That(each => each.Role == Role.Parameter && each.Shape.Rows == 1 && each.Shape.Columns == of?.Shape.Columns);

    private void Product(Action<Quantity, Quantity, Quantity, Quantity> verb)
    {
        Quantity w = That(each => each.Role == Role.Parameter);
        Quantity x = That(each => each.Shape.IsPerExample && each.Shape.Columns == w?.Shape.Columns);
        Quantity z = That(each => each.Shape.IsPerExample && each.Shape.Columns == w?.Shape.Rows && each.Shape.Rows == x?.Shape.Rows);
        verb(x, w, Vector(z), z);
    }

    private void Table(Action<Quantity, Quantity, Quantity> verb)
    {
        Quantity ids = That(each => each.Role == Role.Given);
        Quantity a = That(each => each.Shape.IsPerExample && each.Shape.Rows == ids?.Shape.Count);
        verb(a, That(each => each.Role == Role.Parameter && each.Shape.Columns == a?.Shape.Columns), ids);
    }

    private Operand Operand() => random.Next(60) == 0 ? default : new(Any(), random.Next(3) == 0);

    private Operand Beside(Operand into) => random.Next(8) == 0 ? Operand() : new(That(each => each.Shape.Rows == 1 || each.Shape.Rows == into.Of?.Shape.Rows), random.Next(3) == 0);

    private Places Places(Operand target, Operand source)
    {
        if (target.Of is null || source.Of is null || random.Next(20) == 0) return random.Next(2) == 0 ? null! : new((1, 2), (2, 1), [1, -1]);
        (int rows, int columns) = (source.Of.Shape.Rows, source.Of.Shape.Columns);
        return new(
            (target.Of.Shape.Rows, target.Of.Shape.Columns), (rows, columns),
            [.. Enumerable.Range(0, target.Of.Shape.Rows * target.Of.Shape.Columns).Select(_ => random.Next(-1, rows * columns))]);
    }
}
