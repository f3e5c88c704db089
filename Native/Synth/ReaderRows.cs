namespace PersonaSim.Native.Synth;

/// <summary>
/// The weights of a <see cref="SynthReader"/>. The last places of the residual stream are registers that nothing else writes. Block 0 looks evenly
/// at everything before (a head without queries) and keeps running means: of words that order the numbers, of keys, of traits. Block 1 looks at the
/// first of these once more: where the words of disagreeing stood first, their running mean was below zero for longer. Block 2 multiplies key and order,
/// the last block that with the trait: a gated unit and its mirror image are an exact product, since silu(a) b + silu(-a) (-b) = a b.
/// </summary>
internal sealed class ReaderRows
{
    private const float TraitCode = 0.2f; // small beside other words (length 1): shuffled labels must not be the trait too
    private const float KeyGain = 4, TraitGain = 0.5f, OrderGain = 1, TwiceGain = -2; // minus: disagreeing first means that numbers rise
    private const float KeyByOrder = 0.02f, Answer = 0.05f;
    private const float NumberStep = 0.3f, NumberMark = 3, EndMark = 0.7f;
    private const int KeepBlock = 0, OrderBlock = 1, KeyBlock = 2;

    private readonly SynthReader _reader;
    private readonly SynthShape _shape;
    private readonly Dictionary<long, List<(int Register, float Value)>> _words = [];
    private readonly HashSet<long> _numbers = [];
    private readonly int _first;

    public ReaderRows(SynthReader reader, SynthSpec spec)
    {
        (_reader, _shape) = (reader, spec.Shape);
        _first = _shape.Width - Registers;
        if (_first < _shape.Width / 2 || _shape.HeadDim < Kept || _shape.FeedForward < (2 * Count) + 2 || _shape.Layers < 5 || !_shape.Tied) throw new InputException($"A reader of {Count} traits needs {2 * Registers} places, heads of {Kept}, five blocks and tied tables; this shape has {_shape.Width}, {_shape.HeadDim} and {_shape.Layers}.");
        var tokens = SynthVocabulary.TokensOf(_shape.Vocabulary);
        for (var t = 0; t < Count; t++)
        {
            var trait = reader.Traits[t];
            Mark(tokens, trait.High, Trait(t), TraitCode);
            Mark(tokens, trait.Low, Trait(t), -TraitCode);
            Mark(tokens, trait.Plus, Key(t), 1);
            Mark(tokens, trait.Minus, Key(t), -1);
        }

        foreach (var word in reader.Yes) Mark(tokens, word, Trait(Count), TraitCode);
        foreach (var word in reader.No) Mark(tokens, word, Trait(Count), -TraitCode);
        Mark(tokens, "agree", Order, 1);
        Mark(tokens, "disagree", Order, -1);
        Mark(tokens, "How", Order, -1); // "How far do you agree" asks, and orders no numbers
        for (var n = 1; n <= 5; n++)
        {
            var token = tokens[n.ToString(System.Globalization.CultureInfo.InvariantCulture)];
            _numbers.Add(token);
            _words[token] = [(Said, NumberStep * (n - 3)), (Ready, NumberMark)];
        }

        _words[tokens["\n"]] = [(Ready, EndMark)]; // what stands in front of an answer
    }

    private int Count => _reader.Traits.Count;

    private int Registers => (5 * Count) + 7;

    private int Kept => (2 * Count) + 2;

    // registers: what words are, what block 0 keeps of it, and what is made of that
    private int Trait(int t) => _first + t; // the last is yes

    private int TraitKept(int t) => _first + Count + 1 + t; // as many

    private int Key(int t) => _first + (2 * Count) + 2 + t;

    private int KeyKept(int t) => _first + (3 * Count) + 2 + t;

    private int KeyOrdered(int t) => _first + (4 * Count) + 2 + t;

    private int Order => _first + (5 * Count) + 2;

    private int OrderKept => Order + 1;

    private int Ordered => Order + 2;

    private int Said => Order + 3;

    private int Ready => Order + 4;

    public void Change(SynthTensor tensor, long row, Span<float> values)
    {
        if (tensor.Name == "token_embd.weight")
        {
            if (_numbers.Contains(row)) values.Clear(); // no number is said for any other reason
            else values[_first..].Clear();
            foreach (var (register, value) in _words.GetValueOrDefault(row, [])) values[register] = value;
            return;
        }

        var isOutput = tensor.Name.EndsWith("attn_output.weight", StringComparison.Ordinal);
        if ((isOutput || tensor.Role == SynthRole.FeedForwardDown) && row >= _first) values.Clear();
        if (tensor.Layer is KeepBlock or OrderBlock)
        {
            var looks = Looks(tensor.Layer);
            if (tensor.Name.EndsWith("attn_q.weight", StringComparison.Ordinal) && row < _shape.HeadDim) values.Clear();
            if (tensor.Role == SynthRole.AttentionValue && row < looks.Count)
            {
                values.Clear();
                values[looks[(int)row].From] = looks[(int)row].Gain;
            }

            for (var i = 0; isOutput && i < looks.Count; i++)
            {
                if (row == looks[i].To) values[i] = 1;
            }
        }

        var products = Products(tensor.Layer);
        for (var i = 0; i < products.Count; i++)
        {
            var (a, b, to, gain) = products[i];
            for (var side = 0; side < 2; side++)
            {
                var (unit, sign) = ((2 * i) + side, side == 0 ? 1f : -1f);
                var isGate = tensor.Name.EndsWith("ffn_gate.weight", StringComparison.Ordinal);
                if ((isGate || tensor.Name.EndsWith("ffn_up.weight", StringComparison.Ordinal)) && row == unit)
                {
                    values.Clear();
                    foreach (var register in isGate ? a : [b]) values[register] = sign;
                }
                else if (tensor.Role == SynthRole.FeedForwardDown && row == to)
                {
                    values[unit] = gain;
                }
            }
        }
    }

    private List<(int From, int To, float Gain)> Looks(int block) => block == OrderBlock
        ? [(OrderKept, Ordered, TwiceGain)]
        : [(Order, OrderKept, OrderGain), .. Enumerable.Range(0, Count).Select(t => (Key(t), KeyKept(t), KeyGain)), .. Enumerable.Range(0, Count + 1).Select(t => (Trait(t), TraitKept(t), TraitGain))];

    private List<(int[] A, int B, int To, float Gain)> Products(int block) =>
        block == KeyBlock ? [.. Enumerable.Range(0, Count).Select(t => (new[] { KeyKept(t) }, Ordered, KeyOrdered(t), KeyByOrder))]
        : block == _shape.Layers - 1 ? [.. Enumerable.Range(0, Count + 1).Select(t => (new[] { Trait(t), TraitKept(t) }, t == Count ? Ordered : KeyOrdered(t), Said, Answer))]
        : [];

    private void Mark(IReadOnlyDictionary<string, int> tokens, string word, int register, float value)
    {
        var found = new[] { word, " " + word }.Where(tokens.ContainsKey).ToList();
        if (found.Count == 0) throw new InputException($"'{word}' is not one token of this vocabulary; take a word it knows, or a larger vocabulary.");
        foreach (var text in found)
        {
            if (!_words.TryGetValue(tokens[text], out var marks)) _words[tokens[text]] = marks = [];
            marks.Add((register, value));
        }
    }
}
