using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs;

/// <summary>Keeps the text of prompts, each block once, under the hash by which an answer's parts name it.</summary>
internal sealed class PromptKeeper(IRunStore store)
{
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal); // of the rest, nearly all are new each time

    public void Keep(IReadOnlyList<Ask> asks)
    {
        var fresh = new Dictionary<string, Block>(StringComparer.Ordinal);
        foreach (var ask in asks)
        {
            var parts = AskPrint.Of(ask).Parts;
            for (var i = 0; i < ask.Blocks.Count; i++)
            {
                if (i >= ask.SharedBlocks || _shared.Add(parts[i].Hash)) fresh.TryAdd(parts[i].Hash, ask.Blocks[i]);
            }
        }

        if (fresh.Count > 0) store.CommitBlocks([.. fresh.Select(f => (f.Key, f.Value))]);
    }
}
