using System.Reflection;
using System.Reflection.Emit;

namespace Chainrule.Misuse;

/// <summary>
/// A member that can be called with objects. Reflection cannot hand over spans or take references back, so a few instructions are written for each: an array becomes a
/// span, and a cell that comes back by reference is read, and written with what it holds.
/// </summary>
internal sealed class Call
{
    private readonly Func<object?, object?[], object?> run;

    internal Call(MethodBase member)
    {
        Member = member;
        // An instance first, then the parameters; a span is asked for as an array.
        Parameters = [.. member.GetParameters().Select(each => Handed(each.ParameterType))];
        Name = $"{member.DeclaringType!.Name}.{member.Name}({string.Join(", ", member.GetParameters().Select(each => $"{each.ParameterType.Name} {each.Name}"))})";
        run = Written(member);
    }

    internal MethodBase Member { get; }

    internal Type[] Parameters { get; }

    internal string Name { get; }

    internal bool NeedsInstance => !Member.IsStatic && Member is MethodInfo;

    internal object? Run(object? instance, object?[] arguments) => run(instance, arguments);

    private static Type Handed(Type type)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        return IsSpan(type) ? type.GetGenericArguments()[0].MakeArrayType() : type;
    }

    private static bool IsSpan(Type type) => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>));

    private static Func<object?, object?[], object?> Written(MethodBase member)
    {
        DynamicMethod method = new(member.Name, typeof(object), [typeof(object), typeof(object?[])], typeof(Call).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        Type owner = member.DeclaringType!;
        if (!member.IsStatic && member is MethodInfo)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(owner.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, owner);
        }
        ParameterInfo[] parameters = member.GetParameters();
        for (int i = 0; i < parameters.Length; i++) LoadArgument(il, parameters[i].ParameterType, i);
        Type made;
        if (member is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Newobj, constructor);
            made = owner;
        }
        else
        {
            il.Emit(member.IsVirtual && !owner.IsValueType ? OpCodes.Callvirt : OpCodes.Call, (MethodInfo)member);
            made = ((MethodInfo)member).ReturnType;
        }
        Box(il, made);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object?, object?[], object?>>();
    }

    private static void LoadArgument(ILGenerator il, Type type, int i)
    {
        Type wanted = type.IsByRef ? type.GetElementType()! : type;
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, i);
        il.Emit(OpCodes.Ldelem_Ref);
        il.Emit(OpCodes.Unbox_Any, Handed(wanted));
        if (IsSpan(wanted)) il.Emit(OpCodes.Newobj, wanted.GetConstructor([Handed(wanted)])!);
        if (!type.IsByRef) return;
        LocalBuilder local = il.DeclareLocal(wanted);
        il.Emit(OpCodes.Stloc, local);
        il.Emit(OpCodes.Ldloca, local);
    }

    private static void Box(ILGenerator il, Type made)
    {
        if (made == typeof(void))
        {
            il.Emit(OpCodes.Ldnull);
            return;
        }
        if (made.IsByRef)
        {
            made = made.GetElementType()!;
            LocalBuilder value = il.DeclareLocal(made);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldobj, made);
            il.Emit(OpCodes.Stloc, value);
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Stobj, made);
            il.Emit(OpCodes.Ldloc, value);
        }
        if (IsSpan(made))
        {
            LocalBuilder span = il.DeclareLocal(made);
            il.Emit(OpCodes.Stloc, span);
            il.Emit(OpCodes.Ldloca, span);
            il.Emit(OpCodes.Call, made.GetMethod("ToArray")!);
            return;
        }
        if (made.IsValueType) il.Emit(OpCodes.Box, made);
    }
}
