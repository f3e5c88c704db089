using System.Security.Cryptography;
using NUnit.Framework;
using PersonaSim.Engine.Runs.Stores.Migrations;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Stores;

public sealed class MigrationTests
{
    // a new migration gets a new line; an old line never changes, because runs were made with it
    private static readonly (string Name, string Hash)[] _published = [("0001_tables.sql", "3daee217fc81e6d5598cf854f48fd3afde92a779a1cdaa24f301c2c380babe35"), ("0002_thoughts.sql", "5d1f39f1d93a664a807051966af8f8f10cd00f25c446104624bd0f592a6a5289")];

    [Test]
    public void A_published_migration_never_changes()
    {
        var folder = Path.Combine(Repository.Root, "Engine", "Runs", "Stores", "Migrations");

        var found = Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))));

        Assert.That(found, Is.EqualTo(_published));
        Assert.That(_published.Select(m => int.Parse(m.Name[..4])), Is.EqualTo(Enumerable.Range(1, Migrator.Newest)), "each is embedded, and none is missing");
    }
}
