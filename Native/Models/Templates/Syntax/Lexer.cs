using System.Text.RegularExpressions;
using PersonaSim.Native.Models.Templates.Library;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>
/// Splits a source into data and tags. White space follows what Hugging Face sets: trim_blocks (the newline after a block or
/// comment goes), lstrip_blocks (blanks before one at a line's start go), and one newline at the end of the source goes.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _counted;

    private Lexer(string source)
    {
        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _source = text.EndsWith('\n') ? text[..^1] : text;
    }

    public static IReadOnlyList<Token> Lex(string source)
    {
        var lexer = new Lexer(source);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            var begin = NextTag();
            var end = begin < 0 ? _source.Length : begin;
            var data = _source[_at..end];
            if (begin >= 0) data = TrimBefore(data, begin);
            if (data.Length > 0) Add(TokenKind.Data, data, _at);
            if (begin < 0) break;
            _at = begin;
            if (RawBegin().Match(_source, _at) is { Success: true } raw) Raw(raw);
            else if (_source[_at + 1] == '#') Comment();
            else Tag();
        }

        _at = _source.Length;
        Add(TokenKind.End, "", _at);
    }

    private int NextTag()
    {
        for (var i = _source.IndexOf('{', _at); i >= 0 && i + 1 < _source.Length; i = _source.IndexOf('{', i + 1))
        {
            if (_source[i + 1] is '{' or '%' or '#') return i;
        }

        return -1;
    }

    // '-' takes all white space before the tag; otherwise blanks alone on the line before a block or comment go, unless '+' keeps them
    private string TrimBefore(string data, int begin)
    {
        var sign = begin + 2 < _source.Length ? _source[begin + 2] : '\0';
        if (sign == '-') return White.TrimEnd(data);
        if (sign == '+' || _source[begin + 1] == '{') return data;
        var line = data.LastIndexOf('\n') + 1;
        var startsLine = line > 0 || _at == 0 || _source[_at - 1] == '\n';
        return startsLine && data.AsSpan(line).IndexOfAnyExcept(White.Characters) < 0 ? data[..line] : data;
    }

    private void Comment()
    {
        var close = _source.IndexOf("#}", _at + 2, StringComparison.Ordinal);
        if (close < 0) throw Fault("the comment is not closed with '#}'", _at);
        var sign = close > _at + 2 ? _source[close - 1] : '\0';
        _at = close + 2;
        TrimAfter(sign, block: true);
    }

    private void Raw(Match begin)
    {
        _at = begin.Index + begin.Length;
        var end = RawEnd().Match(_source, _at);
        if (!end.Success) throw Fault("'raw' is not closed with 'endraw'", begin.Index);
        var data = TrimBefore(_source[_at..end.Index], end.Index);
        if (data.Length > 0) Add(TokenKind.Data, data, _at);
        _at = end.Index + end.Length;
    }

    private void Tag()
    {
        var block = _source[_at + 1] == '%';
        Add(block ? TokenKind.BlockBegin : TokenKind.VariableBegin, _source.Substring(_at, 2), _at);
        _at += 2;
        if (_at < _source.Length && _source[_at] is '-' or '+') _at++;
        var open = new Stack<char>();
        while (true)
        {
            while (_at < _source.Length && White.Is(_source[_at])) _at++;
            if (_at >= _source.Length) throw Fault($"the tag is not closed with '{(block ? "%}" : "}}")}'", _at);
            if (open.Count == 0 && TryClose(block)) return;
            _tokens.Add(TagTokens.Next(_source, ref _at, PositionOf(_at), open));
        }
    }

    private bool TryClose(bool block)
    {
        var sign = _source[_at] == '-' || (block && _source[_at] == '+') ? _source[_at] : '\0';
        var at = sign == '\0' ? _at : _at + 1;
        if (string.CompareOrdinal(_source, at, block ? "%}" : "}}", 0, 2) != 0) return false;
        Add(block ? TokenKind.BlockEnd : TokenKind.VariableEnd, "", _at);
        _at = at + 2;
        TrimAfter(sign, block);
        return true;
    }

    private void TrimAfter(char sign, bool block)
    {
        if (sign == '-') while (_at < _source.Length && White.Is(_source[_at])) _at++;
        else if (sign != '+' && block && _at < _source.Length && _source[_at] == '\n') _at++;
    }

    private void Add(TokenKind kind, string text, int offset) => _tokens.Add(new Token(kind, text, PositionOf(offset)));

    // offsets only grow, so lines are counted once
    private Position PositionOf(int offset)
    {
        for (; _counted < offset; _counted++)
        {
            if (_source[_counted] != '\n') continue;
            _line++;
            _lineStart = _counted + 1;
        }

        return new Position(_line, offset - _lineStart + 1);
    }

    private TemplateFault Fault(string message, int offset) => new(message) { At = PositionOf(offset) };

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})", RegexOptions.CultureInvariant)]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%[-+]?\s*endraw\s*(?:\+%\}|-%\}\s*|%\}\n?)", RegexOptions.CultureInvariant)]
    private static partial Regex RawEnd();
}
