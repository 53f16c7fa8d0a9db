using System.Reflection;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Misuse;

/// <summary>Some calls in a row, each with what those before it have made.</summary>
internal sealed class Round<T>(Random random, Journal journal, Findings findings, string name, Kernels<T>? kernels) where T : struct, IReal<T>
{
    // Looking at every matrix takes longer than most calls.
    private const int CallsBetweenLooks = 8;

    // What runs the kernels is called as often as all the rest: there is more that can go wrong.
    private static readonly string[] Dangerous = ["Network`1", "Workspace`1", "Gradients`1", "Matrix`1", "Predictor", "Parameter"];

    private static readonly Call[] calls = [.. Surface.Of(typeof(T)).Select(each => new Call(each))];

    private static readonly Call[] dangerous = [.. calls.Where(each => Dangerous.Contains(each.Member.DeclaringType!.Name))];

    internal void Run(int count)
    {
        Pool<T> pool = new(random, kernels);
        Watch<T> watch = new();
        for (int i = 0; i < count; i++) One(pool, i % CallsBetweenLooks == 0 ? watch : null);
        GC.Collect();
    }

    private void One(Pool<T> pool, Watch<T>? watch)
    {
        Call[] some = random.Next(2) == 0 ? dangerous : calls;
        Call call = some[random.Next(some.Length)];
        object? instance = call.NeedsInstance ? pool.Of(call.Member.DeclaringType!) : null;
        if (call.NeedsInstance && instance is null) return;
        ParameterInfo[] parameters = call.Member.GetParameters();
        object?[] arguments = [.. call.Parameters.Select((type, p) => pool.Of(type, parameters[p].Name) ?? (type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null))];
        string where = $"{name}: {call.Name} with ({string.Join(", ", arguments.Select(Shown))}){(instance is null ? "" : $" on {Shown(instance)}")}";
        journal.Write(where);
        findings.Called(call.Name);
        try
        {
            var before = watch?.Before(pool.All, [instance, .. arguments]);
            CallAndKeep(pool, call, instance, arguments, where);
            if (before is not null && Watch<T>.Changed(before) is string changed) findings.Add($"{call.Name} wrote", $"{where}\n    {changed}");
        }
        catch (IndexOutOfRangeException)
        {
            findings.Add("unreadable", $"{where}\n    a matrix that is there cannot be read to its end");
        }
    }

    private void CallAndKeep(Pool<T> pool, Call call, object? instance, object?[] arguments, string where)
    {
        try
        {
            if (call.Run(instance, arguments) is { } made) pool.Keep(made);
        }
        catch (Exception thrown)
        {
            findings.Threw(thrown, call.Name, where);
        }
    }

    private static string Shown(object? thing) => thing switch
    {
        null => "null",
        string text => text.Length < 40 ? $"\"{text}\"" : $"a text of {text.Length}",
        Array list => $"{list.GetType().GetElementType()!.Name}[{list.Length}]",
        _ when thing.GetType().IsPrimitive || thing.GetType().Name.StartsWith("Matrix", StringComparison.Ordinal) => $"{thing}",
        _ => thing.GetType().Name,
    };
}
