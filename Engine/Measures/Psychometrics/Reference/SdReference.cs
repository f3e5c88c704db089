using System.Text.Json;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Psychometrics.Reference;

/// <summary><c>sd_ref</c>: the unit of doses for one model and instrument, with everything that it depends on.</summary>
/// <param name="PeopleSha256">Of the table of people.</param>
/// <param name="Mind">What the mind says of itself: model, its hash, settings.</param>
/// <param name="Prompts">SHA-256 of every text that was read.</param>
/// <param name="HumanSource">Where the human standard deviations are from; null: there are none.</param>
public sealed record SdReference(string Instrument, int Wording, string PeopleSha256, IReadOnlyDictionary<string, string> Mind, IReadOnlyDictionary<string, string> Prompts, string? HumanSource, IReadOnlyList<TraitSpread> Spreads)
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The spread of one trait; every form has all that it asks about.</summary>
    public TraitSpread this[char trait] => Spreads.FirstOrDefault(s => s.Trait == trait) ?? throw new InputException($"The reference of {Instrument} has no trait {trait}; it has {string.Join(", ", Spreads.Select(s => s.Trait))}.");

    /// <param name="sheets">Of the reference people, described in one wording and undosed.</param>
    public static SdReference Of(IReadOnlyList<AnswerSheet> sheets, string peopleSha256, IReadOnlyDictionary<string, string> mind, IReadOnlyDictionary<string, string> prompts)
    {
        if (sheets.Count < 2) throw new ArgumentException("A spread needs at least two people.", nameof(sheets));
        if (sheets.FirstOrDefault(s => s.Respondent.Wording == 0 || s.Respondent.Wording != sheets[0].Respondent.Wording || s.Respondent.Doses.Count > 0) is { } other) throw new ArgumentException($"{other.Respondent.Id} is not described in the wording of the others, or is dosed: the reference is the prompt arm.", nameof(sheets));
        var form = sheets[0].Form;
        var scores = sheets.Select(s => (s.Respondent, Scores: RespondentScores.Of(s))).ToList();
        var spreads = scores[0].Scores.Domains.Select(d => d.Trait).Select(trait =>
        {
            var measured = scores.Select(s => (Meant: s.Respondent.Meant!.Value[trait], s.Scores.Domains.First(d => d.Trait == trait).Score, s.Scores.Domains.First(d => d.Trait == trait).Latent)).ToList();
            var known = measured.Where(m => m.Latent.Value is not null).ToList();
            return new TraitSpread(
                trait,
                known.Count,
                Moments.Mean(measured.Select(m => m.Score.Value)),
                Moments.Sd(measured.Select(m => m.Score.Value)),
                Moments.Mean(measured.Select(m => m.Latent.Value)),
                Moments.Sd(measured.Select(m => m.Latent.Value)),
                known.Count < 2 ? null : Moments.Correlation([.. known.Select(m => m.Meant)], [.. known.Select(m => m.Latent.Value!.Value)]),
                ScaleSummary.ReliabilityOf(sheets, trait, "").Alpha,
                HumanNorms.Sd(form.Name, trait));
        }).ToList();
        return new SdReference(form.Name, sheets[0].Respondent.Wording, peopleSha256, mind, prompts, spreads.Any(s => s.HumanSdScore is not null) ? HumanNorms.Source : null, spreads);
    }

    /// <summary>Written under a temporary name first, so that the file is whole or not there.</summary>
    public void Write(string path)
    {
        var part = path + ".part";
        File.WriteAllText(part, JsonSerializer.Serialize(this, _json) + "\n");
        File.Move(part, path, overwrite: true);
    }

    /// <exception cref="InputException">The file is missing, or no such reference.</exception>
    public static SdReference Read(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path} does not exist: `persim probe MODEL --people reference --sd-ref {Path.GetFileName(path)}` makes it.");
        try
        {
            return JsonSerializer.Deserialize<SdReference>(File.ReadAllText(path), _json) is { Spreads: not null } read ? read : throw new JsonException("no spreads");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} is no reference of standard deviations: {e.Message}", e);
        }
    }
}
