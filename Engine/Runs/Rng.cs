using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Runs;

/// <summary>
/// All chance of a run: one seed, and a stream of draws for each (purpose, agent, tick). A stream depends on nothing else, so
/// neither the order of calls nor an arm of a comparison can change another's draws.
/// </summary>
public sealed class Rng(ulong seed)
{
    /// <summary>The stream of one purpose, e.g. <c>For("encounter", agent: "agent-07", tick: 12)</c>.</summary>
    public CounterRng For(string purpose, string agent = "", long tick = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        Span<byte> text = stackalloc byte[(3 * (purpose.Length + agent.Length)) + 24];
        BinaryPrimitives.WriteUInt64LittleEndian(text, seed);
        BinaryPrimitives.WriteInt64LittleEndian(text[8..], tick);
        var length = 24 + Encoding.UTF8.GetBytes(purpose, text[24..]);
        BinaryPrimitives.WriteInt64LittleEndian(text[16..], length); // where the purpose ends: ("ab", "c") is not ("a", "bc")
        length += Encoding.UTF8.GetBytes(agent, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return new CounterRng(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }
}
