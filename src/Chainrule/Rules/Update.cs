using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Rules.Updates;

namespace Chainrule.Rules;

/// <summary>An update as a thing that can be chosen by name: how parameters move, given their gradients. Two with the same law and settings are equal.</summary>
/// <example><code>
/// var states = new UpdateStates&lt;F32&gt;(network, Update.Adam.With("beta2", 0.99));
/// network.Update(at, states, learningRate: 0.001);
/// </code></example>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public abstract class Update : IEquatable<Update>
{
    /// <summary>The most states of an update: what it keeps lies in registers beside the parameter.</summary>
    public const int MostStates = 4;

    // Whoever writes a law of their own makes an Update<U> of it.
    private protected Update()
    {
    }

    /// <inheritdoc cref="Updates.GradientDescent"/>
    public static Update GradientDescent { get; } = new Update<GradientDescent>();

    /// <inheritdoc cref="Updates.Momentum"/>
    public static Update Momentum { get; } = new Update<Momentum>();

    /// <inheritdoc cref="Updates.Adam"/>
    public static Update Adam { get; } = new Update<Adam>();

    /// <inheritdoc cref="Updates.Nesterov"/>
    public static Update Nesterov { get; } = new Update<Nesterov>();

    /// <inheritdoc cref="Updates.AdaGrad"/>
    public static Update AdaGrad { get; } = new Update<AdaGrad>();

    /// <inheritdoc cref="Updates.RmsProp"/>
    public static Update RmsProp { get; } = new Update<RmsProp>();

    /// <inheritdoc cref="Updates.AdamW"/>
    public static Update AdamW { get; } = new Update<AdamW>();

    /// <summary>Every update there is. Training, files, options, explanations and tests take their cases from here.</summary>
    public static IReadOnlyList<Update> All { get; } = [GradientDescent, Momentum, Adam, Nesterov, AdaGrad, RmsProp, AdamW];

    /// <summary>The update with this name, in kebab-case, with its default settings.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Update Named(string name) => Names.Find(All, each => each.Name, name, "update");

    /// <summary>The name in files and options.</summary>
    public abstract string Name { get; }

    /// <summary>The letters of the numbers which it keeps beside each parameter.</summary>
    public abstract IReadOnlyList<string> States { get; }

    /// <summary>The numbers which may be chosen, as they are.</summary>
    public abstract IReadOnlyList<UpdateSetting> Settings { get; }

    /// <summary>η where nobody gives one: 0.5 by gradient descent, 0.05 with momentum, of Nesterov's kind too, and with AdaGrad, 0.001 with Adam, AdamW and RMSProp.</summary>
    public abstract double DefaultLearningRate { get; }

    /// <summary>Whether no setting was changed.</summary>
    internal abstract bool HasDefaults { get; }

    /// <summary>The same update with another value of a setting.</summary>
    /// <exception cref="ProblemException">It has no such setting, or the value is out of its range.</exception>
    public abstract Update With(string setting, double value);

    /// <summary>The new states, from the gradient and the old ones.</summary>
    /// <exception cref="ArgumentException">Not as many states as the update has.</exception>
    public abstract void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>;

    /// <summary>The new parameter after step t = 1, 2, …, from the old one, its gradient and the new states.</summary>
    /// <exception cref="ArgumentException">Not as many states as the update has, or t is less than 1.</exception>
    public abstract T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, T learningRate, int t) where T : struct, IReal<T>;

    /// <summary>Hands the law, with its type, to whoever runs it in a loop.</summary>
    internal abstract R Read<R>(IUpdateReader<R> reader);

    /// <summary>Whether the other has the same law and settings.</summary>
    public bool Equals(Update? other) => other is not null && GetType() == other.GetType() && Settings.SequenceEqual(other.Settings);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Update);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Settings.Count > 0 ? Settings[0] : null);

    /// <summary>The name, as it stands in a network file.</summary>
    public override string ToString() => Name;
}

/// <summary>The update with the law <typeparamref name="U"/>.</summary>
public sealed class Update<U> : Update where U : struct, IUpdate<U>
{
    private readonly U law;

    /// <summary>With the default settings.</summary>
    /// <exception cref="ArgumentException">
    /// Something is null; the name is not in kebab-case; the letters of a state or the name of a setting are taken, are there twice, or are none (see <see cref="IUpdate{U}"/>); a default is out of
    /// its setting's range; there are too many states, or the law reads more than there are.
    /// </exception>
    public Update() : this(UpdateDoor.Checked<U>())
    {
    }

    private Update(IReadOnlyList<UpdateSetting> settings)
    {
        (Settings, law) = (settings, U.Of([.. settings.Select(each => each.Value)]));
    }

    /// <inheritdoc/>
    public override string Name => U.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> States => U.States;

    /// <inheritdoc/>
    public override double DefaultLearningRate => U.DefaultLearningRate;

    /// <inheritdoc/>
    public override IReadOnlyList<UpdateSetting> Settings { get; }

    internal override bool HasDefaults => Settings.SequenceEqual(U.Settings);

    /// <inheritdoc/>
    public override Update With(string setting, double value)
    {
        UpdateSetting changed = Names.Find(Settings, each => each.Name, setting, $"setting of {Name}");
        if (changed.Wrong(value) is { } wrong) throw new ProblemException($"{setting}: {wrong}");
        return new Update<U>([.. Settings.Select(each => each == changed ? each with { Value = value } : each)]);
    }

    /// <inheritdoc/>
    public override void Advance<T>(T gradient, Span<T> state)
    {
        Given.SameLength(States.Count, state.Length, nameof(state));
        law.Advance(gradient, state);
    }

    /// <inheritdoc/>
    public override T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, T learningRate, int t)
    {
        Given.SameLength(States.Count, state.Length, nameof(state));
        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        Few<T> ready = default;
        law.Prepare<T>(t, ready);
        return law.Step(parameter, gradient, state, ready, learningRate);
    }

    internal override R Read<R>(IUpdateReader<R> reader) => reader.Read(law);
}

/// <summary>Whoever runs the law of an update in a loop of their own.</summary>
internal interface IUpdateReader<out R>
{
    /// <summary>What comes of the law.</summary>
    R Read<U>(U law) where U : struct, IUpdate<U>;
}

/// <summary>Room for the few numbers of an update that belong to one parameter.</summary>
[InlineArray(Update.MostStates)]
internal struct Few<T>
{
    private T first;
}
