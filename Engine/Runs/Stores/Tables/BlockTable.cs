using Dapper;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>The texts of prompts, each once.</summary>
internal static class BlockTable
{
    public static void Insert(IStoreDatabase database, IEnumerable<(string Hash, Block Block)> blocks)
    {
        using var row = database.Insert(Table.Blocks);
        foreach (var (hash, block) in blocks) row.Text(hash).Text(block.Name).Text(block.Role).Text(block.Text).Number(block.Optional ? 1 : 0).EndRow();
        row.Complete();
    }

    public static Block? Find(IStoreDatabase database, string hash) =>
        database.Connection.QuerySingleOrDefault<Row>("select name, role, text, optional from blocks where hash = @hash", new { hash = StoredText.Encode(hash) })?.ToBlock();

    public static bool Has(IStoreDatabase database, string hash) => database.Connection.ExecuteScalar<long>("select count(*) from blocks where hash = @hash", new { hash = StoredText.Encode(hash) }) > 0;

    private sealed class Row
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public required string Text { get; init; }
        public required long Optional { get; init; }

        public Block ToBlock() => new(StoredText.Decode(Name), StoredText.Decode(Role), StoredText.Decode(Text), Optional != 0);
    }
}
