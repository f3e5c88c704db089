using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Reports;

/// <summary>
/// A headless Chromium, spoken to by its own protocol over a socket. Playwright's package brings 786 MB of drivers for every checkout;
/// what is needed of it here is a page's address, its size, a script, a picture and its complaints.
/// </summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new(_patience);
    private readonly List<JsonNode> _events = [];
    private readonly string? _session;
    private int _last;

    public Browser()
    {
        var start = new ProcessStartInfo(Path(), ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={_folder.File("profile")}", "about:blank"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        try
        {
            (Downloads, _session) = Connect();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Downloads { get; }

    private (string Downloads, string Session) Connect()
    {
        string? line;
        do line = _process.StandardError.ReadLine() ?? throw new InvalidOperationException("Chromium ended before it listened.");
        while (!line.Contains("DevTools listening on ", StringComparison.Ordinal));
        _ = _process.StandardError.ReadToEndAsync(); // a full pipe would stop it
        _socket.ConnectAsync(new Uri(line[(line.IndexOf("ws://", StringComparison.Ordinal))..].Trim()), _end.Token).GetAwaiter().GetResult();
        var target = Send("Target.createTarget", new() { ["url"] = "about:blank" })["targetId"]!.GetValue<string>();
        var session = Send("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true })["sessionId"]!.GetValue<string>();
        var downloads = Directory.CreateDirectory(_folder.File("downloads")).FullName;
        Send("Browser.setDownloadBehavior", new() { ["behavior"] = "allow", ["downloadPath"] = downloads });
        foreach (var part in new[] { "Page", "Runtime", "Log", "Network" }) Send(part + ".enable", session: session);
        return (downloads, session);
    }

    /// <summary>Errors and exceptions that the page wrote to its console, and every address that it asked for.</summary>
    public IReadOnlyList<string> Complaints => [.. _events.Where(e => Method(e) is "Runtime.exceptionThrown" || (Method(e) is "Runtime.consoleAPICalled" && e["params"]!["type"]!.GetValue<string>() == "error") || (Method(e) is "Log.entryAdded" && e["params"]!["entry"]!["level"]!.GetValue<string>() is "error")).Select(e => e["params"]!.ToJsonString())];

    public IReadOnlyList<string> Addresses => [.. _events.Where(e => Method(e) == "Network.requestWillBeSent").Select(e => e["params"]!["request"]!["url"]!.GetValue<string>())];

    public void Show(string file, int width, int height, bool dark)
    {
        Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        Send("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
        _events.Clear();
        Send("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        while (!_events.Exists(e => Method(e) == "Page.loadEventFired")) Receive();
    }

    /// <summary>The value of an expression in the page.</summary>
    public JsonNode? Ask(string script)
    {
        var result = Send("Runtime.evaluate", new() { ["expression"] = script, ["returnByValue"] = true, ["awaitPromise"] = true, ["userGesture"] = true });
        Assert.That(result["exceptionDetails"], Is.Null, script);
        return result["result"]!["value"];
    }

    /// <summary>A picture of the page, or of an element.</summary>
    public void Picture(string png, string? selector = null)
    {
        var box = Ask($"(() => {{ const b = ({(selector is null ? "document.documentElement" : $"document.querySelector('{selector}')")}).getBoundingClientRect(); return {{ x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: Math.min(b.height, 12000), scale: 1 }}; }})()")!;
        var data = Send("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true, ["clip"] = box.DeepClone() })["data"]!.GetValue<string>();
        File.WriteAllBytes(png, Convert.FromBase64String(data));
    }

    /// <summary>The file that a click saves.</summary>
    public byte[] Saved(string name)
    {
        var path = System.IO.Path.Combine(Downloads, name);
        for (var wait = 0; wait < 200 && !File.Exists(path); wait++) Thread.Sleep(50);
        Assert.That(path, Does.Exist);
        return File.ReadAllBytes(path);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _socket.Dispose();
        _end.Dispose();
        try
        {
            _folder.Dispose();
        }
        catch (IOException)
        {
            // a child of the browser may still write its last words into the profile
        }
    }

    private static string Path() => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("The full tests look at pages in Chromium: install the package chromium.");

    private static string? Method(JsonNode message) => message["method"]?.GetValue<string>();

    private JsonNode Send(string method, JsonObject? arguments = null, string? session = null)
    {
        _end.CancelAfter(_patience); // with each answer, not with all of them
        var id = ++_last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = arguments ?? [] };
        if ((session ?? _session) is { } of) message["sessionId"] = of;
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, _end.Token).GetAwaiter().GetResult();
        while (true)
        {
            var answer = Receive();
            if (answer["id"]?.GetValue<int>() != id) continue;
            return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]?.ToJsonString()}");
        }
    }

    private JsonNode Receive()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = _socket.ReceiveAsync(buffer, _end.Token).GetAwaiter().GetResult();
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var message = JsonNode.Parse(whole.ToArray())!;
        if (message["method"] is not null) _events.Add(message);
        return message;
    }
}
