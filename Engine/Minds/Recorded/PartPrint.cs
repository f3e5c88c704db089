using System.Globalization;
using System.Text.Json.Serialization;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>A part of an ask, e.g. <c>block 'persona'</c>, and the hash of its content: 64 bits, written as 16 small hexadecimal digits, where it is ours.</summary>
public readonly record struct PartPrint
{
    private const int Digits = 16;
    private readonly ulong _bits;
    private readonly string? _other; // a hash of another form, kept as it was

    public PartPrint(string name, ulong bits) => (Name, _bits) = (name, bits);

    [JsonConstructor]
    public PartPrint(string name, string hash)
    {
        Name = name;
        if (hash.Length != Digits || hash.AsSpan().ContainsAnyExceptInRange('0', 'f') || !ulong.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _bits) || $"{_bits:x16}" != hash) (_bits, _other) = (0, hash);
    }

    public string Name { get; }

    public string Hash => _other ?? $"{_bits:x16}";

    /// <summary>The hash's bits; false where it has another form.</summary>
    internal bool TryBits(out ulong bits)
    {
        bits = _bits;
        return _other is null;
    }
}
