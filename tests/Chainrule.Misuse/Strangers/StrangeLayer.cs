using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Misuse.Strangers;

/// <summary>
/// A layer as nobody should write it: declares what it likes, and says verbs at random about its quantities and others'. What is refused it takes back and goes on, so that whatever is let in is
/// run.
/// </summary>
/// <param name="Seed">What it declares and says.</param>
/// <param name="IsFickle">Whether it says something else each time it is read.</param>
/// <param name="Stash">Where it leaves what it was handed, for others to call at the wrong time.</param>
internal sealed record StrangeLayer(int Seed, bool IsFickle, Stash Stash) : LayerSpec
{
    // Within one register and beyond; large enough that a kernel in the wrong matrix leaves it.
    private static readonly int[] Sizes = [1, 2, 3, 17, 70];

    public override LayerKind Described => Flatten.OfKind;

    public override IReadOnlyList<(string Key, object Value)> Fields => [];

    public override ILayer Place(Plan plan)
    {
        Stash.Plans.Add(plan);
        var random = new Random(IsFickle ? Seed + (plan.IsTraining ? 0 : 1) : Seed);
        Quantity x = plan.Input();
        List<Quantity> mine = [.. plan.Quantities];
        int[] sizes = [.. Sizes, x.Shape.Columns, x.Shape.Columns];
        for (int i = 0; i < 14; i++) Stash.Try(() => mine.Add(Declared(plan, random, sizes, "p" + new string((char)('a' + i), 1))));
        // What is computed in the shape of a parameter: a verb might take the one for the other, and they need not lie alike.
        foreach (Quantity each in mine.Where(each => each.Role == Role.Parameter).ToArray())
            if (random.Next(2) == 0) Stash.Try(() => mine.Add(plan.Value("like" + each.Letter, each.Shape)));
        Quantity a = plan.Value("a", random.Next(2) == 0 ? x.Shape : Shape.Units(Size()));
        mine.Add(a);
        Stash.Quantities.AddRange(mine);
        bool isOdd = random.Next(12) == 0;
        return new Placed(this, plan, mine, isOdd ? mine[random.Next(mine.Count)] : a);

        int Size() => sizes[random.Next(sizes.Length)];
    }

    private static Quantity Declared(Plan plan, Random random, int[] sizes, string letter)
    {
        Shape shape = random.Next(6) switch
        {
            0 => Shape.Units(Size()),
            1 => Shape.Sequence(random.Next(1, 4), Size()),
            2 => Shape.Image(random.Next(1, 3), random.Next(1, 4), random.Next(1, 4)),
            3 => Shape.Vector(Size()),
            4 => new Shape(false, []),
            _ => Shape.Matrix(Size(), Size()),
        };
        Tensor? numbers = random.Next(8) == 0 || shape.Sizes.Length == 0 ? null : Tensor.Of(shape, _ => random.Next(3));
        switch (random.Next(7))
        {
            case 0: return plan.Value(letter, shape);
            case 1: return plan.Copy(letter, shape);
            case 2:
                Quantity given = plan.Given(letter, shape, numbers, random.Next(3) == 0 ? _ => 1 : null);
                if (random.Next(2) == 0) plan.Whole(given, random.Next(0, 5));
                return given;
            case 3: return plan.Value(letter, Shape.Units(Size()));
            case 4: return plan.Parameter(letter, Shape.Vector(Size()), Tensor.Of(Shape.Vector(Size()), _ => 1), "key", "why", isBias: true);
            default: return plan.Parameter(letter, shape, numbers!, "key", "why");
        }

        int Size() => sizes[random.Next(sizes.Length)];
    }

    private readonly struct Fill : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T> => into.Fill(0.5);
    }

    private sealed class Placed(StrangeLayer layer, Plan plan, List<Quantity> mine, Quantity output) : ILayer
    {
        private const int VerbsOfAPass = 40;

        private readonly Random fickle = new(layer.Seed);

        public Quantity Output => output;

        public void Forward(IKernels k)
        {
            // A layer that leaves something out is refused as a whole: so everything is said to be written, well or badly.
            foreach (Quantity each in mine.Where(each => each.Role == Role.Value)) layer.Stash.Try(() => k?.Row(new Fill(), each));
            Say(k, 1);
        }

        public void Backward(IKernels k)
        {
            foreach (Quantity each in mine)
                layer.Stash.Try(() =>
                {
                    if (each.Role == Role.Value) k?.Row(new Fill(), each.d);
                    else if (each.Role == Role.Parameter) k?.Keep(each, output);
                });
            Say(k, 2);
        }

        private void Say(IKernels? k, int salt)
        {
            if (k is null) return;
            layer.Stash.Readers.Add(k);
            Random random = layer.IsFickle ? fickle : new Random(layer.Seed + salt);
            var verbs = new StrangeVerbs(random, random.Next(10) == 0 ? layer.Stash.Quantities : mine);
            for (int i = 0; i < VerbsOfAPass; i++) layer.Stash.Try(() => verbs.Say(k));
            if (random.Next(4) == 0) layer.Stash.Try(() => Declared(plan, random, Sizes, "late"));
            if (random.Next(4) == 0 && layer.Stash.Readers is { Count: > 0 } readers) layer.Stash.Try(() => verbs.Say(readers[random.Next(readers.Count)]));
        }
    }
}
