namespace PersonaSim.Native.Synth;

/// <summary>What a planting changes in a random model's rows, after they were drawn.</summary>
internal sealed class PlantedRows
{
    private const float CodeLength = 2; // beside an embedding of length 1: clear, and small against what the block writes
    private const float ReadGain = 4; // the code's share of a normed row, as the gate sees it

    private readonly SynthPlanting _planting;
    private readonly Dictionary<long, List<(SynthPlant Plant, int Sign)>> _words = [];
    private readonly ReaderRows? _reader;
    private readonly Dictionary<SynthPlant, (float[] Code, float[] Direction)> _vectors = [];

    public PlantedRows(SynthPlanting planting, SynthSpec spec)
    {
        _planting = planting;
        if (!SynthPlanting.Architectures.Contains(spec.Architecture)) throw new InputException($"Directions can be planted in {string.Join(", ", SynthPlanting.Architectures)}, not in {spec.Architecture}.");
        if (planting.Plants.FirstOrDefault(p => p.Layer < 1 || p.Layer >= spec.Shape.Layers) is { } wrong) throw new InputException($"The direction {wrong.Name} is planted behind block {wrong.Layer}; this shape has blocks 1 to {spec.Shape.Layers - 1} for it.");
        if (planting.Plants.Count > spec.Shape.FeedForward) throw new InputException($"{planting.Plants.Count} directions do not fit into a feed-forward of {spec.Shape.FeedForward}.");
        _reader = planting.Reader is { } reader ? new ReaderRows(reader, spec) : null;
        var tokens = SynthVocabulary.TokensOf(spec.Shape.Vocabulary);
        foreach (var plant in planting.Plants)
        {
            _vectors[plant] = (plant.Code(spec.Shape.Width), plant.Direction(spec.Shape.Width));
            foreach (var word in plant.High) Mark(tokens, word, plant, 1);
            foreach (var word in plant.Low) Mark(tokens, word, plant, -1);
        }
    }

    /// <summary>Changes a drawn row of a tensor where the planting says so.</summary>
    public void Change(SynthTensor tensor, long row, Span<float> values)
    {
        Plant(tensor, row, values);
        _reader?.Change(tensor, row, values);
    }

    private void Plant(SynthTensor tensor, long row, Span<float> values)
    {
        if (tensor.Name == "token_embd.weight")
        {
            if (!_words.TryGetValue(row, out var marks)) return;
            foreach (var (plant, sign) in marks) Add(values, _vectors[plant].Code, sign * CodeLength);
            return;
        }

        if (tensor.Name.EndsWith("attn_output.weight", StringComparison.Ordinal) || tensor.Role == SynthRole.FeedForwardDown)
        {
            foreach (ref var value in values) value *= _planting.Quiet;
        }

        for (var i = 0; i < _planting.Plants.Count; i++)
        {
            var plant = _planting.Plants[i];
            if (tensor.Layer != plant.Layer) continue;
            // hidden unit i of this block's feed-forward is the plant's: gate and up read the code, down writes the direction
            if (row == i && (tensor.Name.EndsWith("ffn_gate.weight", StringComparison.Ordinal) || tensor.Name.EndsWith("ffn_up.weight", StringComparison.Ordinal)))
            {
                values.Clear();
                Add(values, _vectors[plant].Code, ReadGain / MathF.Sqrt(values.Length));
            }
            else if (tensor.Role == SynthRole.FeedForwardDown)
            {
                values[i] = plant.Strength / (ReadGain * ReadGain) * _vectors[plant].Direction[(int)row];
            }
        }
    }

    private void Mark(IReadOnlyDictionary<string, int> tokens, string word, SynthPlant plant, int sign)
    {
        var found = false;
        foreach (var text in new[] { word, " " + word })
        {
            if (!tokens.TryGetValue(text, out var token)) continue;
            found = true;
            if (!_words.TryGetValue(token, out var marks)) _words[token] = marks = [];
            marks.Add((plant, sign));
        }

        if (!found) throw new InputException($"'{word}' of the planted direction {plant.Name} is not one token of this vocabulary; take a word it knows, or a larger vocabulary.");
    }

    private static void Add(Span<float> values, float[] vector, float factor)
    {
        for (var i = 0; i < values.Length; i++) values[i] += factor * vector[i];
    }
}
