using System.Reflection;
using Chainrule.Datasets.Csv;
using Chainrule.Explain;
using Chainrule.Export;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Practice;
using Chainrule.Rules;
using Chainrule.Rules.Activations;
using Chainrule.Rules.Losses;
using Chainrule.Rules.Updates;

namespace Chainrule.Misuse;

/// <summary>Every public constructor and method of the engine, of its explanations, of the readers of data, of exports and of diagnoses, with its type arguments filled in.</summary>
internal static class Surface
{
    // Results hold what the engine puts into them, and nothing else is done with it.
    private static readonly string[] Results =
        ["TrainingRun", "GradientReport", "DerivativeCheck", "Example", "NetworkFileContent", "ExplainedNumber", "TrainingHistory", "TrainingProgress", "EpochResult", "Divergence"];

    internal static List<MethodBase> Of(Type reader) =>
        [.. new[] { typeof(Network<>), typeof(Explanation), typeof(CsvTable), typeof(OnnxFile), typeof(Diagnosis) }.SelectMany(each => each.Assembly.GetExportedTypes()).Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal)).SelectMany(type => Closed(type, reader)).SelectMany(type => MembersOf(type, reader))];

    private static IEnumerable<Type> Closed(Type type, Type reader)
    {
        // Of interfaces only those are called whose implementations the engine hands out.
        if (type.IsByRefLike || type.IsInterface && type != typeof(IKernels) && type != typeof(ILayer) || typeof(Delegate).IsAssignableFrom(type) || type.IsEnum) yield break;
        if (!type.IsGenericTypeDefinition) yield return type;
        else if (Filled(type.GetGenericArguments(), reader) is { } arguments) yield return type.MakeGenericType(arguments);
    }

    private static IEnumerable<MethodBase> MembersOf(Type type, Type reader)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (!type.IsAbstract && !Results.Contains(type.Name))
            foreach (ConstructorInfo each in type.GetConstructors())
                if (CanBeCalled(each)) yield return each;
        foreach (MethodInfo each in type.GetMethods(Public))
        {
            if (Results.Contains(type.Name) && each.Name.StartsWith("set_", StringComparison.Ordinal)) continue;
            MethodInfo method = each;
            if (each.IsGenericMethodDefinition)
            {
                if (Filled(each.GetGenericArguments(), reader) is not { } arguments) continue;
                method = each.MakeGenericMethod(arguments);
            }
            if (CanBeCalled(method)) yield return method;
        }
    }

    // Any number of threads may be asked for, and a set of them would stay for all that follows.
    private static bool CanBeCalled(MethodBase member) => (!member.IsAbstract || member.DeclaringType!.IsInterface) && member.Name != "set_Threads"
        && !member.GetParameters().Any(each => each.ParameterType.IsByRef && !each.IsIn || each.ParameterType.IsPointer || each.ParameterType.IsByRefLike && !IsSpan(each.ParameterType));

    private static bool IsSpan(Type type) => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>));

    private static Type[]? Filled(Type[] parameters, Type reader)
    {
        var filled = new Type[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            string[] wanted = [.. parameters[i].GetGenericParameterConstraints().Select(each => each.Name)];
            if (wanted.Any(each => each.StartsWith("ILanes", StringComparison.Ordinal) || each.StartsWith("IEpilogue", StringComparison.Ordinal))) return null;
            filled[i] = wanted.Contains("IActivation") ? typeof(Sigmoid)
                : wanted.Contains("IPairedLoss") ? typeof(SoftmaxCrossEntropy)
                : wanted.Contains("ILoss") ? typeof(Mse)
                : wanted.Contains("IUpdate`1") ? typeof(Adam)
                : wanted.Contains("IElementary`1") ? typeof(F64)
                : wanted.Contains("IBinaryFloatingPointIeee754`1") ? typeof(float)
                : wanted.Contains("IReal`1") ? reader
                : typeof(string);
        }
        return filled;
    }
}
