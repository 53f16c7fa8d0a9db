namespace Chainrule.Numbers;

/// <summary>
/// The elementary functions which a graph can record and no law of a network needs, and what the derivative rules need beside them. Only numbers that
/// read <see cref="Derivatives"/> have to know these letters, so they stay out of <see cref="IReal{T}"/>.
/// </summary>
/// <typeparam name="T">The implementing type itself.</typeparam>
internal interface IElementary<T> where T : struct, IReal<T>
{
    /// <summary>π, under its name.</summary>
    static abstract T Pi { get; }

    /// <summary>aᵇ. For a &lt; 0 only whole b give a number.</summary>
    static abstract T Pow(T a, T b);

    /// <summary>sin x, x in radians.</summary>
    static abstract T Sin(T x);

    /// <summary>cos x, x in radians.</summary>
    static abstract T Cos(T x);

    /// <summary>Whether the number is 0: where it is, a rule may say 0 instead of 0 · ∞.</summary>
    static abstract bool IsZero(T x);
}
