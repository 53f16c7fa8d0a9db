using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Chainrule.Numbers;

/// <summary>What a door says in the middle of an expression.</summary>
internal static class Given
{
    /// <summary>The thing itself, which is not null.</summary>
    /// <exception cref="ArgumentNullException">It is.</exception>
    internal static T NotNull<T>([NotNull] T? thing, [CallerArgumentExpression(nameof(thing))] string? name = null) where T : class =>
        thing ?? throw new ArgumentNullException(name);

    /// <summary>Refuses rows that are not of one length: a law that reads one beside the other would stop in the middle.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SameLength(int wanted, int got, string name)
    {
        if (got != wanted) NotOfOneLength(wanted, got, name);
    }

    [DoesNotReturn]
    private static void NotOfOneLength(int wanted, int got, string name) =>
        throw new ArgumentException($"got {got} numbers, wanted {wanted}: as many as in the row beside it", name);
}
