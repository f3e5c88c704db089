using System.Text;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A file with all that it extends.</summary>
internal sealed class ConfigChain(ConfigErrors errors)
{
    private const int LargestBytes = 4 << 20;
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<(string Full, string Shown)> _open = [];

    public ConfigMap Read(string path) => Read(path, path, askedAt: null);

    /// <summary>Text that is no file; what it extends is looked up from the folder of its name.</summary>
    public ConfigMap Read(string text, string name) => Below(TopOf(text, name), name);

    private ConfigMap Read(string path, string shown, ConfigPosition? askedAt)
    {
        var full = Path.GetFullPath(path);
        var again = _open.FindIndex(o => o.Full == full);
        _open.Add((full, shown));
        if (again >= 0) throw Refuse(askedAt, $"files extend each other in a circle: {string.Join(" -> ", _open.Skip(again).Select(o => o.Shown))}.");
        var map = Below(TopOf(TextOf(path, shown, askedAt), shown), path);
        _open.RemoveAt(_open.Count - 1);
        return map;
    }

    private ConfigMap Below(ConfigMap top, string path)
    {
        if (top.Find(ConfigFile.ExtendsKey) is not { } extends) return top;
        var own = top.Without(k => k == ConfigFile.ExtendsKey);
        if (extends.Value is ConfigScalar { IsNull: true }) return own;
        if (extends.Value is not ConfigScalar { Text.Length: > 0 } file)
        {
            errors.Add(extends.Value.Position, ConfigFile.ExtendsKey, $"found {Shown.Of(extends.Value)}, expected the name of one YAML file.");
            return own;
        }

        var below = Path.Combine(Path.GetDirectoryName(path) ?? "", file.Text);
        return (ConfigMap)ConfigMerge.Over(Read(below, below, file.Position), own);
    }

    private ConfigMap TopOf(string text, string shown)
    {
        var mistakes = new ConfigErrors();
        var node = YamlReader.Read(text, mark => new ConfigPosition(shown, mark.Line, mark.Column), mistakes);
        errors.Take(mistakes);
        var start = new ConfigPosition(shown, 1, 1);
        if (node is ConfigMap map) return map;
        if (node is null or ConfigScalar { IsNull: true } && mistakes.Any) errors.ThrowIfAny(); // nothing is left to look at
        if (node is not (null or ConfigScalar { IsNull: true })) throw Refuse(node.Position, $"found {Shown.Of(node)}, expected keys with values, such as `study: town`.");
        return new ConfigMap([], start);
    }

    private static string TextOf(string path, string shown, ConfigPosition? askedAt)
    {
        if (!File.Exists(path)) throw Refuse(askedAt, MissingFile.Describe(path, shown));
        try
        {
            using var file = File.OpenRead(path);
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LargestBytes) throw Refuse(askedAt, $"{shown} is larger than {LargestBytes >> 20} MB: that is no configuration.");
            }

            return _utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw Refuse(askedAt, $"{shown} is not UTF-8 text: save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(askedAt, $"{shown} cannot be read: {e.Message}", e);
        }
    }

    private static InputException Refuse(ConfigPosition? at, string message, Exception? inner = null) => new(at is { } place ? $"{place}: {message}" : message, inner);
}
