namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>A cursor over the tokens.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Peek => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Take() => Current.Kind == TokenKind.End ? Current : tokens[_at++];

    public bool IsOperator(string text) => Current.Is(TokenKind.Operator, text);

    public bool IsName(string text) => Current.Is(TokenKind.Name, text);

    public bool TrySkip(TokenKind kind, string text)
    {
        if (!Current.Is(kind, text)) return false;
        _at++;
        return true;
    }

    public Token Expect(TokenKind kind, string? text = null)
    {
        if (Current.Kind == kind && (text is null || Current.Text == text)) return Take();
        throw Fault($"expected {new Token(kind, text ?? "a name", default).Describe()}, found {Current.Describe()}");
    }

    public TemplateFault Fault(string message) => new(message) { At = Current.At };
}
