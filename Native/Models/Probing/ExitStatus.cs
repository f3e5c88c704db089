namespace PersonaSim.Native.Models.Probing;

/// <summary>Exit codes as .NET reports them: 128 + n for signal n on Unix, a negative NTSTATUS for a fault on Windows.</summary>
internal static class ExitStatus
{
    public static bool IsSignal(int exitCode) => exitCode is < 0 or > 128 and < 160;

    public static string Describe(int exitCode) => exitCode switch
    {
        128 + 4 => "signal 4 (illegal instruction)",
        128 + 6 => "signal 6 (abort)",
        128 + 7 => "signal 7 (bus error)",
        128 + 8 => "signal 8 (arithmetic)",
        128 + 9 => "signal 9 (killed, perhaps for lack of memory)",
        128 + 11 => "signal 11 (segmentation fault)",
        < 0 => $"fault 0x{exitCode:x8}",
        _ when IsSignal(exitCode) => $"signal {exitCode - 128}",
        _ => $"exit code {exitCode}",
    };
}
