using Dapper;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Runs.Stores.Migrations;

namespace PersonaSim.Engine.Tests.Runs.Stores;

// what holds between versions
public abstract partial class StoreLaws
{
    [Test]
    public void A_run_of_schema_1_is_brought_to_this_versions_when_it_is_opened_to_write()
    {
        MakeSchema1("run");
        using (var store = Open("run")) HasSchema1Content(store, Migrator.Newest);

        using var again = OpenRead("run");
        HasSchema1Content(again, Migrator.Newest);
    }

    [Test]
    public void A_migration_that_fails_leaves_the_schema_before_it()
    {
        MakeSchema1("run");
        using (var database = Database("run")) database.Connection.Execute("alter table answers add column thought_tokens bigint");

        Assert.That(() => Open("run"), Throws.Exception);

        using var same = Database("run");
        Assert.That(Migrator.VersionOf(same), Is.EqualTo(1));
    }

    /// <summary>A run as the first schema kept it, with an answer and a step.</summary>
    protected void MakeSchema1(string run)
    {
        using var database = Database(run);
        Migrator.Migrate(database, upTo: 1);
        database.Connection.Execute("""
            insert into answers (tick, phase, round, who, purpose, n, phase_name, page, seq, mind, source, value, raw, refusal, dropped, prompt_tokens, computed_tokens, generated_tokens, overrides, ask_hash, ask_parts)
            values (1, 0, 0, 'agent-07', 'decide', 0, 'act', 0, 0, 'agents', 'Model', '{"kind":"scale","Point":4}', '4', null, null, 600, 90, 3, 1, 'abc', @parts)
            """, new { parts = Array.Empty<byte>() });
        database.Connection.Execute("insert into steps (tick, phase, round, phase_name, answers, event_hash, probe_hash) values (1, 0, 0, 'act', 1, 'e', 'p')");
    }

    protected static void HasSchema1Content(IRunStore store, int schema)
    {
        Assert.That(store.Query("select value from meta where name = 'schema'")[0]["value"], Is.EqualTo($"{schema}"));
        Assert.That(store.Last, Is.EqualTo(new CommittedStep(_first, "act", 1, "e", "p")));
        var answer = store.Answers(_first).Single().Recorded.Answer;
        Assert.That((answer.Key, answer.Value, answer.Usage), Is.EqualTo((new AskKey(1, "act", 0, "agent-07", "decide"), (AnswerValue)new ScaleValue(4), new AnswerUsage(600, 90, 3, 1, 0))));
    }
}
