using PersonaSim.Engine.Agents.Memory;
using MemoryStream = PersonaSim.Engine.Agents.Memory.MemoryStream;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Citizens in a checkpoint; who they are is founded anew from the seed, only what changes is kept.</summary>
public sealed partial class TownWorld
{
    private static void SaveCitizen(BinaryWriter writer, Citizen citizen)
    {
        writer.Write(citizen.Place);
        writer.Write(citizen.Energy);
        writer.Write(citizen.HungryDays);
        foreach (var count in citizen.Goods) writer.Write(count);
        writer.Write(citizen.Shifts);
        writer.Write(citizen.Debt);
        writer.Write(citizen.LastMet);
        writer.Write(citizen.LastPartner);
        writer.Write(citizen.Wish);
        writer.Write(citizen.LastAction);
        foreach (var count in citizen.Visits) writer.Write(count);
        writer.Write(citizen.Group);
        writer.Write(citizen.News.Count);
        foreach (var news in citizen.News) writer.Write(news);
        SaveNumbers(writer, citizen.Knows);
        SaveNumbers(writer, citizen.VotedOn);
        writer.Write(citizen.Offer is not null);
        if (citizen.Offer is { } offer)
        {
            writer.Write(offer.From);
            writer.Write(offer.Good);
            writer.Write(offer.Price);
            writer.Write(offer.Tick);
        }

        writer.Write(citizen.Plan is not null);
        citizen.Plan?.Save(writer);
        citizen.Memory.Save(writer);
    }

    private void LoadCitizen(BinaryReader reader, Citizen citizen)
    {
        citizen.Place = reader.ReadInt32();
        citizen.Energy = reader.ReadInt32();
        citizen.HungryDays = reader.ReadInt32();
        for (var i = 0; i < citizen.Goods.Length; i++) citizen.Goods[i] = reader.ReadInt32();
        citizen.Shifts = reader.ReadInt32();
        citizen.Debt = reader.ReadInt64();
        citizen.LastMet = reader.ReadInt64();
        citizen.LastPartner = reader.ReadInt32();
        citizen.Wish = reader.ReadInt32();
        citizen.LastAction = reader.ReadString();
        for (var i = 0; i < citizen.Visits.Length; i++) citizen.Visits[i] = reader.ReadInt32();
        citizen.Group = reader.ReadInt32();
        citizen.News.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) citizen.News.Add(reader.ReadString());
        LoadNumbers(reader, citizen.Knows);
        LoadNumbers(reader, citizen.VotedOn);
        citizen.Offer = reader.ReadBoolean() ? new Offer(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64()) : null;
        citizen.Plan = reader.ReadBoolean() ? DayPlan.Load(reader) : null;
        citizen.Memory = MemoryStream.Load(reader, Memory);
    }

    private static void SaveNumbers(BinaryWriter writer, List<int> numbers)
    {
        writer.Write(numbers.Count);
        foreach (var number in numbers) writer.Write(number);
    }

    private static void LoadNumbers(BinaryReader reader, List<int> numbers)
    {
        numbers.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) numbers.Add(reader.ReadInt32());
    }
}
