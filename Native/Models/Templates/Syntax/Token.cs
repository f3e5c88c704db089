namespace PersonaSim.Native.Models.Templates.Syntax;

internal enum TokenKind
{
    Data,
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>One piece of a template; <paramref name="Text"/> of a string literal is already unescaped.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, Position At)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;

    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.VariableEnd => "'}}'",
        TokenKind.String => $"the text '{(Text.Length > 30 ? Text[..30] + "..." : Text)}'",
        TokenKind.Data => "text outside of tags",
        _ => $"'{Text}'",
    };
}
