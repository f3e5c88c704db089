namespace PersonaSim.Engine.Runs;

/// <summary>What there is to know about somebody at a moment, under headings.</summary>
public sealed record Portrait(string Who, IReadOnlyList<PortraitPart> Parts);

/// <summary>A heading and its lines, e.g. <c>memories</c>.</summary>
public sealed record PortraitPart(string Title, IReadOnlyList<string> Lines);
