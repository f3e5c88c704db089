using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Environments.Policy;

/// <summary>Some people and their sheets, one a round: what stands in it, who handed it in, and how the others voted.</summary>
internal sealed class PolicyCommittee(string[] members, List<PolicyField>[] sheets, string[] plans)
{
    private const int MostApprovals = 2;

    private string?[] _values = new string?[sheets[0].Count];
    private readonly bool?[] _verdicts = new bool?[members.Length];
    private string _summary = "";
    private string _sentBack = "";
    private int _submitter = -1;

    public IReadOnlyList<string> Members => members;

    /// <summary>Plans in force.</summary>
    public int Adopted { get; private set; }

    public bool Finished => Adopted == sheets.Length;

    public bool UnderReview => _submitter >= 0;

    public string Plan => plans[Adopted];

    /// <summary>The plan adopted last; there must be one.</summary>
    public string LastPlan => plans[Adopted - 1];

    public IReadOnlyList<PolicyField> Fields => sheets[Adopted];

    public IReadOnlyList<string?> Values => _values;

    public string Summary => _summary;

    /// <summary>Why the last review sent the plan back; empty when none did.</summary>
    public string SentBack => _sentBack;

    public string? Submitter => UnderReview ? members[_submitter] : null;

    /// <summary>How many of the others must approve, or reject: two, or all there are.</summary>
    public int Needed => Math.Min(MostApprovals, members.Length - 1);

    public int FilledFields => _values.Count(v => v is not null);

    public bool MayReview(string who) => UnderReview && members[_submitter] != who && _verdicts[Number(who)] is null;

    public void Fill(int field, string value) => _values[field] = value;

    public void Propose(string summary) => _summary = summary;

    /// <summary>Hands the sheet in; with nobody else to review it, it is adopted at once.</summary>
    public void Submit(string who)
    {
        _submitter = Number(who);
        if (Needed == 0) Adopt();
    }

    /// <summary>A vote; true: adopted, false: sent back, null: still open.</summary>
    public bool? Review(string who, bool approves, string reason)
    {
        _verdicts[Number(who)] = approves;
        if (_verdicts.Count(v => v == true) >= Needed)
        {
            Adopt();
            return true;
        }

        // a tie of all who could vote is no adoption; without this it would stay open for ever
        if (_verdicts.Count(v => v == false) < Needed && _verdicts.Count(v => v is not null) < members.Length - 1) return null;
        Reopen();
        _sentBack = reason.Length == 0 ? "no reason given" : reason;
        return false;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Adopted);
        writer.Write(_values.Length);
        foreach (var value in _values)
        {
            writer.Write(value is not null);
            if (value is not null) writer.Write(value);
        }

        foreach (var verdict in _verdicts) writer.Write((sbyte)(verdict switch { null => 0, true => 1, false => -1 }));
        writer.Write(_summary);
        writer.Write(_sentBack);
        writer.Write(_submitter);
    }

    public void Load(BinaryReader reader)
    {
        Adopted = reader.ReadInt32();
        var fields = reader.ReadInt32();
        if (Adopted < 0 || Adopted > sheets.Length || fields != sheets[0].Count) throw new InputException($"The saved state has {fields} fields and {Adopted} adopted plans for a committee of {sheets[0].Count} fields and {sheets.Length} rounds: it was made with another configuration.");
        _values = new string?[fields];
        for (var i = 0; i < fields; i++) _values[i] = reader.ReadBoolean() ? reader.ReadString() : null;
        for (var i = 0; i < _verdicts.Length; i++) _verdicts[i] = reader.ReadSByte() switch { 0 => null, > 0 => true, _ => false };
        _summary = reader.ReadString();
        _sentBack = reader.ReadString();
        _submitter = reader.ReadInt32();
    }

    private void Adopt()
    {
        Adopted++;
        Reopen();
        _sentBack = "";
        if (!Finished) Array.Clear(_values);
    }

    // the fields stay: the committee mends the plan instead of starting again
    private void Reopen()
    {
        _submitter = -1;
        _summary = "";
        Array.Clear(_verdicts);
    }

    private int Number(string who) => Array.IndexOf(members, who);
}
