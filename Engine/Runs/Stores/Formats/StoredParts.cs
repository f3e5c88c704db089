using PersonaSim.Engine.Minds.Recorded;

namespace PersonaSim.Engine.Runs.Stores.Formats;

/// <summary>
/// The hashes of an ask's parts in few bytes, because every answer has some: a byte for a usual name, or the name itself, and eight bytes for
/// the hash.
/// </summary>
internal static class StoredParts
{
    private const byte Named = 0, Block = 1, Whole = 254;
    private const string BlockStart = "block '";

    // the place in this list, from 2, is what is stored: it only ever grows at its end
    private static readonly string[] _usual = ["shape", "mode", "doses", "scope", "seed"];

    public static byte[] Write(IReadOnlyList<PartPrint> parts)
    {
        using var bytes = new MemoryStream(16 * parts.Count);
        using var writer = new BinaryWriter(bytes);
        foreach (var part in parts)
        {
            var name = part.Name;
            var short64 = part.TryBits(out var value);
            if (!short64) writer.Write(Whole);
            if (Array.IndexOf(_usual, name) is var usual and >= 0) writer.Write((byte)(2 + usual));
            else if (name.Length > BlockStart.Length && name.StartsWith(BlockStart, StringComparison.Ordinal) && name[^1] == '\'') Write(writer, Block, name[BlockStart.Length..^1]);
            else Write(writer, Named, name);
            if (short64) writer.Write(value);
            else writer.Write(StoredText.Encode(part.Hash));
        }

        return bytes.ToArray();
    }

    public static IReadOnlyList<PartPrint> Read(byte[] stored)
    {
        var parts = new List<PartPrint>();
        using var reader = new BinaryReader(new MemoryStream(stored));
        while (reader.BaseStream.Position < stored.Length)
        {
            var kind = reader.ReadByte();
            var whole = kind == Whole;
            if (whole) kind = reader.ReadByte();
            var name = kind switch
            {
                Named => StoredText.Decode(reader.ReadString()),
                Block => $"{BlockStart}{StoredText.Decode(reader.ReadString())}'",
                _ when kind - 2 < _usual.Length => _usual[kind - 2],
                _ => throw new InvalidDataException($"the part of an ask has kind {kind}, which this version does not know"),
            };
            parts.Add(whole ? new PartPrint(name, StoredText.Decode(reader.ReadString())) : new PartPrint(name, reader.ReadUInt64()));
        }

        return parts;
    }

    private static void Write(BinaryWriter writer, byte kind, string name)
    {
        writer.Write(kind);
        writer.Write(StoredText.Encode(name));
    }
}
