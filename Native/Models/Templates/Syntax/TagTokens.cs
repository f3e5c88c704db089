using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>The tokens inside a tag: names, literals, operators.</summary>
internal static partial class TagTokens
{
    private static readonly string[] _operators =
        ["//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    public static Token Next(string source, ref int at, Position position, Stack<char> open)
    {
        if (Take(Float(), source, ref at) is { } real) return new Token(TokenKind.Float, real, position);
        if (Take(Integer(), source, ref at) is { } integer) return new Token(TokenKind.Integer, integer, position);
        if (Take(Name(), source, ref at) is { } name) return new Token(TokenKind.Name, name, position);
        if (source[at] is '\'' or '"') return new Token(TokenKind.String, Literal(source, ref at, position), position);
        foreach (var op in _operators)
        {
            if (string.CompareOrdinal(source, at, op, 0, op.Length) != 0) continue;
            at += op.Length;
            Balance(op, open, position);
            return new Token(TokenKind.Operator, op, position);
        }

        throw new TemplateFault($"unexpected character '{source[at]}'") { At = position };
    }

    private static void Balance(string op, Stack<char> open, Position position)
    {
        if (op is "{" or "(" or "[") open.Push(op == "{" ? '}' : op == "(" ? ')' : ']');
        if (op is not ("}" or ")" or "]")) return;
        if (open.Count == 0) throw new TemplateFault($"unexpected '{op}'") { At = position };
        if (open.Pop() is var expected && expected != op[0]) throw new TemplateFault($"unexpected '{op}', expected '{expected}'") { At = position };
    }

    private static string? Take(Regex regex, string source, ref int at)
    {
        var match = regex.Match(source, at);
        if (!match.Success) return null;
        at += match.Length;
        return match.Value;
    }

    private static string Literal(string source, ref int at, Position position)
    {
        var quote = source[at++];
        var text = new StringBuilder();
        while (at < source.Length && source[at] != quote)
        {
            if (source[at] != '\\') text.Append(source[at++]);
            else if (++at < source.Length) Escape(source, ref at, text, position);
        }

        if (at >= source.Length) throw new TemplateFault("the text literal is not closed") { At = position };
        at++;
        return text.ToString();
    }

    private static void Escape(string source, ref int at, StringBuilder text, Position position)
    {
        var c = source[at++];
        var simple = "\\'\"abfnrtv".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0) text.Append("\\'\"\a\b\f\n\r\t\v"[simple]);
        else if (c is 'x' or 'u' or 'U') text.Append(Hex(source, ref at, c == 'x' ? 2 : c == 'u' ? 4 : 8, position));
        else if (c is >= '0' and <= '7')
        {
            var value = c - '0';
            for (var i = 0; i < 2 && at < source.Length && source[at] is >= '0' and <= '7'; i++) value = value * 8 + source[at++] - '0';
            text.Append((char)value);
        }
        else if (c != '\n') text.Append('\\').Append(c); // an unknown escape stays as written, a newline is joined
    }

    private static string Hex(string source, ref int at, int digits, Position position)
    {
        var value = 0u;
        var fits = at + digits <= source.Length && uint.TryParse(source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        if (!fits || value > 0x10ffff) throw new TemplateFault($"the escape needs {digits} hexadecimal digits of a code point") { At = position };
        at += digits;
        return value is >= 0xd800 and <= 0xdfff || value < 0x10000 ? ((char)value).ToString() : char.ConvertFromUtf32((int)value);
    }

    [GeneratedRegex(@"\G(?<!\.)([0-9]+_)*[0-9]+((\.([0-9]+_)*[0-9]+)?e[+\-]?([0-9]+_)*[0-9]+|\.([0-9]+_)*[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Float();

    [GeneratedRegex(@"\G(0b(_?[01])+|0o(_?[0-7])+|0x(_?[0-9a-f])+|[0-9](_?[0-9])*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\G[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
