using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Imports;

/// <summary>One vector from a NumPy file (<c>.npy</c>, format versions 1 to 3).</summary>
internal static partial class NpyFile
{
    private const int MaxHeader = 1 << 20, MaxValues = 1 << 20, Preamble = 8;

    public static bool IsNpy(ReadOnlySpan<byte> head) => head.Length >= 6 && head[0] == 0x93 && head[1..6].SequenceEqual("NUMPY"u8);

    /// <summary>The values, and the bytes they were read from (which some meta files hash).</summary>
    public static (float[] Values, byte[] Data) Read(string path)
    {
        using var stream = Gathering.Open(path);
        var (version, headerBytes) = Head(path, stream);
        var (type, values) = Described(path, version, headerBytes);
        var wanted = (long)values * Numbers.Width(type);
        var left = stream.Length - stream.Position;
        if (left != wanted) throw new InputException($"{path}: {values} values of {type} are {wanted} bytes, and {left} follow the header: the file is {(left < wanted ? "cut off" : "longer than it says")}.");
        var data = new byte[wanted];
        stream.ReadExactly(data);
        return (Numbers.Floats(type, data), data);
    }

    private static (int Version, byte[] Header) Head(string path, FileStream stream)
    {
        Span<byte> start = stackalloc byte[Preamble + sizeof(uint)];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!IsNpy(start[..read])) throw new InputException($"{path}: does not begin like a .npy file.");
        if (read < start.Length) throw new InputException($"{path}: ends within its header, after {read} bytes.");
        var version = (int)start[6];
        if (version is < 1 or > 3) throw new InputException($"{path}: is of version {version} of the format; 1 to 3 are read.");
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[Preamble..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[Preamble..]);
        stream.Position = Preamble + (version == 1 ? sizeof(ushort) : sizeof(uint));
        if (length > MaxHeader || length > stream.Length - stream.Position) throw new InputException($"{path}: its header says it is {length} bytes long, and {stream.Length - stream.Position} follow.");
        var header = new byte[length];
        stream.ReadExactly(header);
        return (version, header);
    }

    private static (string Type, int Values) Described(string path, int version, byte[] bytes)
    {
        var header = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        var (descr, order, shape) = (Descr().Match(header), Order().Match(header), Shape().Match(header));
        if (!descr.Success || !order.Success || !shape.Success) throw new InputException($"{path}: its header lacks descr, fortran_order or shape: {Gathering.Readable(header.Trim())}");
        var type = descr.Groups[1].Value;
        if (type.StartsWith('>')) throw new InputException($"{path}: its numbers are big-endian ({type}); save it again with numpy.save(path, a.astype('<f4')).");
        if (order.Groups[1].Value == "True") throw new InputException($"{path}: is stored in Fortran order; save it again with numpy.save(path, numpy.ascontiguousarray(a)).");
        var name = type switch { "<f4" => "F32", "<f2" => "F16", "<f8" => "F64", _ => throw new InputException($"{path}: its numbers are '{Gathering.Readable(type)}'; <f4, <f2 and <f8 are read.") };
        var sizes = new List<int>();
        foreach (var part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > MaxValues) throw new InputException($"{path}: its shape is ({Gathering.Readable(shape.Groups[1].Value)}); one row of 1 to {MaxValues} values is wanted.");
            sizes.Add(size);
        }

        if (sizes.Count == 0 || sizes.Count(s => s > 1) > 1) throw new InputException($"{path}: its shape is ({Gathering.Readable(shape.Groups[1].Value)}); one row is wanted, a file for each layer.");
        return (name, sizes.Max());
    }

    [GeneratedRegex("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]")]
    private static partial Regex Descr();

    [GeneratedRegex("['\"]fortran_order['\"]\\s*:\\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)")]
    private static partial Regex Shape();
}
