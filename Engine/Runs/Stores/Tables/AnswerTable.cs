using Dapper;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>Answers, and the doses that they were asked with.</summary>
internal static class AnswerTable
{
    private const string OfStep = "where tick = @tick and phase = @phase and round = @round";

    /// <param name="first">How many answers of the step were committed before.</param>
    public static void Insert(IStoreDatabase database, StepId id, IReadOnlyList<StoredAnswer> answers, int first)
    {
        if (answers.Count == 0) return;
        using (var rows = database.Insert(Table.Answers))
        {
            for (var i = 0; i < answers.Count; i++) Insert(rows, id, answers[i], first + i);
            rows.Complete();
        }

        if (answers.All(a => a.Doses.Count == 0)) return;
        using var doses = database.Insert(Table.Doses);
        foreach (var answer in answers)
        {
            for (var i = 0; i < answer.Doses.Count; i++)
            {
                var dose = answer.Doses[i];
                Key(doses, id, answer.Key).Number(i).Text(dose.Direction).Real(dose.Intended).Real(dose.Applied).Text(dose.VectorHash).Real(dose.RelativeSize).EndRow();
            }
        }

        doses.Complete();
    }

    public static IReadOnlyList<StoredAnswer> Of(IStoreDatabase database, StepId id)
    {
        var doses = database.Connection.Query<DoseRow>($"""
            select who, purpose, n, direction, intended, applied, vector_hash as VectorHash, relative_size as RelativeSize
            from doses {OfStep} order by who, purpose, n, seq
            """, Parameters(id)).ToLookup(d => (d.Who, d.Purpose, d.N));
        var rows = database.Connection.Query<AnswerRow>($"""
            select who, purpose, n, phase_name as PhaseName, page, mind, source, value, raw, refusal, dropped, prompt_tokens as PromptTokens,
                computed_tokens as ComputedTokens, generated_tokens as GeneratedTokens, overrides, thought_tokens as ThoughtTokens,
                ask_hash as AskHash, ask_parts as AskParts
            from answers {OfStep} order by page, seq
            """, Parameters(id));
        return [.. rows.Select(r => r.ToAnswer(id, [.. doses[(r.Who, r.Purpose, r.N)].Select(d => d.ToDose())]))];
    }

    public static IReadOnlyList<AskKey> Keys(IStoreDatabase database, StepId id) =>
        [.. database.Connection.Query<KeyRow>($"select who, purpose, n, phase_name as PhaseName from answers {OfStep}", Parameters(id)).Select(r => r.ToKey(id))];

    /// <summary>The last step that has an answer, or null.</summary>
    public static StepId? Last(IStoreDatabase database)
    {
        foreach (var (tick, phase, round) in database.Connection.Query<(long, long, long)>("select tick, phase, round from answers order by tick desc, phase desc, round desc limit 1")) return new StepId(tick, (int)phase, (int)round);
        return null;
    }

    private static void Insert(IRowWriter row, StepId id, StoredAnswer stored, int seq)
    {
        var answer = stored.Recorded.Answer;
        var usage = answer.Usage;
        Key(row, id, answer.Key).Text(answer.Key.Phase).Number(stored.Page).Number(seq).Text(stored.Mind).Text(answer.Source.ToString())
            .Text(AnswerJson.Write(answer.Value)).Text(answer.Raw).Text(answer.Refusal).Text(AnswerJson.WriteNames(answer.Dropped))
            .Number(usage.PromptTokens).Number(usage.ComputedTokens).Number(usage.GeneratedTokens).Number(usage.Overrides).Number(usage.ThoughtTokens)
            .Text(stored.Recorded.Print.Hash).Bytes(StoredParts.Write(stored.Recorded.Print.Parts)).EndRow();
    }

    private static IRowWriter Key(IRowWriter row, StepId id, AskKey key) => row.Number(id.Tick).Number(id.Phase).Number(id.Round).Text(key.Who).Text(key.Purpose).Number(key.N);

    private static object Parameters(StepId id) => new { tick = id.Tick, phase = (long)id.Phase, round = (long)id.Round };

    private class KeyRow
    {
        public required string Who { get; init; }
        public required string Purpose { get; init; }
        public required long N { get; init; }
        public string PhaseName { get; init; } = "";

        public AskKey ToKey(StepId id) => new(id.Tick, StoredText.Decode(PhaseName), id.Round, StoredText.Decode(Who), StoredText.Decode(Purpose), (int)N);
    }

    private sealed class AnswerRow : KeyRow
    {
        public required long Page { get; init; }
        public required string Mind { get; init; }
        public required string Source { get; init; }
        public required string Value { get; init; }
        public required string Raw { get; init; }
        public string? Refusal { get; init; }
        public string? Dropped { get; init; }
        public required long PromptTokens { get; init; }
        public required long ComputedTokens { get; init; }
        public required long GeneratedTokens { get; init; }
        public required long Overrides { get; init; }
        public required long ThoughtTokens { get; init; }
        public required string AskHash { get; init; }
        public required byte[] AskParts { get; init; }

        public StoredAnswer ToAnswer(StepId id, IReadOnlyList<StoredDose> doses)
        {
            var answer = new Answer(ToKey(id), AnswerJson.Read(StoredText.Decode(Value)), Enum.Parse<AnswerSource>(Source))
            {
                Raw = StoredText.Decode(Raw),
                Refusal = Refusal is null ? null : StoredText.Decode(Refusal),
                Dropped = AnswerJson.ReadNames(Dropped),
                Usage = new AnswerUsage((int)PromptTokens, (int)ComputedTokens, (int)GeneratedTokens, (int)Overrides, (int)ThoughtTokens),
            };
            return new StoredAnswer((int)Page, StoredText.Decode(Mind), new RecordedAnswer(new AskPrint(StoredText.Decode(AskHash), StoredParts.Read(AskParts)), answer), doses);
        }
    }

    private sealed class DoseRow
    {
        public required string Who { get; init; }
        public required string Purpose { get; init; }
        public required long N { get; init; }
        public required string Direction { get; init; }
        public required double Intended { get; init; }
        public required double Applied { get; init; }
        public required string VectorHash { get; init; }
        public double? RelativeSize { get; init; }

        public StoredDose ToDose() => new(StoredText.Decode(Direction), Intended, Applied, StoredText.Decode(VectorHash), RelativeSize);
    }
}
