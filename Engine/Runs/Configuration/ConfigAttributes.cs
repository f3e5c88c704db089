namespace PersonaSim.Engine.Runs.Configuration;

// one file for all six: together they are what a configurable record is written with

/// <summary>The sentence that explains a key (required on each) or a value of an enum.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DocAttribute(string sentence) : Attribute
{
    public string Sentence => sentence;
}

/// <summary>The smallest and the largest number that are taken, both included; for lists and dictionaries those of each element.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double min, double max = double.PositiveInfinity) : Attribute
{
    public double Min => min;

    public double Max => max;

    public override string ToString() =>
        double.IsPositiveInfinity(max) ? $"{ScalarText.Format(min)} or more" : $"{ScalarText.Format(min)} to {ScalarText.Format(max)}";
}

/// <summary>A value as a user would type it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string yaml) : Attribute
{
    public string Yaml => yaml;
}

/// <summary>The only texts that are taken.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values => values;
}

/// <summary>What a number counts.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string unit) : Attribute
{
    public string Unit => unit;
}

/// <summary>A text that names a file or folder which the study reads: a run keeps a copy of its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputFileAttribute : Attribute;
