using System.Text.RegularExpressions;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>Where a file is fetched from, and who may see the token.</summary>
/// <param name="Address">What is asked first; it may redirect.</param>
/// <param name="File">The name that the file has there.</param>
/// <param name="Token">Sent to the address's own host only; null without one. Never printed.</param>
internal sealed partial record PullSource(Uri Address, string File, string? Token)
{
    public const string HubVariable = "PERSIM_HUB";
    public const string TokenVariable = "PERSIM_HUB_TOKEN";
    public const string HubsOwnVariable = "HF_TOKEN";
    private const string Hub = "https://huggingface.co", Scheme = "hf:", Latest = "main";

    /// <summary>The address without what may be secret: user, query and fragment.</summary>
    public string Shown => Show(Address);

    public static string Show(Uri address) => $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";

    /// <summary>A record prints its members by itself, and the token is one of them.</summary>
    public override string ToString() => Shown;

    public static PullSource Parse(string given, string? revision, Func<string, string?> environment)
    {
        var hub = HubAddress(environment);
        Uri address;
        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var parts = given[Scheme.Length..].Split('/');
            if (parts.Length < 3 || parts.Any(p => p.Length == 0 || p is "." or ".." || !HubPart().IsMatch(p))) throw new InputException($"'{given}' is no file of a hub: hf:OWNER/REPO/FILE is wanted, such as hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF/qwen2.5-0.5b-instruct-q8_0.gguf.");
            if (revision is { } wanted && !HubPart().IsMatch(wanted.Replace('/', '-'))) throw new InputException($"--revision '{wanted}' is no branch, tag or commit.");
            address = new Uri($"{hub.AbsoluteUri.TrimEnd('/')}/{parts[0]}/{parts[1]}/resolve/{Uri.EscapeDataString(revision ?? Latest)}/{string.Join('/', parts[2..].Select(Uri.EscapeDataString))}");
        }
        else
        {
            if (!Uri.TryCreate(given, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new InputException($"'{given}' is neither an address (https://...) nor a file of the hub (hf:OWNER/REPO/FILE). A file that is here already is put into the models folder by `persim models add`.");
            if (uri.UserInfo.Length > 0) throw new InputException($"the address of {uri.Host} holds a user name or password; take them out: a token is given in {TokenVariable}.");
            if (revision is not null) throw new InputException("--revision is one of a hub's repository; an address names its file by itself.");
            address = uri;
        }

        var file = Uri.UnescapeDataString(address.Segments[^1]);
        if (Part().Match(file) is { Success: true } part && part.Groups[1].Value.TrimStart('0') is not ("" or "1")) throw new InputException($"{file} is one part of {part.Groups[1].Value.TrimStart('0')}: a model is one file here. Take a repository's unsplit file, or fetch the parts and join them with llama.cpp's gguf-split --merge.");
        return new PullSource(address, file, SameOrigin(address, hub) ? TokenFor(hub, environment) : null);
    }

    /// <summary>Same scheme, host and port: to whom a token may go.</summary>
    public static bool SameOrigin(Uri left, Uri right) => Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static Uri HubAddress(Func<string, string?> environment)
    {
        var given = environment(HubVariable) is { Length: > 0 } set ? set : Hub;
        return Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            ? uri
            : throw new InputException($"{HubVariable} is no address such as {Hub}: set it to one, or unset it.");
    }

    // the hub's own variable holds a key to that hub; a mirror gets only what was set for it
    private static string? TokenFor(Uri hub, Func<string, string?> environment)
    {
        string[] names = hub.Host == new Uri(Hub).Host ? [TokenVariable, HubsOwnVariable] : [TokenVariable];
        foreach (var name in names)
        {
            if (environment(name)?.Trim() is not { Length: > 0 } token) continue;
            if (!token.All(c => c is > ' ' and < '\x7f')) throw new InputException($"{name} holds a blank or a character that no token has: set it to the token alone.");
            if (hub.Scheme != "https" && !hub.IsLoopback) throw new InputException($"{name} would be sent to {hub.Host} unencrypted: give {HubVariable} an https address, or unset {name}.");
            return token;
        }

        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9._ ()+@=-]+$")]
    private static partial Regex HubPart();

    [GeneratedRegex("-[0-9]{5}-of-([0-9]{5})\\.gguf$", RegexOptions.IgnoreCase)]
    private static partial Regex Part();
}
