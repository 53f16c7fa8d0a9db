using System.Reflection;

namespace Chainrule.Cli.Tests.Architecture;

/// <summary>
/// Which types a type uses: in its base types, attributes, fields, signatures and method bodies. What the compiler leaves nothing of, such as the name of a
/// constant or an unused <c>using</c>, is not seen.
/// </summary>
internal static class UsedTypes
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Of(Type type)
    {
        IEnumerable<MethodBase> methods = type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own));
        return type.GetInterfaces().Append(type.BaseType)
            .Concat(Constraints(type.GetGenericArguments()))
            .Concat(Attributes(type))
            .Concat(type.GetFields(Own).SelectMany(field => Attributes(field).Append(field.FieldType)))
            .Concat(type.GetProperties(Own).SelectMany(Attributes))
            .Concat(methods.SelectMany(Mentioned))
            .SelectMany(Parts).Distinct();
    }

    private static IEnumerable<Type?> Mentioned(MethodBase method) => Attributes(method)
        .Concat(method.GetParameters().Select(parameter => parameter.ParameterType))
        .Append((method as MethodInfo)?.ReturnType)
        .Concat(Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []))
        .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
        .Concat(Instructions.MembersIn(method).SelectMany(Mentioned));

    private static IEnumerable<Type?> Mentioned(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => method.GetGenericArguments().Append(method.DeclaringType),
        _ => [member.DeclaringType],
    };

    private static IEnumerable<Type?> Attributes(MemberInfo member) => member.GetCustomAttributesData()
        .SelectMany(each => each.ConstructorArguments.Select(argument => argument.Value as Type).Append(each.AttributeType));

    private static IEnumerable<Type?> Constraints(Type[] arguments) => arguments.Where(each => each.IsGenericParameter).SelectMany(each => each.GetGenericParameterConstraints());

    // Matrix<F32>[] is a Matrix and an F32.
    private static IEnumerable<Type> Parts(Type? type) =>
        type is null || type.IsGenericParameter ? []
        : type.HasElementType ? Parts(type.GetElementType())
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type)
        : [type];
}
