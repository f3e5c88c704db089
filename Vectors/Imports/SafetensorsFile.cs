using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Imports;

/// <summary>
/// Directions from a safetensors file (F32, F16, BF16, F64). A tensor belongs to layer N when its whole name is N, or when N follows one of
/// the words direction, layer, layers, block, blocks or h, as in <c>direction.12</c>, <c>layers.12.vector</c>, <c>layer_12</c>. N is taken as
/// llama.cpp's: added behind block N.
/// </summary>
internal static partial class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long MaxHeader = 100_000_000; // the format's own limit

    private sealed record Tensor(string Name, string Type, long Values, long Largest, long Begin, long End);

    public static void Read(string path, Gathering into)
    {
        using var stream = Gathering.Open(path);
        var tensors = Header(path, stream, out var dataStart);
        RequireGapless(path, tensors, stream.Length - dataStart);
        foreach (var tensor in tensors)
        {
            if (LayerOf(path, tensor.Name) is not { } layer)
            {
                into.Note($"the tensor {tensor.Name} names no layer: left out");
                continue;
            }

            var what = $"{path}: {Gathering.Readable(tensor.Name)}";
            if (Numbers.Width(tensor.Type) == 0) throw new InputException($"{what} is {Gathering.Readable(tensor.Type)}; directions are read as F32, F16, BF16 or F64.");
            if (tensor.Values != tensor.Largest) throw new InputException($"{what} has {tensor.Values} values in several rows; a direction is one row.");
            var bytes = new byte[tensor.End - tensor.Begin];
            stream.Position = dataStart + tensor.Begin;
            stream.ReadExactly(bytes);
            into.Add(path, tensor.Name, layer, Numbers.Floats(tensor.Type, bytes));
        }

        into.Source(path);
    }

    private static List<Tensor> Header(string path, FileStream stream, out long dataStart)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) < LengthBytes) throw new InputException($"{path}: is {stream.Length} bytes long, too short for a safetensors file.");
        var size = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (size > MaxHeader || (long)size > stream.Length - LengthBytes) throw new InputException($"{path}: its header says it is {size} bytes long, and {stream.Length - LengthBytes} follow.");
        var text = new byte[size];
        stream.ReadExactly(text);
        dataStart = LengthBytes + (long)size;
        try
        {
            using var header = JsonTexts.Parse(text);
            if (header.RootElement.ValueKind != JsonValueKind.Object) throw new InputException($"{path}: its header is no JSON object.");
            return [.. header.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__").Select(p => Described(path, p))];
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: its header is no JSON: {Gathering.Readable(e.Message)}", e);
        }
    }

    private static Tensor Described(string path, JsonProperty entry)
    {
        var what = $"{path}: {Gathering.Readable(entry.Name)}";
        var value = entry.Value;
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || Whole(value, "shape") is not { } shape || Whole(value, "data_offsets") is not [var begin, var end]) throw new InputException($"{what} is not described by dtype, shape and two data_offsets.");
        var (values, largest) = (1L, 1L);
        foreach (var size in shape)
        {
            if (size > 0 && values > long.MaxValue / 16 / size) throw new InputException($"{what} has a shape that no file holds.");
            (values, largest) = (values * size, Math.Max(largest, size));
        }

        var type = dtype.GetString()!;
        var width = Numbers.Width(type);
        if (end < begin || (width > 0 && end - begin != values * width)) throw new InputException($"{what} has data_offsets {begin} to {end}, and its {values} values of {Gathering.Readable(type)} need {values * width} bytes.");
        return new Tensor(entry.Name, type, values, largest, begin, end);
    }

    private static List<long>? Whole(JsonElement from, string key)
    {
        if (!from.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array) return null;
        var numbers = new List<long>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0) return null;
            numbers.Add(number);
        }

        return numbers;
    }

    // the format leaves no holes: an overlap or a rest is damage
    private static void RequireGapless(string path, List<Tensor> tensors, long dataBytes)
    {
        long end = 0;
        var before = "the header";
        foreach (var tensor in tensors.OrderBy(t => t.Begin).ThenBy(t => t.End))
        {
            var what = $"{path}: {Gathering.Readable(tensor.Name)}";
            if (tensor.Begin < end) throw new InputException($"{what} begins at {tensor.Begin}, within {Gathering.Readable(before)}, which ends at {end}: the data overlap.");
            if (tensor.Begin > end) throw new InputException($"{what} begins at {tensor.Begin}, and {Gathering.Readable(before)} ends at {end}: there is a hole.");
            if (tensor.End > dataBytes) throw new InputException($"{what} ends at {tensor.End} of the data, and the file has {dataBytes} bytes of them: it is cut off.");
            (end, before) = (tensor.End, tensor.Name);
        }

        if (end != dataBytes) throw new InputException($"{path}: its tensors end at {end} of the data, and the file has {dataBytes} bytes of them.");
    }

    private static int? LayerOf(string path, string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var bare)) return bare;
        var numbers = Numbered().Matches(name).Select(m => m.Groups[1].Value).Distinct().ToList();
        if (numbers.Count > 1) throw new InputException($"{path}: {Gathering.Readable(name)} names several layers ({string.Join(", ", numbers)}); rename it direction.N.");
        return numbers.Count == 1 && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var layer) ? layer : null;
    }

    [GeneratedRegex("(?:^|[./_])(?:directions?|layers?|blocks?|h)[._]([0-9]{1,6})(?=$|[./_])")]
    private static partial Regex Numbered();
}
