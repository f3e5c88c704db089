using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>What is said before the first run: what will be run, what will be looked at, and what would count as no difference.</summary>
/// <param name="Primary">Outcome and bound; a bound of 0 is none.</param>
/// <param name="ConfigHash">SHA-256 of the configuration without arm, seed and what no answer depends on.</param>
public sealed record Declaration(
    string Config, string ConfigHash, string Study, long Ticks, int Population, IReadOnlyList<string> Arms, IReadOnlyList<ulong> Seeds,
    IReadOnlyDictionary<string, double> Primary, IReadOnlyList<string> Contrasts, CompareTest Test, double Alpha)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private sealed record Sealed(string Kind, Declaration Declared, string Hash);

    private const string Kind = "persim preregistration 1";

    /// <summary>SHA-256 over all of it, in one spelling.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, _json).ReplaceLineEndings("\n"))));

    /// <summary>The file that is published before the runs.</summary>
    public string Write() => JsonSerializer.Serialize(new Sealed(Kind, this, Hash), _json).ReplaceLineEndings("\n") + "\n";

    /// <summary>A declaration from its file; one that was edited afterwards is refused.</summary>
    public static Declaration Read(string path)
    {
        Sealed read;
        try
        {
            read = JsonSerializer.Deserialize<Sealed>(File.ReadAllText(path), _json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} is no preregistration ({e.Message}): make one with persim prereg CONFIG.");
        }

        if (read.Kind != Kind) throw new InputException($"{path} says it is '{read.Kind}'; expected '{Kind}': it comes from another version of persim.");
        if (read.Declared.Hash != read.Hash) throw new InputException($"{path} was edited after it was written: its content has the hash {read.Declared.Hash[..12]}, and it says {read.Hash[..Math.Min(12, read.Hash.Length)]}. Restore it; what changed since is said in the configuration and shown as after the fact.");
        return read.Declared;
    }

    /// <summary>What is not as it was declared, each in a sentence.</summary>
    public IReadOnlyList<string> ChangesTo(Declaration now)
    {
        var changes = new List<string>();
        void Note(string what, string before, string after)
        {
            if (before != after) changes.Add($"{what}: declared {(before.Length == 0 ? "nothing" : before)}, now {(after.Length == 0 ? "nothing" : after)}");
        }

        Note("arms", string.Join(",", Arms), string.Join(",", now.Arms));
        Note("seeds", Words(Seeds), Words(now.Seeds));
        Note("ticks", Ticks.ToString(CultureInfo.InvariantCulture), now.Ticks.ToString(CultureInfo.InvariantCulture));
        Note("population", Population.ToString(CultureInfo.InvariantCulture), now.Population.ToString(CultureInfo.InvariantCulture));
        Note("contrasts", string.Join(", ", Contrasts), string.Join(", ", now.Contrasts));
        Note("test", Test.ToString(), now.Test.ToString());
        Note("alpha", Text(Alpha), Text(now.Alpha));
        foreach (var (outcome, bound) in Primary)
        {
            if (!now.Primary.TryGetValue(outcome, out var other)) changes.Add($"primary outcome {outcome}: declared, now left out");
            else Note($"bound of {outcome}", Text(bound), Text(other));
        }

        foreach (var outcome in now.Primary.Keys.Where(o => !Primary.ContainsKey(o))) changes.Add($"primary outcome {outcome}: not declared, now added");
        if (ConfigHash != now.ConfigHash) changes.Add($"configuration: declared {ConfigHash[..12]}, now {now.ConfigHash[..12]}");
        return changes;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Words(IReadOnlyList<ulong> seeds) =>
        seeds.Count > 2 && seeds.Zip(seeds.Skip(1), (a, b) => b == a + 1).All(x => x) ? $"{seeds[0]}..{seeds[^1]}" : string.Join(",", seeds);
}
