using System.Net;
using System.Net.Http.Headers;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>Asks for a file, or for its rest, and follows redirects by itself: a token must not go to another host.</summary>
internal sealed class PullClient : IDisposable
{
    private const int MostRedirects = 10, Sha256Digits = 64;
    private readonly PullSource _source;
    private readonly PullOptions _options;
    private readonly HttpClient _http;

    public PullClient(PullSource source, PullOptions options)
    {
        (_source, _options) = (source, options);
        var handler = new SocketsHttpHandler { UseProxy = !source.Address.IsLoopback, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = options.Stall };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // stalls are timed here, on the injected clock
    }

    /// <summary>Throws <see cref="PullFault"/> where trying again may help, and <see cref="InputException"/> where it will not.</summary>
    public async Task<PullReply> Ask(long from, string? etag, CancellationToken cancellation)
    {
        var address = _source.Address;
        var (sha256, size) = ((string?)null, (long?)null);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var response = await Send(address, from, etag, cancellation).ConfigureAwait(false);
            if (Header(response, "X-Linked-ETag")?.Trim('"') is { Length: Sha256Digits } linked && linked.All(char.IsAsciiHexDigit)) sha256 ??= linked.ToLowerInvariant();
            if (long.TryParse(Header(response, "X-Linked-Size"), out var said) && said > 0) size ??= said;
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return Judge(new PullReply(response, sha256, size), address, from);
            using (response) address = Next(address, response.Headers.Location);
        }

        throw new InputException($"{_source.Shown}: redirects more than {MostRedirects} times; open the address in a browser and give the one that the file really has.");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(Uri address, long from, string? etag, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PersonaSim", null));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (_source.Token is { } token && PullSource.SameOrigin(address, _source.Address)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            if (etag is not null) request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(etag));
        }

        using var patience = new CancellationTokenSource(_options.Stall, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new PullFault($"{address.Authority} did not answer within {_options.Stall.TotalSeconds:0.#} s", inner: e);
        }
        catch (HttpRequestException e)
        {
            throw new PullFault($"{address.Authority} cannot be reached: {e.Message}", inner: e);
        }
    }

    private PullReply Judge(PullReply reply, Uri address, long from)
    {
        var status = reply.Response.StatusCode;
        if (status is HttpStatusCode.OK or HttpStatusCode.PartialContent || (status == HttpStatusCode.RequestedRangeNotSatisfiable && from > 0)) return reply;
        using (reply)
        {
            var where = $"{PullSource.Show(address)} answers {(int)status} ({Words(status)})";
            if (status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500) throw new PullFault(where, Wait(reply.Response));
            throw new InputException(status switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{where}: {(_source.Token is null ? $"a private or gated file needs a token in {PullSource.TokenVariable} (for the hub itself {PullSource.HubsOwnVariable} will do)" : "the token does not open it")}; a gated model's licence is accepted on its page first.",
                HttpStatusCode.NotFound or HttpStatusCode.Gone => $"{where}: there is no such file; look at the spelling of owner, repository, file and revision.",
                _ => $"{where}: nothing that can be downloaded.",
            });
        }
    }

    private static Uri Next(Uri from, Uri? location)
    {
        if (location is null) throw new InputException($"{PullSource.Show(from)}: redirects without saying where to.");
        var next = location.IsAbsoluteUri ? location : new Uri(from, location);
        if (next.Scheme is not ("http" or "https")) throw new InputException($"{PullSource.Show(from)}: redirects to {next.Scheme}:, which is no address to download from.");
        if (from.Scheme == "https" && next.Scheme == "http") throw new InputException($"{PullSource.Show(from)}: redirects to {next.Authority} without encryption, which is not followed.");
        return next;
    }

    private TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when date > _options.Time.GetUtcNow() => date - _options.Time.GetUtcNow(),
        _ => null,
    };

    private static string Words(HttpStatusCode status) => string.Concat(status.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
