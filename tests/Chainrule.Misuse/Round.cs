using System.Reflection;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Misuse;

/// <summary>Some calls in a row, each with what those before it have made.</summary>
internal sealed class Round<T>(Random random, Journal journal, Findings findings, string name, Kernels<T>? kernels) where T : struct, IReal<T>
{
    // Looking at every matrix takes longer than most calls.
    private const int CallsBetweenLooks = 8;

    // What runs the kernels is called as often as all the rest: there is more that can go wrong.
    private static readonly string[] Dangerous = ["Network`1", "Workspace`1", "Gradients`1", "Matrix`1", "Predictor", "Parameter", "UpdateStates`1", "Plan", "IKernels", "ILayer"];

    private static readonly Call[] calls = [.. Surface.Of(typeof(T)).Select(each => new Call(each))];

    private static readonly Call[] dangerous = [.. calls.Where(each => Dangerous.Contains(each.Member.DeclaringType!.Name))];

    internal void Run(int count)
    {
        Watch<T> watch = new();
        Pool<T> pool = new(random, kernels, new(findings, name));
        pool.StepInEach((at, step) => Step(pool, watch, at, step));
        for (int i = 0; i < count; i++) One(pool, i % CallsBetweenLooks == 0 ? watch : null);
        GC.Collect();
    }

    private void Step(Pool<T> pool, Watch<T> watch, Workspace<T> at, Action step)
    {
        string where = $"{name}: a step of {at.Network.Spec} in a workspace of {at.Examples}";
        journal.Write(where);
        var before = watch.Before(pool.All, [at, at.Network]);
        step();
        if (Watch<T>.Changed(before) is string changed) findings.Add("a step wrote", $"{where}\n    {changed}");
    }

    private void One(Pool<T> pool, Watch<T>? watch)
    {
        Call[] some = random.Next(2) == 0 ? dangerous : calls;
        Call call = some[random.Next(some.Length)];
        object? instance = call.NeedsInstance ? pool.Of(call.Member.DeclaringType!) : null;
        if (call.NeedsInstance && instance is null) return;
        ParameterInfo[] parameters = call.Member.GetParameters();
        object?[] arguments = [.. call.Parameters.Select((type, p) => pool.Beside(type, parameters[p].Name, instance) ?? (type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null))];
        // The text of a layer is read by the engine, which hands over its plan and its reader.
        if (IsText(call.Member) && arguments[0] is null) return;
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

    private static bool IsText(MethodBase member) => member.Name is nameof(LayerSpec.Place) or nameof(ILayer.Forward) or nameof(ILayer.Backward)
        && (typeof(LayerSpec).IsAssignableFrom(member.DeclaringType) || member.DeclaringType == typeof(ILayer));

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
