namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Equality, order and membership with Python's rules.</summary>
internal static class Comparison
{
    public static bool Test(Execution run, string op, object? left, object? right) => op switch
    {
        "==" => Equal(run, left, right),
        "!=" => !Equal(run, left, right),
        "in" => Contains(run, right, left),
        "not in" => !Contains(run, right, left),
        "<" => Compare(run, left, right) < 0,
        "<=" => Compare(run, left, right) <= 0,
        ">" => Compare(run, left, right) > 0,
        _ => Compare(run, left, right) >= 0,
    };

    public static bool Equal(Execution run, object? left, object? right)
    {
        run.Step();
        switch (left, right)
        {
            case (MarkedText a, MarkedText b):
                run.Spend(Math.Min(a.Length, b.Length));
                return a.Equals(b);
            case (JinjaList a, JinjaList b):
                return a.IsTuple == b.IsTuple && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(p => Equal(run, p.First, p.Second));
            case (JinjaDict a, JinjaDict b):
                return a.Entries.Count == b.Entries.Count && a.Entries.All(e => b.TryGet(e.Key, out var other) && Equal(run, e.Value, other));
            case (Undefined, Undefined):
                return true;
            default:
                if (Conversion.Number(left) is not { } x || Conversion.Number(right) is not { } y) return ReferenceEquals(left, right);
                return x is long m && y is long n ? m == n : Numbers.Double(x) == Numbers.Double(y);
        }
    }

    public static int Compare(Execution run, object? left, object? right)
    {
        run.Step();
        switch (left, right)
        {
            case (MarkedText a, MarkedText b):
                run.Spend(Math.Min(a.Length, b.Length));
                return ByCodePoint(a.Value, b.Value);
            case (JinjaList a, JinjaList b) when a.IsTuple == b.IsTuple:
                for (var i = 0; i < Math.Min(a.Items.Count, b.Items.Count); i++)
                {
                    if (!Equal(run, a.Items[i], b.Items[i])) return Compare(run, a.Items[i], b.Items[i]);
                }

                return a.Items.Count.CompareTo(b.Items.Count);
            default:
                if (Conversion.Number(left) is { } x && Conversion.Number(right) is { } y)
                {
                    return x is long m && y is long n ? m.CompareTo(n) : Numbers.Double(x).CompareTo(Numbers.Double(y));
                }

                throw left is Undefined u ? u.Fault() : right is Undefined v ? v.Fault()
                    : new TemplateFault($"{Conversion.TypeName(left)} and {Conversion.TypeName(right)} have no order");
        }
    }

    private static bool Contains(Execution run, object? container, object? item)
    {
        switch (container)
        {
            case MarkedText text:
                var needle = Arguments.Text(item, "'in' a text");
                run.SpendSearch(text.Length, needle.Length);
                return text.Value.Contains(needle.Value, StringComparison.Ordinal);
            case JinjaDict dict:
                return dict.TryGet(item, out _);
            case JinjaList list:
                return list.Items.Any(other => Equal(run, item, other));
            case Undefined:
                return false;
            default:
                throw new TemplateFault($"'in' does not work on a {Conversion.TypeName(container)}");
        }
    }

    // UTF-16 sorts surrogates below U+E000..U+FFFF, Python sorts code points
    private static int ByCodePoint(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length) return a.Length.CompareTo(b.Length);
        static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
        return Rank(a[common]).CompareTo(Rank(b[common]));
    }
}
