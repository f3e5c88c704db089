namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>How far an answer has come; a place in one <see cref="ShapeAutomaton"/>, meaningless in another.</summary>
public readonly record struct ShapeState
{
    private readonly ulong _bits; // node + 1 32, characters left 16, row of TextSteps 8, mode 8; nothing set: dead, so a forgotten state allows nothing

    internal ShapeState(int node, int left = 0, int row = 0, TextMode mode = TextMode.Start) =>
        _bits = (ulong)(uint)(node + 1) << 32 | (ulong)(ushort)left << 16 | (ulong)(byte)row << 8 | (byte)mode;

    internal static ShapeState Dead => default;

    /// <summary>No answer of the shape begins so.</summary>
    public bool IsDead => _bits == 0;

    internal int Node => (int)(_bits >> 32) - 1;

    /// <summary>Characters that a text may still have.</summary>
    internal int Left => (ushort)(_bits >> 16);

    internal int Row => (byte)(_bits >> 8);

    internal TextMode Mode => (TextMode)(byte)_bits;

    internal ShapeState At(int node) => new(node, Left, Row, Mode);

    internal ShapeState WithLeft(int left) => new(Node, left, Row, Mode);

    public override string ToString() => IsDead ? "dead" : $"node {Node}, {Left} left, row {Row}, {Mode}";
}

/// <summary>What stands before the next character of a text: only behind ink may the text end, and it may not start with a blank.</summary>
internal enum TextMode : byte
{
    Start,
    AfterBlank,
    AfterInk,
}

/// <summary>Whether a state is inside a text.</summary>
internal enum TextKind
{
    None,

    /// <summary>The whole answer is the text: nothing follows, so all such texts are one.</summary>
    Bare,

    /// <summary>In a JSON string; what follows it differs from shape to shape.</summary>
    Quoted,
}
