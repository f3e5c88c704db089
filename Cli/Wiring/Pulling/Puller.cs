using System.Net;
using PersonaSim.Native;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>
/// Fetches a model: into a part file that a later start goes on with, verified and checked before it gets its name. The rest is only ever
/// appended to a part of the same content (If-Range with the server's own mark), and what is not the whole file is never called so.
/// </summary>
/// <param name="check">Throws where a file is no model; gets its path and its SHA-256.</param>
internal sealed class Puller(PullSource source, PullOptions options, TextWriter error, Action<string, string> check)
{
    private const long Spare = 64 << 20; // what a disk should have left for everything else
    private const int MagicBytes = 4;

    /// <param name="target">The file's own name.</param>
    /// <param name="sha256">What the content must have; lower case.</param>
    public async Task<PullResult> Fetch(string target, string? sha256, bool replace, CancellationToken cancellation)
    {
        using var alone = Lock(target);
        // another pull may have finished between the first look and the lock
        if (File.Exists(target) && !replace) throw new InputException($"{Folders.Show(target)} exists; --force replaces it, --name gives the new one another name.");
        using var part = PullPart.Open(target, source.Shown, sha256, Warn, cancellation);
        var (resumed, retries) = (part.Length, 0);
        if (resumed > 0) error.WriteLine($"persim: note: going on at {ModelCard.Size(resumed)} of {(part.State!.Length is { } all ? ModelCard.Size(all) : "an unknown size")}.");
        var isWhole = resumed > 0 && (sha256 ?? part.State?.Sha256) is { } meant && meant == part.Sha256(); // tried again after a check that failed
        if (!isWhole)
        {
            using var client = new PullClient(source, options);
            var (fruitless, best) = (0, part.Length);
            while (true)
            {
                try
                {
                    if (await Attempt(client, part, target, sha256, cancellation).ConfigureAwait(false)) break;
                }
                catch (OperationCanceledException) when (part.Length > 0)
                {
                    error.WriteLine($"persim: note: {ModelCard.Size(part.Length)} are kept in {Folders.Show(part.Path)}; the same command goes on there.");
                    throw;
                }
                catch (PullFault fault)
                {
                    fruitless = part.Length > best ? 1 : fruitless + 1;
                    best = Math.Max(best, part.Length);
                    if (fruitless >= options.Attempts) throw GivenUp(part, fault, fruitless);
                    var pause = Pause(fruitless, fault.Wait);
                    Warn($"{fault.Message}; {(part.Length == 0 ? "trying again" : "going on at " + ModelCard.Size(part.Length))} in {pause.TotalSeconds:0.#} s");
                    retries++;
                    await Task.Delay(pause, options.Time, cancellation).ConfigureAwait(false);
                }
            }
        }

        var (bytes, hash, known) = (part.Length, part.Sha256(), sha256 ?? part.State?.Sha256);
        part.Close();
        if (known is not null && hash != known)
        {
            part.Delete();
            throw new InputException($"{source.Shown}: the {bytes} bytes that came have the SHA-256 {hash}, and {(sha256 is not null ? "--sha256" : "the hub")} says {known}: they were deleted. Try again; if it stays so, the file there is not the one that is meant.");
        }

        Check(part, hash, target);
        part.MoveTo(target);
        return new PullResult(target, bytes, hash, sha256 is not null ? PullProof.Given : known is not null ? PullProof.Hub : PullProof.Nothing, resumed, retries);
    }

    private enum Rest
    {
        Follows,
        IsThere,
        IsOfAnother,
    }

    // true: the file is whole
    private async Task<bool> Attempt(PullClient client, PullPart part, string target, string? sha256, CancellationToken cancellation)
    {
        if (part.Length > 0 && !part.CanGoOn(sha256))
        {
            Warn("the server gave no mark by which to see that the file is still the same: starting over");
            part.Restart();
        }

        var from = part.Length;
        using var reply = await client.Ask(from, part.State?.ETag, cancellation).ConfigureAwait(false);
        var rest = Compare(part, reply);
        if (rest == Rest.IsThere) return true;
        if (rest == Rest.IsOfAnother)
        {
            part.Restart();
            if (reply.Response.StatusCode != HttpStatusCode.OK) return false; // its body is not the file's beginning: ask anew, for all of it
            from = 0;
        }

        Remember(part, reply, sha256);
        if (reply.Total is { } total) RequireSpace(target, total - from);
        using var progress = new ProgressLine(error, "pulling " + Path.GetFileName(target) + (from > 0 ? " from " + ModelCard.Size(from) : ""), reply.Total - from ?? long.MaxValue);
        await Read(reply, part, from, progress, cancellation).ConfigureAwait(false);
        if (part.Length < MagicBytes) RequireModel(part, reply);
        return true;
    }

    private Rest Compare(PullPart part, PullReply reply)
    {
        var (status, range) = (reply.Response.StatusCode, reply.Response.Content.Headers.ContentRange);
        if (part.Length == 0) return status == HttpStatusCode.OK || range is { From: 0 } ? Rest.Follows : throw new PullFault("the server sends a part of the file, and all of it was asked for");
        var changed = (reply.ETag is { } tag && part.State?.ETag is { } mine && tag != mine) || (reply.LinkedSha256 is { } linked && part.State?.Sha256 is { } known && linked != known);
        var fault = changed || (status == HttpStatusCode.RequestedRangeNotSatisfiable && range?.Length is { } now && now != part.Length) ? "the file has changed on the server"
            : status == HttpStatusCode.OK ? "the server sends whole files only"
            : status == HttpStatusCode.RequestedRangeNotSatisfiable ? (part.State?.Length == part.Length || range?.Length == part.Length ? null : "the server has no rest of the file")
            : range?.From != part.Length || (range.Length is { } length && part.State?.Length is { } before && length != before) ? "the server sends another part than it was asked for"
            : null;
        if (fault is null) return status == HttpStatusCode.RequestedRangeNotSatisfiable ? Rest.IsThere : Rest.Follows;
        Warn(fault + ": starting over");
        return Rest.IsOfAnother;
    }

    private void Remember(PullPart part, PullReply reply, string? sha256)
    {
        if (sha256 is not null && reply.LinkedSha256 is { } linked && linked != sha256) throw new InputException($"{source.Shown}: the hub says that the file has the SHA-256 {linked}, and --sha256 says {sha256}: it is another file.");
        if (reply.LinkedSize is { } size && reply.Total is { } total && size != total) throw new InputException($"{source.Shown}: the hub says the file has {size} bytes, and {total} are announced: not the same file.");
        var before = part.Length > 0 ? part.State : null;
        part.Remember(new PullState(source.Shown, reply.ETag ?? before?.ETag, reply.LinkedSize ?? reply.Total ?? before?.Length, reply.LinkedSha256 ?? before?.Sha256));
    }

    private void RequireSpace(string target, long bytes)
    {
        var folder = Path.GetDirectoryName(target)!;
        var free = options.FreeSpace(folder);
        if (free - Spare < bytes) throw new InputException($"{ModelCard.Size(bytes)} are to come, and the disk of {Folders.Show(folder)} has {ModelCard.Size(free)} free: make room, or set {Folders.Variable} to a folder on another disk.");
    }

    private async Task Read(PullReply reply, PullPart part, long begun, ProgressLine progress, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 18];
        var body = await reply.Response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            for (int read; (read = await ReadSome(body, buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                if (reply.Total is { } most && part.Length + read > most) throw Useless(part, $"{source.Shown}: announced {most} bytes and sends more");
                var isBeginning = part.Length < MagicBytes;
                part.Append(buffer.AsSpan(0, read));
                if (isBeginning && part.Length >= MagicBytes) RequireModel(part, reply);
                progress.Report(Math.Max(0, part.Length - begun));
            }
        }

        if (reply.Total is { } total && part.Length < total) throw new PullFault($"the connection ended after {part.Length} of {total} bytes");
    }

    private async Task<int> ReadSome(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Stall, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new PullFault($"nothing came for {options.Stall.TotalSeconds:0.#} s", inner: e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new PullFault($"the connection was cut ({e.Message.TrimEnd('.')})", inner: e);
        }
    }

    // seen with the first bytes, not after gigabytes
    private void RequireModel(PullPart part, PullReply reply)
    {
        var beginning = part.Beginning();
        if (beginning.StartsWith("GGUF", StringComparison.Ordinal)) return;
        var type = reply.Response.Content.Headers.ContentType?.MediaType;
        var what = beginning.StartsWith("version https://git-lfs", StringComparison.Ordinal) ? "a Git LFS pointer, not the file that it points to: use the address of the file itself (on the hub .../resolve/..., not .../raw/...)"
            : beginning.TrimStart().StartsWith('<') ? "a web page, not a file: use the address that downloads (on the hub .../resolve/..., not .../blob/...)"
            : $"no GGUF file; it begins with '{PrintableText.Of(beginning[..Math.Min(16, beginning.Length)])}'";
        throw Useless(part, $"{source.Shown}: this is {what}{(type is null ? "" : $" (sent as {PrintableText.Of(type)})")}");
    }

    private void Check(PullPart part, string sha256, string target)
    {
        try
        {
            check(part.Path, sha256);
        }
        catch (GgufFormatException e)
        {
            part.Delete();
            throw new InputException($"{source.Shown} cannot be used as a model, and what came was deleted: {e.Message}", e);
        }
        catch (InputException e)
        {
            // it may be this machine: nobody should have to fetch it a second time
            throw new InputException($"{e.Message.TrimEnd('.')}. It came whole and is kept as {Folders.Show(part.Path)}; the same command tries it again without fetching it, deleting that file forgets it. {Path.GetFileName(target)} was not made.", e);
        }
    }

    private static InputException Useless(PullPart part, string message)
    {
        part.Delete();
        return new InputException(message + "; what came was deleted.");
    }

    private InputException GivenUp(PullPart part, PullFault fault, int attempts)
    {
        var there = part.Length;
        var kept = there == 0 ? "Nothing was kept." : $"{ModelCard.Size(there)} are kept in {Folders.Show(part.Path)}: the same command goes on there.";
        return new InputException($"{source.Shown}: {fault.Message}; {Words.Count(attempts, "attempt")} brought nothing new. {kept}", fault);
    }

    private TimeSpan Pause(int fruitless, TimeSpan? asked)
    {
        var pause = asked ?? options.FirstPause * Math.Pow(2, fruitless - 1);
        return pause < options.LongestPause ? pause : options.LongestPause;
    }

    // the file is deleted before its lock is let go, so whoever opens it anew holds another one
    private static FileStream Lock(string target)
    {
        var path = target + ".lock";
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new InputException($"{Path.GetFileName(target)} is being pulled already, by another process: wait for it, or give this one another --name.", e);
        }
    }

    private void Warn(string text) => error.WriteLine($"persim: warning: {text}.");
}
