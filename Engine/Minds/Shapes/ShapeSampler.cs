using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>Random valid answers, for tests and for a rule that has no opinion.</summary>
public static class ShapeSampler
{
    private const int MostWords = 8;
    private static readonly string[] _words = ["a", "I", "we", "no", "yes", "well", "home", "good", "today", "maybe", "market", "friend", "morning", "together"];

    /// <summary>Uniform over options and points; a text is a few common words; a vector has length 1 and any direction.</summary>
    public static AnswerValue Draw(Shape shape, ref CounterRng rng)
    {
        switch (shape)
        {
            case ChoiceShape choice:
                var index = rng.NextInt(choice.Options.Count);
                return new ChoiceValue(index, choice.Options[index]);
            case ScaleShape scale:
                return new ScaleValue(scale.Low + rng.NextInt(scale.High - scale.Low + 1));
            case TextShape text:
                return new TextValue(Words(text.Limit, ref rng));
            case FieldsShape fields:
                var answers = new List<FieldAnswer>(fields.Fields.Count);
                foreach (var field in fields.Fields) answers.Add(new FieldAnswer(field.Name, Draw(field.Shape, ref rng)));
                return new FieldsValue(answers);
            case VectorShape vector:
                return new VectorValue(Direction(vector.Length, ref rng));
            default:
                throw new ArgumentException($"There is no answer to draw for a {shape.GetType().Name}.", nameof(shape));
        }
    }

    private static string Words(int limit, ref CounterRng rng)
    {
        var text = "";
        for (var left = 1 + rng.NextInt(MostWords); left > 0; left--)
        {
            var word = _words[rng.NextInt(_words.Length)];
            if (text.Length == 0 && word.Length > limit) word = _words[0];
            if (text.Length + 1 + word.Length > limit && text.Length > 0) break;
            text += text.Length == 0 ? word : " " + word;
        }

        return text;
    }

    private static float[] Direction(int length, ref CounterRng rng)
    {
        var values = new double[length];
        for (var i = 0; i < length; i++) values[i] = rng.NextNormal();
        var norm = Math.Sqrt(values.Sum(v => v * v));
        return [.. values.Select(v => (float)(v / norm))];
    }
}
