using PersonaSim.Native;
using PersonaSim.Native.Files;

namespace PersonaSim.Cli.Wiring;

/// <summary>Puts a file into the models folder under a temporary name first, so that a name never stands for half a file or for none.</summary>
internal static class Placing
{
    public static void Copy(string source, string target, TextWriter error, CancellationToken cancellation)
    {
        var partial = Temporary(target, "part");
        try
        {
            using (var from = File.OpenRead(source))
            using (var to = File.Create(partial))
            using (var line = new ProgressLine(error, "copying " + Path.GetFileName(source), from.Length))
            {
                var buffer = new byte[1 << 20];
                int read;
                while ((read = from.Read(buffer)) > 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    to.Write(buffer, 0, read);
                    line.Advance(read);
                }
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial); // never half a file, whatever happened
        }
    }

    /// <summary>
    /// Replaces the target by a link. Whether the source is the target itself, seen through a link, a mount or another spelling, is tried
    /// out: with the target put aside the source must still be there.
    /// </summary>
    public static void Link(string source, string target)
    {
        var (link, aside) = (Temporary(target, "link"), Temporary(target, "aside"));
        var replaces = FileKinds.Of(target) != FileKind.Missing;
        File.CreateSymbolicLink(link, source);
        try
        {
            if (replaces) File.Move(target, aside, overwrite: true); // with overwrite it is a rename, which never follows a link
            if (!CanBeOpened(source)) throw new InputException($"{source} is {Folders.Show(target)} itself, by another way: a link would replace the only copy. Give the file another --name, or leave it as it is.");
            File.Move(link, target, overwrite: true);
            File.Delete(aside);
        }
        catch
        {
            if (FileKinds.Of(aside) != FileKind.Missing) File.Move(aside, target, overwrite: true);
            throw;
        }
        finally
        {
            File.Delete(link);
        }
    }

    // File.Exists is true for a link that leads nowhere; only opening follows it
    private static bool CanBeOpened(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Temporary(string target, string what) => $"{target}.{Environment.ProcessId}.{what}";
}
