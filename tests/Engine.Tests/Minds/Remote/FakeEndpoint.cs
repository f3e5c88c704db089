using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PersonaSim.Engine.Tests.Minds.Remote;

/// <summary>A real web server on loopback that behaves, or misbehaves, as a test says.</summary>
internal sealed class FakeEndpoint : IDisposable
{
    private readonly WebApplication _server;

    public FakeEndpoint(Func<SeenRequest, HttpContext, Task> behave)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async http =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            var request = new SeenRequest(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.RootElement.Clone(), Seen.Count);
            Seen.Enqueue(request);
            await behave(request, http);
        });
        ((IHost)_server).Start();
    }

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    public Uri Address => new(_server.Urls.Single() + "/v1");

    /// <summary>Answers every call alike.</summary>
    public static FakeEndpoint Saying(string text) => new((_, http) => Replies.Chat(http, text));

    /// <summary>Answers the calls in turn, the last text again and again.</summary>
    public static FakeEndpoint Saying(params IReadOnlyList<string> texts) => new((request, http) => Replies.Chat(http, texts[Math.Min(request.Number, texts.Count - 1)]));

    public void Dispose()
    {
        _server.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        ((IDisposable)_server).Dispose();
    }
}

/// <summary>A request as it arrived; <paramref name="Number"/> counts from 0.</summary>
internal sealed record SeenRequest(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body, int Number)
{
    public string LastUserText => Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
}
