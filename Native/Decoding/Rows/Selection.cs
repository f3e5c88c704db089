namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Order statistics without sorting: partition around a pivot, go on in the part that holds the answer.</summary>
internal static class Selection
{
    /// <summary>The k-th largest value, k from 1; rearranges the values, which must be numbers.</summary>
    public static float Largest(Span<float> values, int k)
    {
        while (true)
        {
            var pivot = Pivot(values);
            var (greater, i, end) = (0, 0, values.Length);
            while (i < end) // three parts: greater than, equal to, less than the pivot
            {
                if (values[i] > pivot) Swap(values, greater++, i++);
                else if (values[i] < pivot) Swap(values, --end, i);
                else i++;
            }

            if (k > greater && k <= end) return pivot;
            if (k <= greater)
            {
                values = values[..greater];
                continue;
            }

            values = values[end..];
            k -= end;
        }
    }

    /// <summary>
    /// The cut at which weights, added from the largest value down to <paramref name="above"/>, first reach
    /// <paramref name="target"/>; nothing is cut where all together do not. Equal values have equal weights.
    /// </summary>
    public static Cut Reaching(Span<float> values, Span<float> weights, double above, double target)
    {
        var lowest = float.MinValue;
        while (values.Length > 0)
        {
            var pivot = Pivot(values);
            var (greater, i, end) = (0, 0, values.Length);
            var mass = above;
            while (i < end)
            {
                var x = values[i];
                if (x == pivot)
                {
                    i++;
                    continue;
                }

                if (x > pivot) mass += weights[i];
                var to = x > pivot ? greater++ : --end;
                Swap(values, to, i);
                Swap(weights, to, i);
                if (x > pivot) i++;
            }

            if (mass >= target && greater > 0)
            {
                values = values[..greater];
                weights = weights[..greater];
                continue;
            }

            for (var ties = 1; ties <= end - greater; ties++)
            {
                mass += weights[greater];
                if (mass >= target) return new Cut(pivot, ties);
            }

            (above, lowest) = (mass, pivot);
            values = values[end..];
            weights = weights[end..];
        }

        return new Cut(lowest); // the target is within rounding of the whole
    }

    private static float Pivot(ReadOnlySpan<float> values)
    {
        var (a, b, c) = (values[0], values[values.Length / 2], values[^1]);
        return MathF.Max(MathF.Min(a, b), MathF.Min(MathF.Max(a, b), c));
    }

    private static void Swap(Span<float> values, int i, int j) => (values[i], values[j]) = (values[j], values[i]);
}
