using System.Security.Cryptography;
using System.Text;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Runs;

/// <summary>What one step writes, table by table; the step's hash covers all of it in the order in which it was written.</summary>
public sealed class StepLog
{
    private readonly RowHash _hash = new();

    public List<EventRow> Events { get; } = [];

    public List<ActionRow> Actions { get; } = [];

    public List<MessageRow> Messages { get; } = [];

    public List<ProbeRow> Probes { get; } = [];

    public List<MeasureRow> Measures { get; } = [];

    public List<EdgeRow> Edges { get; } = [];

    public List<SafetyRow> Safety { get; } = [];

    /// <summary>Rows written so far.</summary>
    public int Count { get; private set; }

    public void Event(string kind, string who, string? other = null, string? place = null, params ReadOnlySpan<(string Name, object? Value)> data)
    {
        var row = new EventRow(kind, who, other, place, RowJson.Object(data));
        Events.Add(row);
        Begin('e').Text(kind).Text(who).Text(other).Text(place).Text(row.Data);
    }

    public void Action(ActionRow row)
    {
        Actions.Add(row);
        Begin('a').Text(row.Who).Text(row.Action).Text(row.Target).Text(row.Place).Text(row.Params).Flag(row.Done).Text(row.Reason).Flag(row.Fallback);
    }

    public void Message(MessageRow row)
    {
        Messages.Add(row);
        Begin('m').Text(row.From).Text(row.To).Text(row.Place).Number(row.Encounter).Number(row.Turn).Text(row.Text).Flag(row.Fallback);
    }

    public void Probe(ProbeRow row)
    {
        Probes.Add(row);
        Begin('p').Text(row.Instrument).Text(row.Item).Text(row.Trait).Text(row.Who).Text(row.Condition).Number(row.Value).Number(row.Mass).Text(row.Data);
    }

    public void Measure(MeasureRow row)
    {
        Measures.Add(row);
        Begin('n').Text(row.Name).Text(row.Group).Number(row.Value);
    }

    public void Edge(EdgeRow row)
    {
        Edges.Add(row);
        Begin('g').Text(row.Kind).Text(row.From).Text(row.To).Number(row.Weight);
    }

    public void Guard(SafetyRow row)
    {
        Safety.Add(row);
        Begin('s').Text(row.Who).Text(row.Category).Text(row.Severity).Text(row.Policy).Number(row.FactorBefore).Number(row.FactorAfter).Text(row.Text);
    }

    /// <summary>The chain's next link: everything up to this step, and this step.</summary>
    public string Chain(string before, StepId id)
    {
        var rows = _hash.Finish();
        byte[] link = [.. Encoding.UTF8.GetBytes($"{before}|{id}|{Count}|"), .. rows];
        return Convert.ToHexStringLower(SHA256.HashData(link));
    }

    private RowHash Begin(char kind)
    {
        Count++;
        return _hash.Mark(kind);
    }
}
