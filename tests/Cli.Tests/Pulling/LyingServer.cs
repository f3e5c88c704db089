using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PersonaSim.Cli.Tests.Pulling;

/// <summary>A request as it arrived; <paramref name="Number"/> counts from 0, header names are lower case.</summary>
internal sealed record SeenRequest(string Path, IReadOnlyDictionary<string, string> Headers, int Number)
{
    /// <summary>Where the wanted range begins; 0 for the whole file.</summary>
    public int From => Headers.TryGetValue("range", out var range) ? int.Parse(range["bytes=".Length..].TrimEnd('-')) : 0;

    public string? IfRange => Headers.GetValueOrDefault("if-range");
}

/// <summary>A web server of sockets alone, on loopback: it can cut, stall and lie as no proper server does.</summary>
internal sealed class LyingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<SeenRequest, NetworkStream, Task> _behave;
    private int _count;

    public LyingServer(Func<SeenRequest, NetworkStream, Task> behave)
    {
        _behave = behave;
        _listener.Start();
        _ = Task.Run(Listen);
    }

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Serves content properly, ranges included.</summary>
    public static LyingServer Honest(byte[] content, string etag = "\"one\"", params string[] headers) => new((r, s) => Serve(r, s, content, etag, headers));

    /// <summary>The proper answer to a request, of which at most so many body bytes are sent.</summary>
    public static async Task Serve(SeenRequest request, NetworkStream stream, byte[] content, string? etag = "\"one\"", string[]? headers = null, int most = int.MaxValue)
    {
        var more = (headers ?? []).Append("Accept-Ranges: bytes").Concat(etag is null ? [] : [$"ETag: {etag}"]).ToArray();
        var from = request.IfRange is { } wanted && wanted != etag ? 0 : request.From;
        if (from >= content.Length && from > 0)
        {
            await Say(stream, "416 Range Not Satisfiable", default, [$"Content-Range: bytes */{content.Length}", .. more]);
            return;
        }

        var status = from > 0 ? "206 Partial Content" : "200 OK";
        string[] range = from > 0 ? [$"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}"] : [];
        await Say(stream, status, content.AsMemory(from, Math.Min(most, content.Length - from)), [.. range, .. more], length: content.Length - from);
    }

    /// <summary>A status line, headers and a body; the announced length may be a lie, -1 announces none.</summary>
    public static async Task Say(NetworkStream stream, string status, ReadOnlyMemory<byte> body, string[] headers, long? length = null)
    {
        var announced = length ?? body.Length;
        var head = $"HTTP/1.1 {status}\r\nConnection: close\r\n{(announced < 0 ? "" : $"Content-Length: {announced}\r\n")}{string.Concat(headers.Select(h => h + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
        await stream.FlushAsync();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => Answer(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // disposed
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await Request(stream) is not { } request) return;
                Seen.Enqueue(request);
                await _behave(request, stream);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // the other side has gone
            }
        }
    }

    private async Task<SeenRequest?> Request(NetworkStream stream)
    {
        var text = new List<byte>();
        var one = new byte[1];
        while (!(text.Count >= 4 && text[^1] == '\n' && text[^3] == '\n'))
        {
            if (await stream.ReadAsync(one) == 0) return null;
            text.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. text]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0].ToLowerInvariant(), h => h[1]);
        return new SeenRequest(lines[0].Split(' ')[1], headers, Interlocked.Increment(ref _count) - 1);
    }
}
