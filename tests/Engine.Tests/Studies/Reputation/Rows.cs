using System.Text.Json;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>Reading what a row holds.</summary>
internal static class Rows
{
    public static long Long(EventRow row, string name) => JsonDocument.Parse(row.Data).RootElement.GetProperty(name).GetInt64();

    public static bool Flag(EventRow row, string name) => JsonDocument.Parse(row.Data).RootElement.GetProperty(name).GetBoolean();

    public static string? Text(EventRow row, string name) => JsonDocument.Parse(row.Data).RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static IReadOnlyList<string> List(EventRow row, string name) => [.. JsonDocument.Parse(row.Data).RootElement.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];
}
