using Chainrule.Numbers;

namespace Chainrule.Rules;

/// <summary>What is checked of the law of an update before anything is made of it, since it may come from anywhere.</summary>
internal static class UpdateDoor
{
    /// <summary>The settings, when all is well.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    internal static IReadOnlyList<UpdateSetting> Checked<U>() where U : struct, IUpdate<U>
    {
        if (Letters.WrongName(U.Name, "update", "gradient-descent") is { } wrong) throw new ArgumentException(wrong);
        IReadOnlyList<string> states = U.States ?? throw new ArgumentException($"{U.Name}: {nameof(U.States)} is null, wanted a list; [] for none");
        IReadOnlyList<UpdateSetting> settings = U.Settings ?? throw new ArgumentException($"{U.Name}: {nameof(U.Settings)} is null, wanted a list; [] for none");
        if (states.Count > Update.MostStates) throw new ArgumentException($"{U.Name} has {states.Count} states, wanted at most {Update.MostStates}");
        if (!(U.DefaultLearningRate > 0 && double.IsFinite(U.DefaultLearningRate))) throw new ArgumentException($"{U.Name}: the default learning rate is {U.DefaultLearningRate:R}, wanted a positive number");
        CheckAll($"{U.Name}: state", states, Letters.Wrong);
        CheckAll($"{U.Name}: setting", [.. settings.Select(each => each?.Name)], Letters.WrongSetting);
        foreach (UpdateSetting each in settings)
            if (each.Wrong(each.Value) is { } value) throw new ArgumentException($"{U.Name}: setting {each.Name}: {value}");
        if (states.FirstOrDefault(state => settings.Any(each => each.Name.Equals(state, StringComparison.OrdinalIgnoreCase))) is { } both)
            throw new ArgumentException($"{U.Name}: got \"{both}\" as a state and as a setting; wanted letters that differ, upper and lower case being one");
        Try<U>(settings, states.Count);
        return settings;
    }

    private static void CheckAll(string what, IReadOnlyList<string?> names, Func<string, string?> wrong)
    {
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i] ?? throw new ArgumentException($"{what} {i} is null");
            if (wrong(name) is { } said) throw new ArgumentException($"{what} {i}: {said}");
            if (names.Take(i).Any(each => name.Equals(each, StringComparison.OrdinalIgnoreCase)))
                throw new ArgumentException($"{what} {i}: got \"{name}\" twice; wanted letters that differ, upper and lower case being one");
        }
    }

    // One step over nodes of a graph, which alone tell a number that was computed from default, which to all others is 0.
    private static void Try<U>(IReadOnlyList<UpdateSetting> settings, int states) where U : struct, IUpdate<U>
    {
        using Tape tape = Tape.Begin();
        try
        {
            U law = U.Of([.. settings.Select(each => each.Value)]);
            var state = new Value[states];
            state.AsSpan().Fill(0.0);
            var ready = new Value[Update.MostStates];
            law.Advance(0.25, state.AsSpan());
            law.Prepare<Value>(1, ready);
            Value moved = law.Step<Value>(0.5, 0.25, state, ready, 0.125);
            if (state.Append(moved).Contains(default)) throw new InvalidOperationException(Value.NoNumber);
        }
        catch (Exception wrong) when (wrong is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new ArgumentException($"{U.Name}: the law reads a state or a setting that is not there: it has {states} states and {settings.Count} settings", wrong);
        }
        catch (InvalidOperationException wrong) when (wrong.Message == Value.NoNumber)
        {
            throw new ArgumentException($"{U.Name}: the law computes with default, or with what {nameof(IUpdate<>.Prepare)} did not make; a sum begins with T s = 0.0", wrong);
        }
    }
}
