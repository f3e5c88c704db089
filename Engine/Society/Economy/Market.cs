namespace PersonaSim.Engine.Society.Economy;

/// <summary>
/// One stall for each good. What was asked for and what was brought moves the price at the end of a day: shortage raises it, plenty lowers it,
/// by a fifth at most.
/// </summary>
public sealed class Market
{
    private const int MostPermille = 200;
    private readonly Stall[] _stalls;
    private readonly int _people;

    public Market(IReadOnlyList<Good> goods, int people)
    {
        (Goods, _people) = (goods, people);
        _stalls = new Stall[goods.Count];
        for (var i = 0; i < goods.Count; i++) _stalls[i] = new Stall { Price = goods[i].Price, Stock = TargetOf(i) };
    }

    public IReadOnlyList<Good> Goods { get; }

    public long PriceOf(int good) => _stalls[good].Price;

    public int StockOf(int good) => _stalls[good].Stock;

    /// <summary>Somebody wants one: it is demand, whether there is one or not.</summary>
    public bool TryTake(int good)
    {
        ref var stall = ref _stalls[good];
        stall.Wanted++;
        if (stall.Stock == 0) return false;
        stall.Stock--;
        return true;
    }

    /// <summary>Somebody wants one and cannot pay for it, or finds none: demand without a sale.</summary>
    public void Miss(int good) => _stalls[good].Wanted++;

    public void Bring(int good, int count)
    {
        _stalls[good].Stock += count;
        _stalls[good].Brought += count;
    }

    /// <summary>A part of the stock is lost: a shortage.</summary>
    public int Lose(int good, int percent)
    {
        var lost = (int)((long)_stalls[good].Stock * percent / 100);
        _stalls[good].Stock -= lost;
        return lost;
    }

    /// <summary>The day ends: what spoils is thrown away, prices answer to the day.</summary>
    public void EndDay()
    {
        for (var i = 0; i < _stalls.Length; i++)
        {
            Lose(i, Goods[i].Spoils);
            ref var stall = ref _stalls[i];
            long pressure = 1000L * (stall.Wanted - stall.Brought) / Math.Max(1, stall.Wanted + stall.Brought);
            long scarcity = 1000L * (TargetOf(i) - stall.Stock) / Math.Max(TargetOf(i), stall.Stock);
            var permille = Math.Clamp((pressure + (2 * scarcity)) / 15, -MostPermille, MostPermille);
            var change = stall.Price * permille / 1000;
            if (change == 0 && permille is >= 20 or <= -20) change = Math.Sign(permille);
            stall.Price = Math.Clamp(stall.Price + change, Goods[i].Lowest, Goods[i].Highest);
            (stall.Wanted, stall.Brought) = (0, 0);
        }
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var stall in _stalls)
        {
            writer.Write(stall.Price);
            writer.Write(stall.Stock);
            writer.Write(stall.Wanted);
            writer.Write(stall.Brought);
        }
    }

    public void Load(BinaryReader reader)
    {
        for (var i = 0; i < _stalls.Length; i++) _stalls[i] = new Stall { Price = reader.ReadInt64(), Stock = reader.ReadInt32(), Wanted = reader.ReadInt32(), Brought = reader.ReadInt32() };
    }

    private int TargetOf(int good) => Math.Max(1, (int)Math.Round(Goods[good].Target * _people));

    private struct Stall
    {
        public long Price;
        public int Stock, Wanted, Brought;
    }
}
