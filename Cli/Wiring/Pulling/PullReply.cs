using System.Net.Http.Headers;

namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>The answer that a chain of redirects ends with, and what the hub said of the file on the way.</summary>
internal sealed record PullReply(HttpResponseMessage Response, string? LinkedSha256, long? LinkedSize) : IDisposable
{
    public string? ETag => Response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>Where the body begins within the file; null where it is the whole file.</summary>
    public ContentRangeHeaderValue? Range => Response.StatusCode == System.Net.HttpStatusCode.PartialContent ? Response.Content.Headers.ContentRange : null;

    /// <summary>The file's length, as far as the server says it.</summary>
    public long? Total => Response.StatusCode == System.Net.HttpStatusCode.OK ? Response.Content.Headers.ContentLength : Response.Content.Headers.ContentRange?.Length;

    public void Dispose() => Response.Dispose();
}
