using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Town.Rules;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// What doses of a trait do to behaviour in the studies: the town's deeds and wordings, with the rule's own odds, and, reported apart, what no text showed
/// together with a personality: the withheld deeds and the withheld study.
/// </summary>
public sealed class SteeredExam
{
    public const string Deed = "deed", Wording = "wording", WithheldDeed = "withheld deed", WithheldStudy = "withheld study";
    private const int FirstTown = 20_000_000; // numbers of towns that no part of the corpus has
    private const int Towns = 4;
    private const int Played = 12;
    private static readonly double[] _levels = [-1, 0, 1];

    // what tells of a trait in the games: the field, its option, the trait and the way the rules' table has it
    private static readonly (string Field, string Option, char Trait, int Expected)[] _games =
    [
        ("bond", "contact", 'E', 1), ("chat", "yes", 'E', 1), ("accept", "yes", 'A', 1), ("join", "yes", 'A', 1), ("choice", "cooperate", 'A', 1), ("choice", "cooperate", 'C', 1), ("accept", "yes", 'N', -1), ("bond", "leave", 'N', 1), ("accept", "yes", 'O', 1),
    ];

    private readonly Rng _rng;
    private readonly HeldOut _held;
    private readonly StudyRuns _runs;

    public SteeredExam(NanoConfig config, PromptLibrary prompts, ulong seed)
    {
        _rng = new Rng(seed);
        _held = new SpeakerTexts(prompts, config).Held;
        _runs = new StudyRuns(prompts, _held, _rng);
    }

    /// <param name="each">Questions of one behaviour, at most.</param>
    public IEnumerable<SteeredQuestion> Questions(int each)
    {
        var town = Enumerable.Range(0, Towns).SelectMany(t => _runs.Town(FirstTown + t, Arm.None, out _)).ToList();
        var games = Enumerable.Range(0, Played).SelectMany(g => _runs.Reputation(FirstTown + g)).ToList();
        return [.. Deeds(town, each), .. Wordings(town, each), .. Games(games, each)];
    }

    // the neutral person's question as it stands; what the table's weight makes of its odds is the rule's answer
    private IEnumerable<SteeredQuestion> Deeds(IReadOnlyList<RecordedAsk> town, int each)
    {
        foreach (var marker in TraitMarkers.All.Where(m => m.Kind == MarkerKind.Deed))
        {
            var held = _held.Deeds.TryGetValue(marker.Class, out var of) && of == marker.Trait;
            var offered = town.Where(a => a.Withheld == held && a.Deeds.Any(d => d.Class == marker.Class) && a.Deeds.Any(d => d.Class != marker.Class)).ToList();
            foreach (var asked in Draw(offered, each, $"{marker.Trait}/{marker.Class}"))
            {
                IReadOnlyList<double> shows = [.. asked.Deeds.Select(d => d.Class == marker.Class ? 1.0 : 0)];
                var rule = _levels.Select(level => Share(asked.Deeds.Select(d => d.Utility + TraitMarkers.Utility(MarkerKind.Deed, d.Class, At(marker.Trait, level))), shows));
                yield return Of(held ? WithheldDeed : Deed, marker.Class, marker.Trait, Math.Sign(marker.Weight), asked.Ask, "", ((ChoiceShape)asked.Ask.Shape).Options, shows, [.. rule]) with { IsWhole = true };
            }
        }
    }

    // the same line said in one way or in its opposite
    private IEnumerable<SteeredQuestion> Wordings(IReadOnlyList<RecordedAsk> town, int each)
    {
        var lines = town.Where(a => a.Ask.Shape is FieldsShape { Fields: [{ Name: "act" }, { Name: "say" }, ..] }).ToList();
        foreach (var trait in Traits.Letters)
        {
            var ways = TraitMarkers.All.Where(m => m.Kind == MarkerKind.Wording && m.Trait == trait).OrderByDescending(m => m.Weight).ToList();
            var (high, low) = (Studies.Town.Rules.Wording.Phrases(ways[0].Class).Where(Whole).ToList(), Studies.Town.Rules.Wording.Phrases(ways[^1].Class).Where(Whole).ToList());
            foreach (var asked in Draw(lines, each, $"{trait}/wording"))
            {
                // up to the end of the first sentence, which says what the line is about; options end before their full stop, which is one token with the quotation mark where a line ends
                var answer = asked.Answer;
                var say = answer.IndexOf("\"say\":\"", StringComparison.Ordinal);
                var end = answer.IndexOfAny(['.', '?', '!'], say + 8);
                if (say < 0 || end < 0 || answer.IndexOf('"', say + 7) < end) continue;
                IReadOnlyList<double> shows = [.. high.Select(_ => 1.0), .. low.Select(_ => 0.0)];
                var rule = _levels.Select(level => Share([.. high.Select(_ => ways[0].Weight * level), .. low.Select(_ => ways[^1].Weight * level)], shows));
                yield return Of(Wording, $"{ways[0].Class}, not {ways[^1].Class}", trait, 1, asked.Ask, answer[..(end + 1)], [.. high.Concat(low).Select(p => " " + p.TrimEnd('.', '!', '?'))], shows, [.. rule]);
            }
        }
    }

    private IEnumerable<SteeredQuestion> Games(IReadOnlyList<RecordedAsk> games, int each)
    {
        foreach (var (field, option, trait, expected) in _games)
        {
            var asks = games.Where(a => a.Ask.Shape is FieldsShape { Fields: [var first, ..] } && first.Name == field && first.Shape is ChoiceShape choice && choice.Options.Contains(option)).ToList();
            foreach (var asked in Draw(asks, each, $"{trait}/{field}/{option}"))
            {
                var options = ((ChoiceShape)((FieldsShape)asked.Ask.Shape).Fields[0].Shape).Options;
                yield return Of(WithheldStudy, $"{field}: {option}", trait, expected, asked.Ask, "", [.. options.Select(o => $"{{\"{field}\":\"{o}")], [.. options.Select(o => o == option ? 1.0 : 0)], null);
            }
        }

        // of what is offered, the share that is kept; the answer is one number, and each of them is an option
        foreach (var asked in Draw([.. games.Where(a => a.Ask.Shape is FieldsShape { Fields: [{ Name: "keep", Shape: ScaleShape }] })], each, "A/keep"))
        {
            var scale = (ScaleShape)((FieldsShape)asked.Ask.Shape).Fields[0].Shape;
            var points = Enumerable.Range(scale.Low, scale.High - scale.Low + 1).ToList();
            yield return Of(WithheldStudy, "keep, share", 'A', -1, asked.Ask, "", [.. points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{{\"keep\":{p}}}"))], [.. points.Select(p => (p - scale.Low) / (double)(scale.High - scale.Low))], null) with { IsWhole = true };
        }
    }

    private IEnumerable<RecordedAsk> Draw(List<RecordedAsk> from, int count, string purpose)
    {
        var rng = _rng.For("exam/steered/" + purpose);
        rng.Shuffle<RecordedAsk>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(from));
        return from.Take(count);
    }

    private static SteeredQuestion Of(string group, string behaviour, char trait, int expected, Ask ask, string begun, IReadOnlyList<string> options, IReadOnlyList<double> shows, IReadOnlyList<double>? rule)
    {
        var all = new ChatPieces().Add(ask.Blocks, _ => 0).Open("assistant");
        if (begun.Length > 0) all.Say(begun, 0);
        var pieces = all.ToDocument().Pieces;
        // the world's blocks and what stands around them
        var shared = ask.SharedBlocks == 0 ? 0 : pieces.ToList().FindIndex(p => p.Text == ask.Blocks[ask.SharedBlocks - 1].Text) + 1;
        return new SteeredQuestion(group, behaviour, trait, expected, [.. pieces.Take(shared)], [.. pieces.Skip(shared)], options, shows, rule);
    }

    // without a name or a place to fill in
    private static bool Whole(string phrase) => !phrase.Contains('{', StringComparison.Ordinal);

    private static double Share(IEnumerable<double> utilities, IReadOnlyList<double> shows)
    {
        var odds = utilities.Select(Math.Exp).ToList();
        return odds.Zip(shows, (o, s) => o * s).Sum() / odds.Sum();
    }

    private static Traits At(char trait, double level) => Latent.One(Traits.Letters.IndexOf(trait, StringComparison.Ordinal), level);
}
