using NUnit.Framework;
using PersonaSim.Engine.Runs.Stores;
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

    protected override IRunStore Create(string run) => SqliteRunStore.Create(_folder.File(run));

    protected override IRunStore Open(string run) => SqliteRunStore.Open(_folder.File(run));

    protected override IRunStore OpenRead(string run) => SqliteRunStore.OpenRead(_folder.File(run));
}
