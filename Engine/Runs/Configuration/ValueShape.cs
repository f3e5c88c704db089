using System.Reflection;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What a configurable value looks like: read from nodes, and written back to them.</summary>
internal abstract class ValueShape(Type type)
{
    public Type Type => type;

    /// <summary>The type in a user's words.</summary>
    public abstract string Name { get; }

    /// <summary>The value of a node; without a node that of the fallback, in the containers that compare by content.</summary>
    public abstract object? Bind(ConfigNode? node, object? fallback, string path, Binding binding);

    /// <summary>All of a value; what the fallback has and the value has not is written as nothing.</summary>
    public abstract ConfigNode Write(object value, object? fallback);

    /// <summary>Every key below, with its path.</summary>
    public virtual IEnumerable<ConfigKey> Keys(string path) => [];

    public static ValueShape Of(Type type, PropertyInfo property, IReadOnlyList<Type> around, List<string> wrong)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarText.Knows(plain)) return new ScalarShape(plain, property.GetCustomAttribute<RangeAttribute>(), property.GetCustomAttribute<OneOfAttribute>());
        var generic = plain.IsGenericType ? plain.GetGenericTypeDefinition() : null;
        if (plain.GenericTypeArguments.Any(t => Nullable.GetUnderlyingType(t) is not null)) throw new ArgumentException($"{property.DeclaringType!.Name}.{property.Name} cannot be configured: its elements may be nothing.");
        if (generic == typeof(IReadOnlyList<>)) return new ListShape(plain, Of(plain.GenericTypeArguments[0], property, around, wrong));
        if (generic == typeof(IReadOnlyDictionary<,>) && plain.GenericTypeArguments[0] == typeof(string)) return new MapShape(plain, Of(plain.GenericTypeArguments[1], property, around, wrong));
        if (!plain.IsClass || plain.IsGenericType || plain.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new ArgumentException($"{property.DeclaringType!.Name}.{property.Name} cannot be configured: {plain.Name} is no type that the binder knows, nor a record without constructor parameters.");
        }

        return new RecordShape(plain, around, wrong);
    }
}
