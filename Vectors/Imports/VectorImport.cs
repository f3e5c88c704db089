using PersonaSim.Native;
using PersonaSim.Native.Files;

namespace PersonaSim.Vectors.Imports;

/// <summary>Reads steering vectors that others made; which format a file has is seen from its content.</summary>
public static class VectorImport
{
    private enum Kind { Gguf, Safetensors, Npy, Meta }

    /// <summary>Reads one vector from one or several files of a format; anything that does not fit is refused with file and field.</summary>
    public static ForeignVector Read(IReadOnlyList<string> files)
    {
        if (files.Count == 0) throw new InputException("no file was given.");
        var kinds = files.Select(f => (File: f, Kind: KindOf(f))).ToList();
        var into = new Gathering();
        var names = string.Join(", ", files);
        if (kinds.TrueForAll(k => k.Kind == Kind.Gguf))
        {
            foreach (var (file, _) in kinds) GgufDirections.Read(file, into);
            return into.Done("gguf", 0, names);
        }

        if (kinds.TrueForAll(k => k.Kind == Kind.Safetensors))
        {
            foreach (var (file, _) in kinds) SafetensorsFile.Read(file, into);
            return into.Done("safetensors", 0, names);
        }

        if (kinds.Exists(k => k.Kind is Kind.Gguf or Kind.Safetensors)) throw new InputException($"{names}: files of different formats; the files of one vector are all GGUF, all safetensors, or .npy with their .meta.json.");
        var metas = kinds.Where(k => k.Kind == Kind.Meta).Select(k => k.File).ToList();
        var arrays = kinds.Where(k => k.Kind == Kind.Npy).Select(k => k.File).ToList();
        if (metas.Count > 1) throw new InputException($"{names}: several .meta.json; each describes a vector of its own, so import them one by one.");
        if (metas.Count == 1)
        {
            PublishedVectors.ReadMeta(metas[0], into, arrays);
        }
        else
        {
            foreach (var file in arrays) PublishedVectors.ReadAlone(file, into);
            PublishedVectors.NoteNumbering(into);
        }

        return into.Done("published", PublishedVectors.Shift, names);
    }

    private static Kind KindOf(string file)
    {
        var kind = FileKinds.Of(file, followLinks: true);
        if (kind != FileKind.Regular) throw new InputException($"'{file}' {kind.Describe()}; a vector file is wanted.");
        using var stream = Gathering.Open(file);
        Span<byte> head = stackalloc byte[16];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length == 0) throw new InputException($"{file}: is empty.");
        if (head.StartsWith("GGUF"u8)) return Kind.Gguf;
        if (NpyFile.IsNpy(head)) return Kind.Npy;
        if (head.Length > 8 && head[8] == '{') return Kind.Safetensors;
        if (head.TrimStart(" \t\r\n"u8).StartsWith("{"u8)) return Kind.Meta;
        throw new InputException($"{file}: is neither GGUF nor safetensors, .npy or a .meta.json: it begins with {Convert.ToHexStringLower(head)}.{(head.StartsWith("PK"u8) ? " PyTorch's .pt files and .npz can run code or hold anything: save the vector as safetensors." : "")}");
    }
}
