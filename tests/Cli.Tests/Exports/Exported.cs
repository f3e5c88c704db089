using PersonaSim.Cli.Tests.Runs;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>A home with one small town that has something of everything, made once for the tests that only read it.</summary>
internal sealed class Exported : IDisposable
{
    public const string Run = "one";

    public Exported()
    {
        Persim = new Persim();
        Persim.Run([.. RunTests.Town(Run, 24), "--set", "probes.likert_every=12", "--set", "probes.behaviour_every=12", "--set", "probes.stability_every=12", "--set", "town.ties_every=8", "--set", "record.prompts=true", "--set", "minds.agents.flash=off"]).IsFine();
    }

    public Persim Persim { get; }

    public string Folder => Path.Combine(Persim.Home, "runs", Run);

    public void Dispose() => Persim.Dispose();
}
