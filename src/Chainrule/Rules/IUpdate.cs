using Chainrule.Numbers;

namespace Chainrule.Rules;

/// <summary>
/// An update: how a parameter θ moves, given its gradient g and what was kept of earlier ones. <see cref="Update{U}"/> makes one of your law, in any
/// assembly; a <c>FileVocabulary</c> lets files name it.
/// </summary>
/// <remarks>
/// The law comes in pieces, so that each new number can be looked at, and named, before the next is computed from it: first all states from the gradient, then the parameter from the
/// states.
/// </remarks>
/// <typeparam name="U">The implementing type itself; its fields are the settings.</typeparam>
public interface IUpdate<U> where U : struct, IUpdate<U>
{
    /// <summary>The name in files and options, kebab-case.</summary>
    static abstract string Name { get; }

    /// <summary>
    /// The letters of the numbers which are kept beside each parameter, all 0 before the first step; none unless said. They differ, upper and lower case being one, are letters from a to z, begin neither
    /// with d nor with new, and are not x, y, L, t, eta or theta. At most <see cref="Update.MostStates"/>.
    /// </summary>
    static virtual IReadOnlyList<string> States => [];

    /// <summary>
    /// The numbers which may be chosen, with their defaults; none unless said. Their names are letters and digits, differ from each other and from the states, and are not name, x, y, L, t, eta or
    /// theta.
    /// </summary>
    static virtual IReadOnlyList<UpdateSetting> Settings => [];

    /// <summary>η where nobody gives one: a rate with which the law, with its default settings, usually gets along.</summary>
    static virtual double DefaultLearningRate => 0.5;

    /// <summary>The law with these settings, in the order of <see cref="Settings"/>.</summary>
    static abstract U Of(ReadOnlySpan<double> settings);

    /// <summary>The new states from the gradient and the old ones.</summary>
    void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>;

    /// <summary>What is the same for all parameters in step t = 1, 2, …: computed once a step. There is room for <see cref="Update.MostStates"/> numbers.</summary>
    void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>;

    /// <summary>The new parameter from the old one, the gradient, the new states, what <see cref="Prepare"/> made, and η.</summary>
    T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T>;
}
