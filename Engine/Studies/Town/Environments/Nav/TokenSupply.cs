using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Environments.Nav;

/// <summary>Hides tokens: a quarter more than everybody needs together, unevenly, yet never more than half of them in one place of three or more.</summary>
internal static class TokenSupply
{
    // a little room, so that the last one to look still has a choice
    private const double Slack = 1.25;

    public static int[] Spread(long demand, int places, CounterRng stream)
    {
        var total = (int)Math.Max(Math.Ceiling(demand * Slack), places);
        // between half and one and a half times the even share: the largest is at most three times the smallest
        var weights = Enumerable.Range(0, places).Select(_ => 0.5 + stream.NextDouble()).ToArray();
        var sum = weights.Sum();
        var most = places > 2 ? total / 2 : (total + 1) / 2;
        var tokens = weights.Select(w => Math.Clamp((int)(total * w / sum), 1, Math.Max(1, most))).ToArray();
        for (var i = 0; tokens.Sum() != total; i = (i + 1) % places)
        {
            var step = tokens.Sum() < total ? 1 : -1;
            if (tokens[i] + step is >= 1 && (step < 0 || tokens[i] < Math.Max(1, most) || tokens.All(t => t >= most))) tokens[i] += step;
        }

        return tokens;
    }
}
