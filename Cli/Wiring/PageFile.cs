namespace PersonaSim.Cli.Wiring;

/// <summary>Puts a page into place in one step: whoever has the old one open never sees half of the new one.</summary>
internal static class PageFile
{
    public static void Write(string file, string html)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var draft = file + ".new";
        File.WriteAllText(draft, html);
        File.Move(draft, file, overwrite: true);
    }
}
