using System.Reflection;
using System.Runtime.CompilerServices;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A property that can be configured, and what is said about it.</summary>
internal sealed class KeyShape
{
    private readonly object? _default;

    public KeyShape(PropertyInfo property, object owner, IReadOnlyList<Type> around, List<string> wrong)
    {
        Property = property;
        Name = ScalarText.SnakeCase(property.Name);
        Value = ValueShape.Of(property.PropertyType, property, around, wrong);
        Doc = property.GetCustomAttribute<DocAttribute>()?.Sentence ?? "";
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        IsNullable = Nullable.GetUnderlyingType(property.PropertyType) is not null || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        _default = property.GetValue(owner);
        wrong.AddRange(Wrong().Select(what => $"{property.DeclaringType!.Name}.{property.Name} {what}"));
    }

    public PropertyInfo Property { get; }

    public string Name { get; }

    public ValueShape Value { get; }

    public string Doc { get; }

    public bool IsRequired { get; }

    public bool IsNullable { get; }

    public object? Bind(ConfigNode? node, object? fallback, string path, Binding binding)
    {
        if (IsNullable && (node is ConfigScalar { IsNull: true } || (node is null && fallback is null))) return null;
        return Value.Bind(node, fallback, path, binding);
    }

    public ConfigNode Write(object? value, object? fallback) => value is null ? ConfigScalar.Null() : Value.Write(value, fallback);

    /// <summary>This key, unless it only holds others, and those below.</summary>
    public IEnumerable<ConfigKey> Keys(string path)
    {
        var scalar = Scalar;
        var own = new ConfigKey(
            path,
            Value.Name,
            IsRequired ? null : ConfigText.Inline(Write(_default, _default)),
            IsRequired,
            IsNullable,
            Property.GetCustomAttribute<UnitAttribute>()?.Unit,
            scalar?.Range?.ToString(),
            Property.GetCustomAttribute<ExampleAttribute>()?.Yaml,
            Doc,
            scalar is { Type.IsEnum: true } ? [.. scalar.Type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => new ConfigChoice(ScalarText.SnakeCase(f.Name), f.GetCustomAttribute<DocAttribute>()?.Sentence))]
                : [.. (scalar?.Values ?? []).Select(v => new ConfigChoice(v, null))],
            Holds: Value.Keys(path).Any());
        return Value.Keys(path).Prepend(own);
    }

    private ScalarShape? Scalar => Value switch { ListShape list => list.Element as ScalarShape, MapShape map => map.Element as ScalarShape, _ => Value as ScalarShape };

    private IEnumerable<string> Wrong()
    {
        if (string.IsNullOrWhiteSpace(Doc)) yield return "has no [Doc]";
        if (Scalar?.Range is not null && (Scalar.Type == typeof(string) || Scalar.Type == typeof(bool) || Scalar.Type.IsEnum)) yield return "has a [Range] and is no number";
        if (Property.IsDefined(typeof(RangeAttribute)) && Scalar is null) yield return "has a [Range] and is no number";
        if (Property.IsDefined(typeof(OneOfAttribute)) && Scalar?.Type != typeof(string)) yield return "has a [OneOf] and is no text";
        if (_default is not null && !IsRequired && Value is ScalarShape scalar && !scalar.IsAllowed(_default)) yield return $"has the default {ScalarText.Format(_default)}, which it does not take";
        if (_default is null && !IsNullable && !IsRequired && Value is not RecordShape) yield return "is null by default and not nullable";
        if (Property.GetCustomAttribute<ExampleAttribute>() is { } example && Fault(example.Yaml) is { } fault) yield return $"has an [Example] that it does not take: {fault}";
    }

    private string? Fault(string yaml)
    {
        var errors = new ConfigErrors();
        var node = YamlReader.Read(yaml, _ => ConfigPosition.OfSetting("the example"), errors);
        if (node is not null) Bind(node, _default, Name, new Binding(errors, [], [], _ => []));
        return errors.First;
    }
}
