using System.Text.Json;

namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>What a part file is a part of; kept beside it, so that a later start can tell whether the rest may be appended.</summary>
/// <param name="Address">Without query: signed addresses differ each time and are secret.</param>
/// <param name="ETag">Of the content; null where the server gave none that is strong.</param>
/// <param name="Sha256">What the hub says of the content; null where it says nothing.</param>
internal sealed record PullState(string Address, string? ETag, long? Length, string? Sha256)
{
    /// <summary>The state beside a part file; null where there is none that can be read.</summary>
    public static PullState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<PullState>(File.ReadAllBytes(path), Json.Options) : null;
        }
        catch (JsonException)
        {
            return null; // half a state after a crash: the part is fetched anew, which the caller says
        }
    }

    public void Write(string path)
    {
        var whole = path + ".new";
        File.WriteAllText(whole, JsonSerializer.Serialize(this, Json.Options));
        File.Move(whole, path, overwrite: true);
    }
}
