using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>The people of a run, by name.</summary>
internal static class RunPeople
{
    /// <summary>Their name as the run has it.</summary>
    public static string Require(RunParts parts, RunFolder folder, string name)
    {
        if (parts.People.Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        var meant = Nearest.Of(name, parts.People.Names) is { } nearest ? $" Did you mean {nearest}?" : "";
        throw new InputException($"Nobody in {folder.Run} is called '{name}'.{meant} `persim inspect {folder.Run}` lists everybody.");
    }
}
