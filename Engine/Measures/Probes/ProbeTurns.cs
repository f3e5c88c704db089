using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>Who is probed when not all are: everybody stands once in an order by chance, and the n-th firing takes the next ones of it.</summary>
internal sealed class ProbeTurns
{
    private readonly string[] _order;
    private readonly int _atATime;
    private readonly bool _moves;

    public ProbeTurns(IReadOnlyList<string> people, int atATime, Rng rng)
    {
        _order = [.. people];
        _moves = true;
        _atATime = atATime == 0 ? _order.Length : Math.Min(atATime, _order.Length);
        if (_atATime == _order.Length) return;
        var draws = rng.For("probe/people");
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }
    }

    private ProbeTurns(string[] order, int atATime) => (_order, _atATime) = (order, atATime);

    /// <summary>The first turn for ever: drift shows only in people who are asked again.</summary>
    public ProbeTurns Panel() => new(_order, _atATime);

    public IEnumerable<string> At(long firing)
    {
        var start = _moves && _order.Length > 0 ? (int)(firing * _atATime % _order.Length) : 0;
        for (var i = 0; i < _atATime; i++) yield return _order[(start + i) % _order.Length];
    }
}
