using NUnit.Framework;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Databases.Sqlite;
using PersonaSim.Engine.Runs.Stores.Migrations;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>The laws of every store, for the one in a file.</summary>
public sealed class SqliteStoreTests : StoreLaws
{
    private TempFolder _folder = null!;

    [SetUp]
    public void Make_a_folder() => _folder = new TempFolder();

    [TearDown]
    public void Remove_it() => _folder.Dispose();

    [Test]
    public void A_run_of_schema_1_is_read_without_being_changed()
    {
        MakeSchema1("run");
        var before = File.ReadAllBytes(_folder.File("run/run.db"));

        using (var store = OpenRead("run")) HasSchema1Content(store, Migrator.Newest);

        Assert.That(File.ReadAllBytes(_folder.File("run/run.db")), Is.EqualTo(before));
    }

    protected override string Place => _folder.Path;

    protected override IRunStore Create(string run) => SqliteRunStore.Create(_folder.File(run));

    protected override IRunStore Open(string run) => SqliteRunStore.Open(_folder.File(run));

    protected override IRunStore OpenRead(string run) => SqliteRunStore.OpenRead(_folder.File(run));

    private protected override IStoreDatabase Database(string run)
    {
        var folder = Directory.CreateDirectory(_folder.File(run)).FullName;
        return SqliteDatabase.OpenToWrite(Path.Combine(folder, SqliteRunStore.FileName), create: true, RunLock.Take(folder));
    }
}
