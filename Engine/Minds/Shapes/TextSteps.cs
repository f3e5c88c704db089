namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// One table that reads a text's UTF-8 byte by byte. A row is a place inside a character; an entry is either an outcome (below) or the next row.
/// Overlong forms, surrogates and everything beyond U+10FFFF have no path.
/// </summary>
internal static class TextSteps
{
    /// <summary>Outcomes: the byte is refused; a blank or an ink character is complete; the closing quote.</summary>
    public const byte Refused = 0, Blank = 1, Ink = 2, Close = 3;

    /// <summary>Rows between characters, of bare text and of text inside a JSON string.</summary>
    public const byte Bare = 4, Quoted = 5;

    private const byte Escape = 6;
    private const byte FirstInside = 7;
    private static readonly byte[] _table = Build();

    public static byte Next(int row, byte value) => _table[(row << 8) | value];

    private static byte[] Build()
    {
        var rows = new List<byte[]>();
        for (var row = 0; row < FirstInside; row++) rows.Add(new byte[256]);
        var wholes = new Dictionary<int, byte>(); // rows behind which any continuation is ink, by bytes to come
        for (var b = 0; b < 0x80; b++) rows[Bare][b] = (byte)TextRule.Classify(b);
        for (var b = 0xC0; b < 0xE0; b++) rows[Bare][b] = Inside((b & 0x1F) << 6, 1, 0x80);
        for (var b = 0xE0; b < 0xF0; b++) rows[Bare][b] = Inside((b & 0x0F) << 12, 2, 0x800);
        for (var b = 0xF0; b < 0xF8; b++) rows[Bare][b] = Inside((b & 0x07) << 18, 3, 0x10000);

        rows[Bare].CopyTo(rows[Quoted], 0);
        rows[Quoted]['"'] = Close;
        rows[Quoted]['\\'] = Escape;
        rows[Escape]['"'] = rows[Escape]['\\'] = Ink; // exactly what must be escaped may be
        return [.. rows.SelectMany(r => r)];

        // the row behind bytes that fix a scalar down to its last `more` groups of six bits; smallest: below it this many bytes are overlong
        byte Inside(int scalar, int more, int smallest)
        {
            var width = 1 << (6 * more);
            if (scalar + width <= smallest || scalar > 0x10FFFF) return Refused;
            var whole = scalar >= smallest && TextRule.AllInk(scalar, scalar + width - 1);
            if (whole && wholes.TryGetValue(more, out var known)) return known;
            var row = new byte[256];
            for (var i = 0; i < 64; i++)
            {
                var next = scalar + i * (width >> 6);
                row[0x80 + i] = more > 1 ? Inside(next, more - 1, smallest) : next < smallest ? Refused : (byte)TextRule.Classify(next);
            }

            if (Array.TrueForAll(row, entry => entry == Refused)) return Refused;
            rows.Add(row);
            var id = checked((byte)(rows.Count - 1));
            if (whole) wholes[more] = id;
            return id;
        }
    }
}
