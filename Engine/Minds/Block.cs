namespace PersonaSim.Engine.Minds;

/// <summary>
/// A piece of a prompt. Leading blocks that many asks of a page share (the study's rules, the world) are computed once; a block's border is a
/// token border, so equal blocks are equal tokens.
/// </summary>
/// <param name="Name">What errors and records call it, e.g. <c>rules</c>, <c>persona</c>, <c>memories</c>.</param>
/// <param name="Role">The chat role that says it: <c>system</c>, <c>user</c> or <c>assistant</c>; neighbours of one role are one message.</param>
/// <param name="Optional">May be left out, last first, when a prompt does not fit and the configuration allows it.</param>
public sealed record Block(string Name, string Role, string Text, bool Optional = false);
