using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>What can be assigned to: a name, a namespace's attribute, or a tuple of these.</summary>
internal sealed class Target(string name, string? attribute, IReadOnlyList<Target>? parts = null)
{
    public void Assign(Frame frame, object? value)
    {
        if (parts is not null) Unpack(frame, Conversion.Sequence(frame.Run, value));
        else if (attribute is null) frame.Set(name, value);
        else if (frame.Get(name) is JinjaNamespace space) space.Attributes[attribute] = value;
        else throw new TemplateFault($"cannot set '{name}.{attribute}': '{name}' is no namespace");
    }

    private void Unpack(Frame frame, IReadOnlyList<object?> values)
    {
        if (values.Count != parts!.Count) throw new TemplateFault($"cannot unpack {values.Count} values into {parts.Count} names");
        for (var i = 0; i < values.Count; i++) parts[i].Assign(frame, values[i]);
    }
}
