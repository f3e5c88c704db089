using System.Text;

namespace PersonaSim.Native.Models;

/// <summary>Turns tokens into text as they come; bytes of a character that is not complete yet wait for the next token.</summary>
public sealed class IncrementalText(Vocabulary vocabulary)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _buffer = new char[64];

    /// <summary>Text that this token completes; possibly empty.</summary>
    public string Push(int token)
    {
        var piece = vocabulary.Piece(token);
        return Take(piece, flush: false);
    }

    /// <summary>What is left at the end: an unfinished character becomes U+FFFD.</summary>
    public string Finish() => Take([], flush: true);

    private string Take(ReadOnlySpan<byte> bytes, bool flush)
    {
        var needed = Encoding.UTF8.GetMaxCharCount(bytes.Length + 4);
        if (_buffer.Length < needed) _buffer = new char[needed];
        var chars = _decoder.GetChars(bytes, _buffer, flush);
        return chars == 0 ? "" : new string(_buffer, 0, chars);
    }
}
