using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>Questions behind what a study says to somebody now.</summary>
internal static class ProbeQuestions
{
    public static string Word(ProbeCondition condition) => condition == ProbeCondition.Dosed ? "dosed" : "undosed";

    public static Question Ask(AskKey key, IReadOnlyList<Block> blocks, int sharedBlocks, string text, Shape shape, ProbeCondition condition)
    {
        // neighbours of one role are one message, as they stand: the question begins on a line of its own
        var runsOn = blocks.Count > 0 && blocks[^1].Role == "user" && !blocks[^1].Text.EndsWith('\n');
        var ask = new Ask(key, [.. blocks, new Block("question", "user", runsOn ? "\n" + text : text)], shape) { SharedBlocks = sharedBlocks, Mode = AskMode.Score };
        return new Question(ask, condition == ProbeCondition.Dosed ? Personality.Own : Personality.Undosed);
    }
}
