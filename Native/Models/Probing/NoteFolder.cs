using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PersonaSim.Native.Models.Probing;

/// <summary>Small JSON files in one folder, each of something that could be worked out again: no caller fails for want of one.</summary>
public sealed class NoteFolder(string directory)
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A file name's worth of a longer text.</summary>
    public static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Null: there is none, or none that can be read.</summary>
    public T? Read<T>(string name) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(directory, name)), _json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all; a full or read-only disk leaves none.</summary>
    public void Write<T>(string name, T value)
    {
        var partial = Path.Combine(directory, $"{name}.{Environment.ProcessId}.tmp");
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(value, _json));
            File.Move(partial, Path.Combine(directory, name), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(partial);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // nothing was written
        }
    }
}
