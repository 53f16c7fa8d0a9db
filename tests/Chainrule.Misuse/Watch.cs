using System.Reflection;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Misuse;

/// <summary>Matrices that a call has nothing to do with, and what they held before it.</summary>
internal sealed class Watch<T> where T : struct, IReal<T>
{
    // Before and behind what the calls work with, on the heap where floats do not move.
    private readonly Matrix<T>[] guards = [.. Enumerable.Range(0, 8).Select(i => Filled(new Matrix<T>(3 + i, 5), i))];

    private static Matrix<T> Filled(Matrix<T> matrix, int with)
    {
        foreach (ref T cell in matrix.Cells) cell = (double)with;
        return matrix;
    }

    internal List<(Matrix<T> Matrix, T[] Cells)> Before(IEnumerable<object> all, IEnumerable<object?> operands)
    {
        HashSet<object> touched = new(ReferenceEqualityComparer.Instance), others = new(ReferenceEqualityComparer.Instance);
        foreach (object? each in operands) Reach(each, touched);
        foreach (object each in all) Reach(each, others);
        return [.. others.Where(each => !touched.Contains(each)).OfType<Matrix<T>>().Concat(guards).Select(each => (each, each.Cells.ToArray()))];
    }

    internal static string? Changed(List<(Matrix<T> Matrix, T[] Cells)> before)
    {
        foreach ((Matrix<T> matrix, T[] cells) in before)
        {
            T[] now = matrix.Cells.ToArray();
            for (int i = 0; i < cells.Length; i++)
                if (!cells[i].Equals(now[i])) return $"cell {i} of a matrix of {matrix} that is no operand was {cells[i]} and is {now[i]}";
        }
        return null;
    }

    // All that hangs on a thing of the engine's.
    private static void Reach(object? thing, HashSet<object> reached)
    {
        if (thing is null || thing is string || thing.GetType().IsPrimitive) return;
        if (thing is Array list)
        {
            if (!list.GetType().GetElementType()!.IsPrimitive)
                foreach (object? each in list)
                    if (each is not (null or T or double)) Reach(each, reached);
            return;
        }
        if (thing.GetType().Assembly != typeof(Matrix<>).Assembly || !thing.GetType().IsValueType && !reached.Add(thing) || thing is Matrix<T>) return;
        foreach (FieldInfo field in FieldsOf(thing.GetType())) Reach(field.GetValue(thing), reached);
    }

    private static readonly Dictionary<Type, FieldInfo[]> fields = [];

    private static FieldInfo[] FieldsOf(Type type) => fields.TryGetValue(type, out FieldInfo[]? known) ? known : fields[type] =
        [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(each => !each.FieldType.IsPrimitive && !each.FieldType.IsPointer && !each.FieldType.IsEnum)];
}
