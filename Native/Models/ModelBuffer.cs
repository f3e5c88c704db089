using System.Globalization;
using System.Text.RegularExpressions;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Models;

/// <summary>A block of weights as the library placed it: mapped from the file, copied, or repacked for faster kernels.</summary>
public sealed record ModelBuffer(string Name, long Bytes)
{
    /// <summary>Weights that are a second copy in memory, because ggml repacked them.</summary>
    public bool IsRepacked => Name.Contains("REPACK", StringComparison.Ordinal) || Name.Contains("AMX", StringComparison.Ordinal);

    public bool IsMapped => Name.EndsWith("_Mapped", StringComparison.Ordinal);
}

/// <summary>Reads the buffer sizes from the library's log while a model loads: its C API does not tell them.</summary>
internal sealed partial class ModelBufferListener : IDisposable
{
    private readonly List<ModelBuffer> _buffers = [];

    public ModelBufferListener() => NativeLog.Line += OnLine;

    public IReadOnlyList<ModelBuffer> Buffers => _buffers;

    public void Dispose() => NativeLog.Line -= OnLine;

    private void OnLine(NativeLogLevel level, string line)
    {
        if (BufferLine().Match(line) is not { Success: true } match) return;
        var mebibytes = double.Parse(match.Groups[2].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        _buffers.Add(new ModelBuffer(match.Groups[1].Value, (long)(mebibytes * (1 << 20))));
    }

    [GeneratedRegex(@"(\S+) model buffer size =\s+([\d.]+) MiB", RegexOptions.CultureInvariant)]
    private static partial Regex BufferLine();
}
