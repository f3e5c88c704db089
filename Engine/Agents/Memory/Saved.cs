using System.Text;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// Texts and records in a checkpoint. Texts are written here and not by the writer, whose encoding is its maker's choice. Counts are read
/// before the things they count, so a damaged count must not reserve memory: lists grow as the things really come.
/// </summary>
internal static class Saved
{
    /// <summary>What <paramref name="read"/> gives; damage that shows in what it builds, or in the end coming too early, is named as damage.</summary>
    public static T Whole<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException)
        {
            throw new InputException($"A saved {what} cannot be read: {(e is EndOfStreamException ? "it ends too early." : e.Message)} Take an earlier checkpoint.", e);
        }
    }

    public static void Expect(bool holds, string found)
    {
        if (!holds) throw new InputException($"A saved memory stream or plan cannot be read: {found}. Take an earlier checkpoint, or the version of PersonaSim that wrote it.");
    }

    public static void WriteText(this BinaryWriter w, string? text)
    {
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        w.Write(bytes?.Length ?? -1);
        w.Write(bytes ?? []);
    }

    public static string ReadText(this BinaryReader r)
    {
        var text = r.ReadOptionalText();
        Expect(!string.IsNullOrEmpty(text), "a text is missing");
        return text!;
    }

    public static string? ReadOptionalText(this BinaryReader r)
    {
        var length = r.ReadInt32();
        if (length == -1) return null;
        Expect(length >= 0, $"a text has length {length}");
        var bytes = new List<byte>();
        for (var left = length; left > 0;)
        {
            var part = r.ReadBytes(Math.Min(left, 1 << 16));
            if (part.Length == 0) throw new EndOfStreamException();
            bytes.AddRange(part);
            left -= part.Length;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public static int ReadCount(this BinaryReader r)
    {
        var count = r.ReadInt32();
        Expect(count >= 0, $"a count is {count}");
        return count;
    }

    public static void WriteRecord(this BinaryWriter w, MemoryRecord record)
    {
        w.Write(record.Id);
        w.Write(record.Tick);
        w.Write((int)record.Kind);
        w.WriteText(record.Text);
        w.Write(record.Importance);
        w.WriteText(record.About);
        w.WriteText(record.Place);
        w.WriteText(record.To);
    }

    public static MemoryRecord ReadRecord(this BinaryReader r)
    {
        var (id, tick, kind) = (r.ReadInt32(), r.ReadInt64(), (MemoryKind)r.ReadInt32());
        Expect(Enum.IsDefined(kind), $"memory {id} is of an unknown kind, {(int)kind}");
        return new MemoryRecord(id, tick, kind, r.ReadText(), r.ReadSingle(), r.ReadOptionalText(), r.ReadOptionalText()) { To = r.ReadOptionalText() };
    }
}
