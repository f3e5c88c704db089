using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>Rows of everything, with the texts and numbers that databases are known to change.</summary>
internal sealed class RandomRows(ulong seed)
{
    private static readonly string[] _texts =
    [
        "", " ", "agent-07", "Grüße, 東京 🦊", "it's \"quoted\" \\ and; --drop", "line\nbreak\r\n\ttab", "\u2028\u2029", "a\0b", "\0", "half \ud83e", "\udd8a half", "\uFDD0", "\uFDD00041", "\uFFFD", "\uFFFF", "e\u0301 and é",
        "null", "{\"a\":1}", "%s ? @who :who $1", new string('x', 5000), "\ufeffmark", "  both ends  ",
    ];

    private static readonly double[] _numbers = [0, -0.0, 1, -1, 0.1, 1.0 / 3, Math.PI, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 1e300, 9007199254740993, 1L << 53, -4611686018427387904.0, 9.223372036854775807e18];

    private CounterRng _rng = new(seed);

    public int Int(int below) => _rng.NextInt(below);

    public string Text() => _rng.NextInt(4) > 0 ? _texts[_rng.NextInt(_texts.Length)] : string.Concat(Enumerable.Range(0, _rng.NextInt(40)).Select(_ => (char)_rng.NextInt(0x10000)));

    public string? Perhaps() => _rng.NextInt(3) == 0 ? null : Text();

    public double Number()
    {
        if (_rng.NextInt(2) == 0) return _numbers[_rng.NextInt(_numbers.Length)];
        var any = BitConverter.UInt64BitsToDouble(_rng.NextUInt64());
        return double.IsFinite(any) ? any : 0.5;
    }

    public double? PerhapsNumber() => _rng.NextInt(3) == 0 ? null : Number();

    public StepLog Log(int rows)
    {
        var log = new StepLog();
        for (var i = 0; i < rows; i++)
        {
            switch (_rng.NextInt(7))
            {
                case 0: log.Events.Add(new EventRow(Text(), Text(), Perhaps(), Perhaps(), Text())); break;
                case 1: log.Action(new ActionRow(Text(), Text(), Perhaps(), Perhaps(), Text(), _rng.NextInt(2) == 0, Text(), _rng.NextInt(2) == 0)); break;
                case 2: log.Message(new MessageRow(Text(), Text(), Perhaps(), (int)_rng.NextUInt32(), (int)_rng.NextUInt32(), Text(), _rng.NextInt(2) == 0)); break;
                case 3: log.Probe(new ProbeRow(Text(), Text(), Perhaps(), Text(), Text(), PerhapsNumber(), PerhapsNumber(), Text())); break;
                case 4: log.Measure(new MeasureRow(Text(), Text(), Number())); break;
                case 5: log.Edge(new EdgeRow(Text(), Text(), Text(), Number())); break;
                default: log.Guard(new SafetyRow(Text(), Text(), Text(), Text(), Number(), Number(), Text())); break;
            }
        }

        return log;
    }

    public List<StoredAnswer> Answers(StepId id, int count, int page = 0) => [.. Enumerable.Range(0, count).Select(n => Answer(id, page, (page * 100_000) + n))];

    public Checkpoint Checkpoint(long tick) => new(tick, _rng.NextInt(9), Text(), Text(), [.. Enumerable.Range(0, _rng.NextInt(3000)).Select(i => (byte)(i % 7 == 0 ? _rng.NextInt(256) : 0))]);

    private StoredAnswer Answer(StepId id, int page, int n)
    {
        var key = new AskKey(id.Tick, $"phase {id.Phase}", id.Round, Text(), Text(), n);
        var parts = Enumerable.Range(0, _rng.NextInt(5)).Select(_ => new PartPrint(PartName(), _rng.NextInt(3) == 0 ? Text() : $"{_rng.NextUInt64():x16}")).ToList();
        var answer = new Answer(key, Value(), (AnswerSource)_rng.NextInt(4))
        {
            Raw = Text(),
            Refusal = Perhaps(),
            Dropped = [.. Enumerable.Range(0, _rng.NextInt(3)).Select(_ => Text())],
            Usage = new AnswerUsage(Int(9), Int(9), int.MaxValue, Int(9), Int(9)),
        };
        var doses = Enumerable.Range(0, _rng.NextInt(4)).Select(_ => new StoredDose(Text(), Number(), Number(), Text(), PerhapsNumber())).ToList();
        return new StoredAnswer(page, Text(), new RecordedAnswer(new AskPrint(Text(), parts), answer), doses);
    }

    private string PartName() => _rng.NextInt(4) switch { 0 => Text(), 1 => "shape", 2 => $"block '{Text()}'", _ => "seed" };

    private AnswerValue Value() => _rng.NextInt(6) switch
    {
        0 => new ChoiceValue(_rng.NextInt(9), Text()),
        1 => new ScaleValue(_rng.NextInt(9)),
        2 => new VectorValue([.. Enumerable.Range(0, _rng.NextInt(5)).Select(_ => (float)_rng.NextNormal()), -0f, float.Epsilon, float.MaxValue]),
        3 => new ScoresValue([.. Enumerable.Range(0, _rng.NextInt(5)).Select(_ => Number())], Number()),
        4 => new FieldsValue([new FieldAnswer(Text(), new TextValue(Text())), new FieldAnswer(Text(), new ScaleValue(3))]),
        _ => new TextValue(Text()),
    };
}
