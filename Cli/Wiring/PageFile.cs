using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring;

/// <summary>Puts a page into place in one step: whoever has the old one open never sees half of the new one.</summary>
internal static class PageFile
{
    /// <summary>The whole path of a file that an option names, or why nothing can be written there.</summary>
    public static string Require(string option, string file)
    {
        var path = Path.GetFullPath(file);
        if (Directory.Exists(path)) throw new InputException($"{option} {file} is a folder: name a file in it, e.g. {Path.Combine(file, "report.html")}.");
        return Folders.WhyNotWritable(Path.GetDirectoryName(path)!) is { } reason ? throw new InputException($"The page cannot be written to {file}: {reason}. Name another file with {option}.") : path;
    }

    public static void Write(string file, string html)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var draft = file + ".new";
        File.WriteAllText(draft, html);
        File.Move(draft, file, overwrite: true);
    }
}
