using System.Globalization;
using PersonaSim.Native;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Vectors.Imports;

/// <summary>
/// Control vectors as llama.cpp, repeng and EasySteer write them: tensors <c>direction.N</c>. Whatever else a file says, under whichever
/// architecture, is not needed to add a direction and only noted.
/// </summary>
internal static class GgufDirections
{
    private const string Prefix = "direction.", HintTail = ".model_hint";

    public static void Read(string path, Gathering into)
    {
        using var file = GgufValidator.Open(path, GgufPurpose.Any);
        var metadata = file.Metadata;
        if (metadata.TryGetString("general.architecture", out var architecture) && architecture != "controlvector") into.Note($"general.architecture is '{architecture}', not 'controlvector'");
        foreach (var key in metadata.Keys.Where(k => k.EndsWith(HintTail, StringComparison.Ordinal) && metadata[k].Type == GgufValueType.String)) into.ModelHint = Gathering.Readable(metadata.GetString(key));
        foreach (var tensor in file.Tensors)
        {
            if (!tensor.Name.StartsWith(Prefix, StringComparison.Ordinal) || !int.TryParse(tensor.Name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
            {
                into.Note($"the tensor {tensor.Name} is no direction.N: left out");
                continue;
            }

            var what = $"{path}: {Gathering.Readable(tensor.Name)}";
            if (tensor.Dims.Count(d => d > 1) > 1) throw new InputException($"{what} has the shape {tensor.Shape}; a direction is one row.");
            var type = tensor.Type.ToString();
            if (Numbers.Width(type) == 0) throw new InputException($"{what} is {type}; directions are read as F32, F16, BF16 or F64.");
            into.Add(path, tensor.Name, layer, Numbers.Floats(type, file.ReadTensor(tensor)));
        }

        into.Source(path);
    }
}
