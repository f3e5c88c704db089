using System.Text.Json.Serialization;

namespace PersonaSim.Engine.Minds;

/// <summary>What was answered, by shape.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChoiceValue), "choice")]
[JsonDerivedType(typeof(ScaleValue), "scale")]
[JsonDerivedType(typeof(TextValue), "text")]
[JsonDerivedType(typeof(FieldsValue), "fields")]
[JsonDerivedType(typeof(VectorValue), "vector")]
[JsonDerivedType(typeof(ScoresValue), "scores")]
public abstract record AnswerValue;

/// <summary>One of the options, by its place in the shape.</summary>
public sealed record ChoiceValue(int Index, string Option) : AnswerValue;

public sealed record ScaleValue(int Point) : AnswerValue;

public sealed record TextValue(string Text) : AnswerValue;

/// <summary>One value per field, in the shape's order.</summary>
public sealed record FieldsValue(IReadOnlyList<FieldAnswer> Fields) : AnswerValue
{
    public AnswerValue this[string name]
    {
        get
        {
            for (var i = 0; i < Fields.Count; i++)
            {
                if (Fields[i].Name == name) return Fields[i].Value;
            }

            throw new KeyNotFoundException($"The answer has no field '{name}'; it has {string.Join(", ", Fields.Select(f => f.Name))}.");
        }
    }
}

public sealed record FieldAnswer(string Name, AnswerValue Value);

public sealed record VectorValue(IReadOnlyList<float> Values) : AnswerValue;

/// <summary>
/// A probe's result: the probability of each option among the options, and the probability that the model answers with one of them at all. A
/// model that no longer answers shows in a small mass.
/// </summary>
public sealed record ScoresValue(IReadOnlyList<double> Probabilities, double Mass) : AnswerValue;
