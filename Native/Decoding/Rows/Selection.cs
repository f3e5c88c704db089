namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Order statistics without sorting.</summary>
internal static class Selection
{
    /// <summary>The k-th largest value, k from 1; rearranges the values, which must be numbers.</summary>
    public static float Largest(Span<float> values, int k)
    {
        while (true)
        {
            var pivot = Median(values[0], values[values.Length / 2], values[^1]);
            var (greater, i, end) = (0, 0, values.Length);
            while (i < end) // three parts: greater than, equal to, less than the pivot
            {
                var x = values[i];
                if (x > pivot)
                {
                    values[i++] = values[greater];
                    values[greater++] = x;
                }
                else if (x < pivot)
                {
                    values[i] = values[--end];
                    values[end] = x;
                }
                else
                {
                    i++;
                }
            }

            if (k > greater && k <= end) return pivot;
            if (k <= greater)
            {
                values = values[..greater];
            }
            else
            {
                values = values[end..];
                k -= end;
            }
        }
    }

    private static float Median(float a, float b, float c) => MathF.Max(MathF.Min(a, b), MathF.Min(MathF.Max(a, b), c));
}
