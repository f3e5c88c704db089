namespace PersonaSim.Cli.Checks;

/// <summary>The processor's own name, where the system tells it.</summary>
internal static class ProcessorName
{
    public static string Read()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unnamed processor";
        const string CpuInfo = "/proc/cpuinfo";
        if (!File.Exists(CpuInfo)) return "unnamed processor";
        var line = File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "unnamed processor" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
