using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PersonaSim.Engine.Tests.Minds.Remote;

/// <summary>What servers send.</summary>
internal static class Replies
{
    public static Task Chat(HttpContext http, string? text, string finish = "stop", string? thoughts = null, object? usage = null, string? refusal = null) => Json(http, new
    {
        id = "x",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text, reasoning_content = thoughts, refusal }, finish_reason = finish } },
        usage = usage ?? new { prompt_tokens = 100, completion_tokens = 20, prompt_tokens_details = new { cached_tokens = 60 } },
    });

    public static Task Json(HttpContext http, object value, int status = 200) => Raw(http, JsonSerializer.Serialize(value), "application/json; charset=utf-8", status);

    public static Task Error(HttpContext http, int status, string message = "something is wrong") => Json(http, new { error = new { message, type = "some_error" } }, status);

    public static async Task Raw(HttpContext http, string body, string? type, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public static async Task Hang(HttpContext http, TestClock clock, TimeSpan timeout)
    {
        clock.Advance(timeout);
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public static async Task CloseHalfWay(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 1000;
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{\"choices\": [{\"mess"));
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    public static Task CloseAtOnce(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    public static async Task SendWithoutEnd(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var part = new byte[1 << 20];
        while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(part, http.RequestAborted).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
