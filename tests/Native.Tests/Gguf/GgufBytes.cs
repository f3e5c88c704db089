using System.Text;

namespace PersonaSim.Native.Tests.Gguf;

/// <summary>Builds GGUF files byte by byte and remembers where each field ends, so that tests can break them anywhere.</summary>
internal sealed class GgufBytes
{
    private readonly List<(string Key, Action<GgufBytes> Value)> _pairs = [];
    private readonly List<(string Name, int Type, long[] Dims, byte[] Data)> _tensors = [];
    private List<byte> _out = [];
    private List<int> _fields = [];

    public uint Magic { get; set; } = 0x46554747;

    public uint Version { get; set; } = 3;

    public int Alignment { get; set; } = 32;

    public ulong? TensorCount { get; set; }

    public ulong? PairCount { get; set; }

    /// <summary>Where each field of the last build ended.</summary>
    public IReadOnlyList<int> FieldEnds => _fields;

    /// <summary>Adds or replaces a key; the value is a scalar, a string, or an array of either.</summary>
    public GgufBytes With(string key, object value) => Raw(key, file => file.Value(value));

    public GgufBytes Raw(string key, Action<GgufBytes> value)
    {
        var at = _pairs.FindIndex(p => p.Key == key);
        if (at < 0) _pairs.Add((key, value));
        else _pairs[at] = (key, value);
        return this;
    }

    /// <summary>Adds a pair even where the key is there already.</summary>
    public GgufBytes Again(string key, object value)
    {
        _pairs.Add((key, file => file.Value(value)));
        return this;
    }

    public GgufBytes Without(string key)
    {
        _pairs.RemoveAll(p => p.Key == key);
        return this;
    }

    public GgufBytes Tensor(string name, params long[] dims) => Tensor(name, 0, new byte[dims.Aggregate(4L, (a, b) => a * b)], dims);

    public GgufBytes Tensor(string name, int type, byte[] data, params long[] dims)
    {
        var at = _tensors.FindIndex(t => t.Name == name);
        if (at < 0) _tensors.Add((name, type, dims, data));
        else _tensors[at] = (name, type, dims, data);
        return this;
    }

    public GgufBytes WithoutTensor(string name)
    {
        _tensors.RemoveAll(t => t.Name == name);
        return this;
    }

    public byte[] Build(Func<int, ulong, ulong>? offset = null)
    {
        (_out, _fields) = ([], []);
        U32(Magic).U32(Version).U64(TensorCount ?? (ulong)_tensors.Count).U64(PairCount ?? (ulong)_pairs.Count);
        foreach (var (key, value) in _pairs) value(Text(key));
        ulong at = 0;
        for (var i = 0; i < _tensors.Count; i++)
        {
            var (name, type, dims, data) = _tensors[i];
            Text(name).U32((uint)dims.Length);
            foreach (var dim in dims) U64((ulong)dim);
            U32((uint)type).U64(offset?.Invoke(i, at) ?? at);
            at = (at + (ulong)data.Length + (ulong)Alignment - 1) / (ulong)Alignment * (ulong)Alignment;
        }

        foreach (var tensor in _tensors) Pad().Bytes(tensor.Data);
        return _out.ToArray();
    }

    public GgufBytes U32(uint value) => Bytes(BitConverter.GetBytes(value));

    public GgufBytes U64(ulong value) => Bytes(BitConverter.GetBytes(value));

    public GgufBytes Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return U64((ulong)bytes.Length).Bytes(bytes);
    }

    public GgufBytes Bytes(byte[] bytes)
    {
        _out.AddRange(bytes);
        _fields.Add(_out.Count);
        return this;
    }

    private GgufBytes Pad() => Bytes(new byte[(Alignment - (int)(_out.Count % Alignment)) % Alignment]);

    private GgufBytes Value(object value)
    {
        if (value is not Array array) return U32(TypeOf(value.GetType())).Scalar(value);
        U32(9).U32(TypeOf(array.GetType().GetElementType()!)).U64((ulong)array.Length);
        foreach (var element in array) Scalar(element);
        return this;
    }

    private GgufBytes Scalar(object value) => value switch
    {
        string text => Text(text),
        bool flag => Bytes([flag ? (byte)1 : (byte)0]),
        byte or sbyte => Bytes([unchecked((byte)Convert.ToInt32(value))]),
        ushort or short => Bytes(BitConverter.GetBytes(unchecked((ushort)Convert.ToInt32(value)))),
        uint u => U32(u),
        int i => U32(unchecked((uint)i)),
        ulong u => U64(u),
        long i => U64(unchecked((ulong)i)),
        float f => Bytes(BitConverter.GetBytes(f)),
        double d => Bytes(BitConverter.GetBytes(d)),
        _ => throw new ArgumentException(value.GetType().Name),
    };

    private static uint TypeOf(Type type) => (uint)Array.IndexOf(
        [typeof(byte), typeof(sbyte), typeof(ushort), typeof(short), typeof(uint), typeof(int), typeof(float), typeof(bool), typeof(string),
            typeof(Array), typeof(ulong), typeof(long), typeof(double)], type);
}
