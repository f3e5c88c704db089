using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Tests.Abi;

/// <summary>The layout a struct really has in managed memory, as lines of the golden file.</summary>
internal static class StructLayout
{
    public static IEnumerable<string> Describe(Type type, string name)
    {
        yield return $"sizeof {name} {SizeOf(type)}";
        foreach (var field in Fields(type)) yield return $"offsetof {name}.{field.Name} {OffsetOf(field)}";
    }

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    // Marshal.OffsetOf describes the marshalled view; the address of the field is what the library sees.
    private static long OffsetOf(FieldInfo field)
    {
        var method = new DynamicMethod("offset", typeof(long), Type.EmptyTypes, typeof(StructLayout).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var local = il.DeclareLocal(field.DeclaringType!);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Ret);
        return (long)method.Invoke(null, null)!;
    }
}
