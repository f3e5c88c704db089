using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring;

/// <summary>A name in the models folder: one word of a path, without its ending.</summary>
internal static class ModelName
{
    private const string Ending = ".gguf";
    private const int Longest = 200; // of the 255 bytes that file systems allow, some are for the ending and a temporary name

    /// <summary>The name that a user gave, or a refusal that names the option.</summary>
    public static string Parse(string given, string option)
    {
        var name = given.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? given[..^Ending.Length] : given;
        var fault = name.Length == 0 ? "is empty"
            : name.AsSpan().ContainsAny("/\\:") ? "holds a separator: it names a file inside the models folder, not a path"
            : name[0] == '.' ? "begins with a dot"
            : name[0] == '-' ? "begins like an option"
            : name != name.Trim() ? "begins or ends with white space"
            : name.Any(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format) ? "holds characters that cannot be seen"
            : System.Text.Encoding.UTF8.GetByteCount(name) > Longest ? $"is longer than {Longest} bytes"
            : null;
        return fault is null ? name : throw new InputException($"the name '{given}' {fault}; {option} takes a file name without folders, such as llama8b.");
    }

    public static string PathOf(string name) => Path.Combine(Folders.Models, name + Ending);
}
