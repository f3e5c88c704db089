namespace PersonaSim.Engine.Society.Economy;

/// <summary>Everybody's money in whole cents. Money only ever moves from one account to another; what there was at the start is there at the end.</summary>
public sealed class Purses
{
    private readonly long[] _cents;

    public Purses(IReadOnlyList<long> start)
    {
        _cents = [.. start];
        Total = Sum();
    }

    /// <summary>All the money there is.</summary>
    public long Total { get; }

    public int Accounts => _cents.Length;

    public long this[int account] => _cents[account];

    /// <summary>Moves money, or nothing when the payer has not got it.</summary>
    public bool TryPay(int from, int to, long cents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cents);
        if (_cents[from] < cents) return false;
        _cents[from] -= cents;
        _cents[to] += cents;
        return true;
    }

    /// <summary>Moves as much as the payer has, at most this much.</summary>
    public long PayUpTo(int from, int to, long cents)
    {
        var paid = Math.Min(_cents[from], Math.Max(cents, 0));
        TryPay(from, to, paid);
        return paid;
    }

    /// <exception cref="EconomyException">Money appeared, vanished, or somebody has less than nothing.</exception>
    public void Check(long tick)
    {
        var sum = Sum();
        if (sum != Total) throw new EconomyException($"Money is not conserved at tick {tick}: {sum} cents in {_cents.Length} accounts, {Total} expected. A transfer outside Purses.TryPay is the likely cause.");
        for (var i = 0; i < _cents.Length; i++)
        {
            if (_cents[i] < 0) throw new EconomyException($"Account {i} holds {_cents[i]} cents at tick {tick}: nobody can have less than nothing.");
        }
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var cents in _cents) writer.Write(cents);
    }

    public void Load(BinaryReader reader)
    {
        for (var i = 0; i < _cents.Length; i++) _cents[i] = reader.ReadInt64();
        if (Sum() != Total) throw new EconomyException($"The saved state holds {Sum()} cents, this configuration starts with {Total}: it belongs to another configuration.");
    }

    private long Sum()
    {
        long sum = 0;
        foreach (var cents in _cents) sum += cents;
        return sum;
    }
}
