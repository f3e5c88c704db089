using System.Security.Cryptography;
using System.Text;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs;

/// <summary>Keeps the text of prompts, each block once.</summary>
internal sealed class PromptKeeper(IRunStore store)
{
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    public void Keep(IReadOnlyList<Ask> asks)
    {
        var fresh = new List<(string, Block)>();
        foreach (var ask in asks)
        {
            foreach (var block in ask.Blocks)
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(block.Text)))[..32];
                if (_kept.Add(hash)) fresh.Add((hash, block));
            }
        }

        if (fresh.Count > 0) store.CommitBlocks(fresh);
    }
}
