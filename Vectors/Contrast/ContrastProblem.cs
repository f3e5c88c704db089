using PersonaSim.Native;

namespace PersonaSim.Vectors.Contrast;

/// <summary>What is wrong with a set as a whole.</summary>
/// <param name="Line">Line of the file that shows it.</param>
public sealed record ContrastProblem(int Line, string Id, string Field, string Reason)
{
    internal InputException In(string file) => Wrong(file, Line, Field, Reason);

    internal static InputException Wrong(string file, int line, string field, string reason) => new($"{file}, line {line}, {field}: {reason}.");
}
