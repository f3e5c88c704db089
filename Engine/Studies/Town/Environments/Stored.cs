using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>How environments write their state: lists with their length before them, and a mark that says whose state it is.</summary>
internal static class Stored
{
    public static void Mark(BinaryWriter writer, string name, int people)
    {
        writer.Write(name);
        writer.Write(people);
    }

    public static void Check(BinaryReader reader, string name, int people)
    {
        var (storedName, storedPeople) = (reader.ReadString(), reader.ReadInt32());
        if (storedName != name || storedPeople != people) throw new InputException($"The saved state is of the task '{storedName}' with {storedPeople} people, and this run has '{name}' with {people}: it was made with another configuration.");
    }

    public static void Write(BinaryWriter writer, List<int> numbers)
    {
        writer.Write(numbers.Count);
        foreach (var number in numbers) writer.Write(number);
    }

    public static void Read(BinaryReader reader, List<int> numbers)
    {
        numbers.Clear();
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++) numbers.Add(reader.ReadInt32());
    }
}
