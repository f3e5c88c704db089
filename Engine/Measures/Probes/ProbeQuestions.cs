using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>How people are asked: behind what a study says to somebody now, with doses and without, scored or drawn.</summary>
internal sealed class ProbeQuestions(IProbeSubject subject, IReadOnlyList<ProbeCondition> conditions, bool sampled)
{
    public IReadOnlyList<ProbeCondition> Conditions { get; } = conditions;

    public IReadOnlyList<Block> Blocks(string who, long tick) => subject.Blocks(who, tick);

    /// <summary>The same questions, with doses only.</summary>
    public ProbeQuestions Dosed() => new(subject, [ProbeCondition.Dosed], sampled);

    public static string Word(ProbeCondition condition) => condition == ProbeCondition.Dosed ? "dosed" : "undosed";

    public Question Ask(AskKey key, IReadOnlyList<Block> blocks, string text, Shape shape, ProbeCondition condition)
    {
        // neighbours of one role are one message, as they stand: the question begins on a line of its own
        var runsOn = blocks.Count > 0 && blocks[^1].Role == "user" && !blocks[^1].Text.EndsWith('\n');
        var ask = new Ask(key, [.. blocks, new Block("question", "user", runsOn ? "\n" + text : text)], shape) { SharedBlocks = subject.SharedBlocks, Mode = Scored.Mode(sampled) };
        return new Question(ask, condition == ProbeCondition.Dosed ? Personality.Own : Personality.Undosed);
    }
}
