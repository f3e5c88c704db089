using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Posts JSON and takes JSON back: no redirects (they would carry the key elsewhere), bounded bodies, errors in words without the key.</summary>
internal sealed class JsonExchange : IDisposable
{
    private const int LongestBody = 8 << 20, LongestDetail = 300;
    private static readonly string[] _schemaWords = ["response_format", "json_schema", "output_config", "output_format", "schema", "structured output", "structured_output"];
    private static readonly string[] _lengthWords = ["context_length_exceeded", "context length", "context window", "context size", "maximum context", "prompt is too long", "too many tokens", "exceeds the available context"];

    private readonly HttpClient _http;
    private readonly RemoteProtocol _protocol;
    private readonly TimeProvider _clock;

    public JsonExchange(RemoteOptions options, ApiKey key, TimeProvider clock)
    {
        (_protocol, _clock, Key) = (options.Protocol, clock, key);
        Address = new Uri(options.Endpoint!.AbsoluteUri.TrimEnd('/') + (_protocol == RemoteProtocol.Anthropic ? "/messages" : "/chat/completions"));
        // a proxy from the environment cannot reach this machine's own servers
        var handler = new SocketsHttpHandler { UseProxy = !Address.IsLoopback, AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = options.Concurrency, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // the caller's token ends a call, on the injected clock
    }

    public ApiKey Key { get; }

    public Uri Address { get; }

    public async Task<JsonElement> PostAsync(JsonObject body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PersonaSim", null)); // some gateways turn away who gives no name
        Key.Sign(request, _protocol);
        if (_protocol == RemoteProtocol.Anthropic) request.Headers.Add("anthropic-version", "2023-06-01");

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        var text = Key.Scrub(await ReadAsync(response.Content, cancellation).ConfigureAwait(false));
        if (!response.IsSuccessStatusCode) throw Failure(response, text);
        return Parse(response.Content.Headers.ContentType?.MediaType, text);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var all = new MemoryStream();
        var part = new byte[16 << 10];
        for (int read; (read = await stream.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (all.Length + read > LongestBody) throw new RemoteCallException("too long", $"the answer is longer than {LongestBody >> 20} MiB") { Transient = false };
            all.Write(part, 0, read);
        }

        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    private JsonElement Parse(string? type, string text)
    {
        if (type is not null && !type.Contains("json", StringComparison.OrdinalIgnoreCase)) throw new RemoteCallException("not json", $"the endpoint sent {Key.Scrub(type)} instead of JSON: {Short(text)}");
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new RemoteCallException("not json", $"the endpoint sent broken JSON ({text.Length} characters): {Short(text)}", e);
        }
    }

    private RemoteCallException Failure(HttpResponseMessage response, string text)
    {
        var detail = (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } target
            ? $"the endpoint redirects to {Key.Scrub(target.ToString())}; redirects are not followed, because they would carry the key elsewhere"
            : Short(ErrorText(text));
        return RemoteCallException.Status(response.StatusCode, detail, RetryAfter(response), _schemaWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)), _lengthWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - _clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    private string ErrorText(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return Key.Scrub((root.At("error", "message") ?? root.At("message") ?? root.At("error") ?? root.At("detail"))?.Text() ?? body);
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new string([.. (line.Length <= LongestDetail ? line : line[..(LongestDetail - 3)] + "...").Where(c => !char.IsControl(c))]);
    }
}
