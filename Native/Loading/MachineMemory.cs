using System.Globalization;

namespace PersonaSim.Native.Loading;

/// <summary>Main memory that this process may still take, so that a refusal can name both sides before the kernel kills us.</summary>
public static class MachineMemory
{
    /// <summary>Bytes available to this process: the smaller of the machine's and its control group's.</summary>
    public static long Available()
    {
        var machine = OperatingSystem.IsLinux() ? MemInfo("MemAvailable:") : null;
        var info = GC.GetGCMemoryInfo();
        var managed = info.TotalAvailableMemoryBytes - Environment.WorkingSet;
        return Math.Min(machine ?? long.MaxValue, Math.Min(managed, ControlGroup() ?? long.MaxValue));
    }

    public static long Total() => (OperatingSystem.IsLinux() ? MemInfo("MemTotal:") : null) ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Throws, naming need and stock, when <paramref name="bytes"/> for <paramref name="what"/> cannot be had.</summary>
    public static void Require(long bytes, string what)
    {
        var available = Available();
        if (bytes > available) throw new InputException($"{what} need {Gib(bytes)} of memory, {Gib(available)} are available. Use a smaller model, a stronger quantisation, a shorter context or fewer sequences.");
    }

    public static string Gib(long bytes) => (bytes / (double)(1L << 30)).ToString("0.00", CultureInfo.InvariantCulture) + " GiB";

    private static long? MemInfo(string field)
    {
        foreach (var line in File.ReadLines("/proc/meminfo"))
        {
            if (!line.StartsWith(field, StringComparison.Ordinal)) continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return long.Parse(words[1], CultureInfo.InvariantCulture) * 1024;
        }

        return null;
    }

    private static long? ControlGroup()
    {
        const string Root = "/sys/fs/cgroup/";
        if (!File.Exists(Root + "memory.max") || !File.Exists(Root + "memory.current")) return null;
        var max = File.ReadAllText(Root + "memory.max").Trim();
        return max == "max" ? null : long.Parse(max, CultureInfo.InvariantCulture) - long.Parse(File.ReadAllText(Root + "memory.current").Trim(), CultureInfo.InvariantCulture);
    }
}
