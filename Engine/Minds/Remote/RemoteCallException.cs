using System.Net;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>One call failed. The mind tries again, falls back or stops; this never leaves it.</summary>
internal sealed class RemoteCallException(string reason, string message, Exception? inner = null) : PersimException(message, inner)
{
    /// <summary>Few and short, for counting: <c>timeout</c>, <c>connection</c>, <c>http 503</c>, <c>not json</c>, <c>no answer</c>.</summary>
    public string Reason { get; } = reason;

    /// <summary>The same call may succeed later.</summary>
    public bool Transient { get; init; } = true;

    /// <summary>No call will succeed until the user changes something.</summary>
    public bool Fatal { get; init; }

    /// <summary>The endpoint does not take the JSON schema that was sent.</summary>
    public bool AboutSchema { get; init; }

    /// <summary>The endpoint says that the prompt is longer than it takes.</summary>
    public bool AboutLength { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public override int ExitCode => 1;

    public static RemoteCallException Status(HttpStatusCode code, string detail, TimeSpan? retryAfter = null, bool aboutSchema = false, bool aboutLength = false)
    {
        var number = (int)code;
        return new RemoteCallException($"http {number}", $"status {number}{(detail.Length > 0 ? $": {detail}" : "")}")
        {
            Transient = number is 408 or 429 or >= 500,
            Fatal = number is (>= 300 and < 400) or 401 or 402 or 404,
            AboutSchema = aboutSchema && number is 400 or 422,
            AboutLength = number == 413 || (aboutLength && number is 400 or 422),
            RetryAfter = retryAfter,
        };
    }

    public static RemoteCallException Connection(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } code } => Status(code, e.Message),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new("connection", $"no secure connection: {Innermost(e)}", e) { Transient = false },
        _ => new("connection", $"the connection failed: {Innermost(e)}", e),
    };

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e.Message;
    }
}
