using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Databases;

/// <summary>
/// Lets one process at a time write a run: <c>run.lock</c> is held open and shared with nobody, which the system ends with the process, however
/// that ends. The file itself stays. Who holds it stands in <c>run.pid</c>, because nobody else can read a file that is shared with nobody.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _held;

    private RunLock(FileStream held) => _held = held;

    public static RunLock Take(string folder)
    {
        var pid = Path.Combine(folder, "run.pid");
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw CannotWrite(folder, e);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(Path.Combine(folder, "run.lock")))
        {
            if (IsReadOnly(e)) throw CannotWrite(folder, e);
            throw new InputException($"Run {Path.GetFileName(folder)} is in use by process {Holder(pid)}, which writes to it. Wait for its end, or stop it; persim inspect, report and query read a run while it is written.", e);
        }
        catch (IOException e)
        {
            throw CannotWrite(folder, e);
        }

        try
        {
            File.WriteAllText(pid, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new RunLock(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw CannotWrite(folder, e);
        }
    }

    public void Dispose() => _held.Dispose();

    private static bool IsReadOnly(IOException fault) => fault.Message.Contains("Read-only file system", StringComparison.Ordinal);

    private static InputException CannotWrite(string folder, Exception inner) =>
        new($"The folder {folder} cannot be written to: {inner.Message} A run needs a folder of its own that it can write to; give yourself the right, or copy the run elsewhere. Reading it (persim inspect, report, query) needs no such right.", inner);

    private static string Holder(string pid)
    {
        try
        {
            return File.ReadAllText(pid).Trim() is { Length: > 0 } number ? number : "?";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "?"; // it has just begun
        }
    }
}
