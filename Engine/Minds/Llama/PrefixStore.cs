using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Saved states of computed prefixes, by content; the least recently used go first when memory runs out.</summary>
internal sealed class PrefixStore(long capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, byte[] State)>> _states = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, byte[] State)> _order = [];
    private long _bytes;

    /// <summary>A prefix is its tokens and the borders at which its computation started a new chunk.</summary>
    public static string Key(ReadOnlySpan<int> tokens, ReadOnlySpan<int> borders)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(borders));
        hash.AppendData([0xFF]);
        hash.AppendData(MemoryMarshal.AsBytes(tokens));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public byte[]? Find(string key)
    {
        if (!_states.TryGetValue(key, out var node)) return null;
        _order.Remove(node);
        _order.AddFirst(node);
        return node.Value.State;
    }

    public void Add(string key, byte[] state)
    {
        if (_states.ContainsKey(key)) return;
        _states[key] = _order.AddFirst((key, state));
        _bytes += state.Length;
        while (_bytes > capacity && _order.Last is { } last && last.Value.Key != key)
        {
            _order.RemoveLast();
            _states.Remove(last.Value.Key);
            _bytes -= last.Value.State.Length;
        }
    }
}
