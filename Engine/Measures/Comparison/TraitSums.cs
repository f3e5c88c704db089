namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>Sums over answers from which slopes on traits follow; those of several people add up.</summary>
internal struct TraitSums
{
    private double _w, _o, _b, _y, _oo, _bb, _ob, _oy, _by;

    public void Add(double own, double borrowed, double value, double weight = 1)
    {
        _w += weight;
        _o += weight * own;
        _b += weight * borrowed;
        _y += weight * value;
        _oo += weight * own * own;
        _bb += weight * borrowed * borrowed;
        _ob += weight * own * borrowed;
        _oy += weight * own * value;
        _by += weight * borrowed * value;
    }

    public void Add(in TraitSums other)
    {
        (_w, _o, _b, _y) = (_w + other._w, _o + other._o, _b + other._b, _y + other._y);
        (_oo, _bb, _ob, _oy, _by) = (_oo + other._oo, _bb + other._bb, _ob + other._ob, _oy + other._oy, _by + other._by);
    }

    /// <summary>
    /// Weighted least squares of y = a + b·own + c·borrowed: with S_xz = Σw x z − Σw x Σw z / Σw,
    /// b = (S_oy S_bb − S_by S_ob) / D and c = (S_by S_oo − S_oy S_ob) / D, D = S_oo S_bb − S_ob². Both at once, because in a small town own and
    /// borrowed traits go together by chance. Not a number where either does not vary, or both are one.
    /// </summary>
    public readonly (double Own, double Borrowed) Slopes()
    {
        if (_w == 0) return (double.NaN, double.NaN);
        var (oo, bb, ob) = (_oo - (_o * _o / _w), _bb - (_b * _b / _w), _ob - (_o * _b / _w));
        var (oy, by) = (_oy - (_o * _y / _w), _by - (_b * _y / _w));
        var determinant = (oo * bb) - (ob * ob);
        if (oo <= 1e-9 * _oo || bb <= 1e-9 * _bb || determinant <= 1e-9 * oo * bb) return (double.NaN, double.NaN);
        return (((oy * bb) - (by * ob)) / determinant, ((by * oo) - (oy * ob)) / determinant);
    }
}
