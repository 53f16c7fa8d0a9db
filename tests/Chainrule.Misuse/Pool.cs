using System.Linq.Expressions;
using System.Text;
using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Idx;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Misuse.Strangers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Layers;

namespace Chainrule.Misuse;

/// <summary>Values of any type, right ones and wrong ones; what calls return goes in too.</summary>
internal sealed class Pool<T> where T : struct, IReal<T>
{
    private const int MostOfAType = 24;

    private static readonly int[] Ints = [int.MinValue, -1, 0, 1, 2, 3, 5, 17, 40, 1000, int.MaxValue];

    private static readonly double[] Doubles = [0, 1, -1, 0.5, 1e-5, 7, 1e300, -1e-310, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly string[] Texts =
        ["", " ", "sigmoid", "softmax", "mse", "mazur", "xor", "there is no such file.json", "a*b + tanh(a)", "a=1,b=2", "a", "b", "c", "a=1,a=", "((", "W1[0,0]", "dW2[0,0]", "z1[0]", "a9[-1]", "L", "nielsen", "{}", "{\"layers\": []}", "\u001b[2J\0", new('x', 5000)];

    // Large enough that a kernel in the wrong matrix leaves it by pages, and small enough to be quick.
    private static readonly int[][] Networks = [[2, 2, 1], [40, 30, 10], [40, 100, 10], [3, 5, 4, 2]];

    private readonly Dictionary<Type, List<object>> known = [];
    private readonly Random random;

    private readonly Stash stash;
    private readonly StrangeNetworks<T> strange;

    internal Pool(Random random, Kernels<T>? kernels, Stash stash)
    {
        (this.random, this.stash, strange) = (random, stash, new(random, kernels, stash));
        foreach (Activation each in Activation.All) Keep(each);
        foreach (Loss each in Loss.All) Keep(each);
        foreach (int[] sizes in Networks)
        {
            Loss loss = Pick(Loss.All);
            Problem problem = RandomProblem.Create(sizes, Activation.Named("tanh"), null, loss, random.NextInt64(), random.Next(1, 5));
            Keep(problem);
        }
        foreach (LayerKind kind in LayerKind.All)
        {
            Keep(kind);
            Keep(RandomLayers.Of(kind, random.NextInt64()));
        }
        foreach (Problem problem in known[typeof(Problem)].Cast<Problem>().ToArray()) KeepAllOf(problem.Network, problem.Batch);
        for (int i = 0; i < 4; i++)
            if (strange.Network() is { } network) KeepAllOf(network.Spec, null);
        foreach (string text in (string[])["a,b,c\n1,2,red\n3,,blue\n0.5,1,red\n", "a,b\n1,0\n0,1\n1,1\n"]) Keep(CsvTable.Read<float>(new MemoryStream(Encoding.UTF8.GetBytes(text)), "table.csv"));
        Keep(IdxFile.Read(new MemoryStream([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 3, 4]), "images"));
        Keep(IdxFile.Read(new MemoryStream([0, 0, 8, 1, 0, 0, 0, 2, 1, 0]), "labels"));
        foreach (IKernels reader in stash.Readers.Take(MostOfAType)) Keep(reader);
    }

    private void KeepAllOf(NetworkSpec spec, Batch? batch)
    {
        Network<T> network = strange.Of(spec);
        foreach (object? each in (object?[])[spec, batch, network, network.Plan, new Gradients<T>(network), new UpdateStates<T>(network, Pick(Update.All)), spec.Input]) if (each is not null) Keep(each);
        foreach (Workspace<T> each in strange.Workspaces(network, batch?.Count ?? random.Next(1, 4))) Keep(each);
        foreach (LayerSpec each in spec.Layers) Keep(each);
        foreach (ILayer each in network.Plan.Layers) Keep(each);
        foreach (Quantity each in network.Plan.Quantities)
        {
            Keep(each);
            Keep(new Operand(each, random.Next(2) == 0));
            if (each.Role == Role.Parameter) Keep(network[each]);
        }
        if (network is Network<F32> floats) Keep(new Predictor(floats));
    }

    /// <summary>A step in each workspace.</summary>
    internal void StepInEach(Action<Workspace<T>, Action> around)
    {
        foreach (Workspace<T> at in Known(typeof(Workspace<T>)).Cast<Workspace<T>>().ToArray()) around(at, () => strange.Step(at, Pick(Update.All)));
    }

    internal IEnumerable<object> All => known.Values.SelectMany(each => each);

    internal void Keep(object thing)
    {
        for (Type? type = thing.GetType(); type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
        {
            List<object> some = Known(type);
            Put(thing, some);
        }
        foreach (Type each in thing.GetType().GetInterfaces())
            if (each.Assembly == typeof(Plan).Assembly) Put(thing, Known(each));
    }

    private void Put(object thing, List<object> some)
    {
        if (some.Count < MostOfAType) some.Add(thing);
        else some[random.Next(some.Count)] = thing;
    }

    // Of the same network as the other operand, every other time: or nearly all calls would be refused.
    internal object? Beside(Type type, string? name, object? network) =>
        network is Network<T> && random.Next(2) == 0 && known.TryGetValue(type, out List<object>? some)
        && some.Where(each => each is Workspace<T> at && at.Network == network || each is Gradients<T> gradients && gradients.Network == network || each is UpdateStates<T> states && states.Network == network).ToArray() is { Length: > 0 } fitting
            ? Pick(fitting)
            : Of(type, name);

    internal object? Of(Type type, string? name = null)
    {
        // So many steps would be taken.
        if (name == "steps") return random.Next(-1, 4);
        if (type == typeof(int)) return random.Next(3) > 0 ? random.Next(0, 4) : Pick(Ints);
        if (type == typeof(long)) return (long)Pick(Ints);
        if (type == typeof(double)) return Pick(Doubles);
        if (type == typeof(float)) return (float)Pick(Doubles);
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(byte)) return (byte)random.Next(256);
        if (type == typeof(T)) return random.Next(8) == 0 ? default(T) : (T)Pick(Doubles);
        if (type.IsEnum) return Enum.ToObject(type, random.Next(-1, 8));
        if (Nullable.GetUnderlyingType(type) is { } inner) return random.Next(2) == 0 ? null : Of(inner);
        if (random.Next(12) == 0 && !type.IsValueType) return null;
        if (type == typeof(string)) return Pick(Texts);
        if (type == typeof(CancellationToken)) return new CancellationToken(random.Next(4) == 0);
        if (type == typeof(Func<IKernels, IKernels>)) return random.Next(2) == 0 ? null : (Func<IKernels, IKernels>)(inner => random.Next(8) == 0 ? null! : new StrangeReader(inner, 1, stash));
        if (type == typeof(IWitness<T>)) return random.Next(2) == 0 ? null : new StrangeWitness<T>(random.Next());
        if (type == typeof(IRowLaw)) return new StrangeLaw(random.Next(4));
        if (type == typeof(Tensor) && random.Next(2) == 0) return random.Next(3) == 0 ? Tensor.Of(Enumerable.Empty<Tensor>()) : Tensor.Of(NumberRow.Of(new double[random.Next(3)]));
        if (type == typeof(Stream)) return Growing(random.Next(3) == 0 ? "a,b,c\n1,2,red\n3,,blue\n"u8 : new byte[random.Next(4)]);
        // Interpreted functions take no spans.
        if (type == typeof(ExampleFiller)) return random.Next(4) == 0 ? (ExampleFiller)((_, _, y) => y[^1] = float.NaN) : (e, x, y) => x[0] = y[0] = e;
        if (known.TryGetValue(type, out List<object>? some) && (random.Next(4) > 0 || !type.IsArray)) return Pick(some);
        if (type.IsArray) return Several(type.GetElementType()!);
        if (type.IsInterface && type.IsGenericType && type.GetGenericArguments() is [Type each] && type.IsAssignableFrom(each.MakeArrayType())) return Several(each);
        if (typeof(Delegate).IsAssignableFrom(type)) return Returning(type);
        if (type == typeof(object)) return Pick<object>(["text", 1, Doubles]);
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    // One over an array would refuse in words of its own to be written on.
    private static MemoryStream Growing(ReadOnlySpan<byte> bytes)
    {
        var stream = new MemoryStream();
        stream.Write(bytes);
        stream.Position = 0;
        return stream;
    }

    // One in ten is null or ragged; most lists are of the lengths that networks have.
    private Array Several(Type each)
    {
        Array list = Array.CreateInstance(each, random.Next(4) == 0 ? random.Next(0, 4) : Pick(Pick(Networks)) * (random.Next(3) == 0 ? 2 : 1));
        for (int i = 0; i < list.Length; i++)
            list.SetValue(each == typeof(double) && random.Next(40) > 0 ? random.NextDouble() : each == typeof(float) && random.Next(40) > 0 ? random.NextSingle() : Of(each), i);
        return list;
    }

    // A function that gives back something of the pool, or nothing.
    private Delegate Returning(Type type)
    {
        System.Reflection.MethodInfo invoke = type.GetMethod("Invoke")!;
        ParameterExpression[] parameters = [.. invoke.GetParameters().Select(each => Expression.Parameter(each.ParameterType))];
        object? made = invoke.ReturnType == typeof(void) ? null : Of(invoke.ReturnType);
        Expression body = made is null ? Expression.Default(invoke.ReturnType) : Expression.Constant(made, invoke.ReturnType);
        return Expression.Lambda(type, body, parameters).Compile(preferInterpretation: true);
    }

    private List<object> Known(Type type) => known.TryGetValue(type, out List<object>? some) ? some : known[type] = [];

    private E Pick<E>(IReadOnlyList<E> some) => some[random.Next(some.Count)];
}
