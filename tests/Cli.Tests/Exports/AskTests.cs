using System.Security.Cryptography;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>A question beside a run: a model answers it, rules cannot, and the run stays as it was.</summary>
public sealed class AskTests
{
    [Test]
    public void A_model_answers_in_the_person_s_own_context_and_the_run_is_not_touched()
    {
        using var made = new Exported();
        var persim = made.Persim;
        var before = SHA256.HashData(File.ReadAllBytes(Path.Combine(made.Folder, "run.db")));
        var who = persim.Run("inspect", Exported.Run, "--json").IsFine().Json[0].GetString()!;
        string[] ask = ["ask", Exported.Run + "@5", who.ToUpperInvariant(), "Why did you go there?", "--model", TinyModel.Path("llama", "q8_0"), "--threads", "1", "--length", "40", "--json"];

        var one = persim.Run(ask).IsFine().Json;
        var two = persim.Run(ask).IsFine().Json;

        Assert.That(one.GetProperty("answer").GetString(), Is.Not.Empty.And.EqualTo(two.GetProperty("answer").GetString()), "the same question with the same settings has the same answer (flash attention is not left to a measurement here)");
        Assert.That(one.GetProperty("agent").GetString(), Is.EqualTo(who));
        Assert.That(one.GetProperty("context").GetString(), Does.StartWith("5/").And.Contain($"/{who}/"));
        Assert.That(SHA256.HashData(File.ReadAllBytes(Path.Combine(made.Folder, "run.db"))), Is.EqualTo(before));
        Assert.That(Directory.GetDirectories(Path.Combine(persim.Home, "runs")), Has.Length.EqualTo(1));

        persim.Run("ask", Exported.Run, who, "Why?", "--mock").IsOneLineOfError(1, "--mock", "--model FILE");
        persim.Run("ask", Exported.Run, "Nobody", "Why?", "--model", TinyModel.Path()).IsOneLineOfError(1, "Nobody in one is called 'Nobody'");
        persim.Run("ask", Exported.Run, who, "Why?").IsOneLineOfError(1, "persim-nano");
    }
}
