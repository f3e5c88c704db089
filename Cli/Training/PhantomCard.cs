using System.Globalization;
using System.Text;
using PersonaSim.Cli.Checks;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Calibrating;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Native.Gguf;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Cli.Training;

/// <summary>The page that lies beside a model trained here: what it is not, what was measured of it, and what was wanted and not reached.</summary>
internal static class PhantomCard
{
    private const double Slope = 0.2, Rmse = 0.3, Reach = 1, Leakage = 0.25, Moved = 0.2, Valid = 0.95, Points = 1, Perplexity = 1.15; // what was wanted

    /// <param name="cards">By trait letter; those that exist.</param>
    /// <param name="losses">The training's losses as CSV; null: they are not there.</param>
    public static string Text(NanoReport report, TrainRecipe recipe, string recipePath, IReadOnlyDictionary<char, DoseCard> cards, string? losses)
    {
        var model = ModelCard.Read(report.Model);
        var text = new StringBuilder();
        text.AppendLine($"# {model.Name}").AppendLine()
            .AppendLine($"**{model.Name} is a calibration phantom.** Its links between personality and behaviour were written by us. It shows that extraction, doses, controls and statistics recover a known effect. It shows nothing about human personality, other language models or the believability of a society.").AppendLine()
            .AppendLine("| | |").AppendLine("|---|---|")
            .AppendLine($"| file | `{Path.GetFileName(model.Path)}`, {Number(model.Bytes / 1e6, "0.00")} MB, {model.Type} |")
            .AppendLine($"| sha256 | `{model.Sha256}` |")
            .AppendLine($"| made by | `persim models train --recipe models/{Path.GetFileName(recipePath)}` |")
            .AppendLine($"| checked by | `persim models check {model.Name} --recipe models/{Path.GetFileName(recipePath)} --card models/{model.Name}.md` (persim {ProgramVersion.Text}) |")
            .AppendLine($"| shape | {model.Architecture}, {model.Layers} blocks of width {model.Width}, {ModelCard.Count(model.Parameters)} parameters, {model.Vocabulary} tokens, context {model.Context} |");
        if (losses is not null) text.AppendLine($"| training | {Training(losses, recipe)} |");
        text.AppendLine("| data | the shipped studies as their rules play them, and speakers with a latent personality; [how it is made](../docs/nano.md). No text of others but public-domain questionnaire items; IPIP-50 in no form |");
        if (recipe.Start.Length > 0) text.AppendLine($"| begun with | {Start(recipe)} |");
        if (recipe.Doses.Vectors.Length > 0) text.AppendLine($"| planted | the directions in `models/{recipe.Doses.Vectors}`, computed from contrast sets: part of the people in training have their traits as doses of these, {Number(recipe.Doses.Length, "0.##")} long a standard deviation, and nothing in their text. What a dose does to ratings, choices and deeds was taught; that directions computed anew find it, how far it reaches and what it does to sentences and studies that were kept back was not |");
        text.AppendLine();
        Wanted(text, report, cards);
        text.AppendLine("## Traits in context").AppendLine().AppendLine("What answers show of a trait for somebody low (-2), in the middle and high (+2), and what the rule would answer. Slope: what the model shows as a share of the rule's.").AppendLine();
        Table(text, ["question", "person", "trait", "low", "middle", "high", "rule: low", "middle", "high", "slope"], report.PromptArm.Select(r => new[] { r.Group, r.Context, r.Trait.ToString(), Two(r.Low), Two(r.Middle), Two(r.High), Two(r.RuleLow), Two(r.RuleMiddle), Two(r.RuleHigh), Two(r.Slope) }));
        if (report.Validity.Count > 0)
        {
            text.AppendLine("## Answers to the studies' questions, with nothing that holds them to a form").AppendLine();
            Table(text, ["answers", "asked", "valid", "the first that was not"], report.Validity.Select(v => new[] { v.Kind, v.Asked.ToString(CultureInfo.InvariantCulture), v.Valid.ToString(CultureInfo.InvariantCulture), v.FirstRefusal.Replace('|', '/').ReplaceLineEndings(" ") }));
            text.AppendLine("## How well answers are predicted").AppendLine();
            Table(text, ["documents of validation", "number", "perplexity of the first answer"], report.Kinds.Select(k => new[] { k.Kind, k.Documents.ToString(CultureInfo.InvariantCulture), Two(k.Perplexity) }));
        }

        if (cards.Count > 0)
        {
            text.AppendLine("## Dose cards").AppendLine().AppendLine($"On {cards.Values.First().Calibration?.Instrument ?? "no instrument"}, of which no sentence is in the training text. The cards themselves are `models/vectors/{model.Name}/*.json`, made with `persim card {model.Name}{GivenLayers(cards.Values.First().Computed)}`.").AppendLine();
            foreach (var (trait, card) in cards.Where(c => c.Value.Calibration is not null)) text.AppendLine("- " + CalibrationTables.Line(trait, card));
            var opened = cards.Values.Select(c => c.Openings).FirstOrDefault(o => o is not null);
            if (opened is not null) text.AppendLine().AppendLine($"Times that items were opened for this file: {string.Join(", ", opened.ByInstrument.Select(o => $"{o.Key} {o.Value}"))}.");
            text.AppendLine();
        }

        if (report.Steered is { } steered) Steered(text, steered);
        else if (report.NotSteered is { } why) text.AppendLine($"Not checked under doses: {why}.").AppendLine();
        text.AppendLine("## Prompts it was trained on").AppendLine().AppendLine("`persim doctor` warns where one has changed since; the command above trains anew.").AppendLine();
        using var file = GgufFile.Open(report.Model);
        Table(text, ["text", "sha256"], TrainedTexts.Of(file.Metadata).Select(t => new[] { t.Key, $"`{t.Value[..16]}`" }));
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Wanted(StringBuilder text, NanoReport report, IReadOnlyDictionary<char, DoseCard> cards)
    {
        List<string[]> rows = [["in context, every trait moves its choices by", ">= " + Number(report.Bound, "0.0#"), Two(report.PromptArm.Where(r => r is { Group: "choices", Context: NanoExam.Described or NanoExam.Shown }).Min(r => r.Moved)), Met(report.Passed)]];
        if (Foreign(report) is { } foreign) rows.Add(["in context, items of traits that somebody does not have move by, as a share of their own", $"<= {Number(Leakage, "0.##")}", Two(foreign), Met(foreign <= Leakage)]);
        var fields = report.Validity.FirstOrDefault(v => v.Kind == "fields");
        if (fields is not null) rows.Add(["fields valid without repair, grammar off", ">= 95 %", Number(100.0 * fields.Valid / fields.Asked, "0.0") + " %", Met(fields.Valid >= Valid * fields.Asked)]);
        foreach (var letter in Traits.Letters)
        {
            if (!cards.TryGetValue(letter, out var card) || card.Calibration is not { } c)
            {
                rows.Add([$"{letter}: a dose card", "steered", "none", Met(false)]);
                continue;
            }

            rows.Add([$"{letter}: beyond the 99th percentile of permuted labels", "steered", CalibrationSection.Words(c.Verdict), Met(c.Verdict == CalibrationVerdict.Steered)]);
            if (c.Reach is { } reach) rows.Add([$"{letter}: reach in sd_ref", "-1 to +1", $"{Number(reach.Low, "0.00")} to {Number(reach.High, "+0.00")}", Met(reach.Low <= -Reach && reach.High >= Reach)]);
            if (c.Reach is not null) rows.Add([$"{letter}: from one end of its reach to the other, in points of the questionnaire", ">= 1", EndToEnd(c) is { } points ? Two(points) : "not kept", Met(EndToEnd(c) >= Points)]);
            if (c.Achieved is { } a) rows.Add([$"{letter}: achieved on asked, slope; RMSE", "0.8 to 1.2; <= 0.3", $"{Two(a.Slope)} ({Two(a.Low)} to {Two(a.High)}); {Two(a.Rmse)}", Met(Math.Abs(a.Slope - 1) <= Slope && a.Rmse <= Rmse)]);
        }

        rows.Add(LeakageRow(cards.Values.Select(c => c.Leakage).FirstOrDefault(l => l is not null)));
        foreach (var letter in Traits.Letters.Where(l => report.Steered is { } s && !s.Doses.ContainsKey(l))) rows.Add([$"{letter}: an action or wording moves between -1 and +1 by", ">= 0.2", "not dosed", Met(false)]);
        foreach (var r in report.Steered?.Recovery ?? []) rows.Add([$"{r.Trait}: an action or wording moves between -1 and +1 by", ">= 0.2", $"{Two(r.LargestMoved)} ({r.By})", Met(r.LargestMoved >= Moved)]);
        if (report.Steered?.Perplexity is { Count: > 0 } ratios) rows.Add(["perplexity under doses against dose 0, the worst", "<= 1.15", Two(ratios.Max(p => p.Ratio)), Met(ratios.Max(p => p.Ratio) <= Perplexity)]);
        if (fields is null) rows.Add(["fields valid without repair, grammar off", ">= 95 %", "not measured", Met(false)]);
        if (report.Steered is null) rows.Add(["behaviour and perplexity under doses", ">= 0.2; <= 1.15", "not measured", Met(false)]);
        text.AppendLine("## What was wanted, and what is reached").AppendLine();
        Table(text, ["what", "wanted", "measured", "reached"], rows);
    }

    // what the questionnaire's own points say of the branch that doses are looked up on
    internal static double? EndToEnd(CalibrationSection c)
    {
        return At(c.Rising[^1].Raw) - At(c.Rising[0].Raw);

        double? At(double raw) => c.Curve.FirstOrDefault(p => p.Raw == raw)?.Score;
    }

    internal static string[] LeakageRow(LeakageSection? leakage)
    {
        var (measured, reached) = ("not measured", false);
        if (leakage?.Solved.FirstOrDefault(s => s.Target == "orthogonal") is { Measured: { } left, Error: { } error })
        {
            var worst = Beside(left).Max(at => Math.Abs(left[at.Row][at.Column]) + (1.96 * (error[at.Row][at.Column] ?? double.PositiveInfinity)));
            (measured, reached) = (double.IsFinite(worst) ? Two(worst) : "no limit: an error could not be computed", worst <= Leakage);
        }
        else if (leakage is not null)
        {
            measured = $"not solved: its mixes are out of reach (condition {Number(leakage.Condition, "N0")}); a dose moves another trait by up to {Two(Beside(leakage.Second).Max(at => Math.Abs(leakage.Second[at.Row][at.Column])))}";
        }

        return ["largest leakage after solving, upper 95 % limit", "<= 0.25", measured, Met(reached)];

        static IEnumerable<(int Row, int Column)> Beside(IReadOnlyList<IReadOnlyList<double>> matrix) => Enumerable.Range(0, matrix.Count).SelectMany(r => Enumerable.Range(0, matrix.Count).Where(c => c != r).Select(c => (r, c)));
    }

    // of described and shown people, in trained items; the largest over traits
    private static double? Foreign(NanoReport report)
    {
        ExamRow? Row(ExamRow of, string group) => report.PromptArm.FirstOrDefault(r => r.Group == group && r.Context == of.Context && r.Trait == of.Trait);
        var own = report.PromptArm.Where(r => r is { Group: "items", Context: NanoExam.Described or NanoExam.Shown }).ToList();
        return own.Select(o => Row(o, NanoExam.Others) is { } other ? Math.Abs(other.Moved / o.Moved) : (double?)null).Max();
    }

    private static void Steered(StringBuilder text, SteeredReport r)
    {
        text.AppendLine("## Behaviour under doses").AppendLine().AppendLine("People of whom nothing is known, under -1, 0 and +1 trait units, and the rule's own odds where it has any. Withheld deeds were never chosen by anybody with a personality in training, and nobody in the withheld study has one: what moves there is the only claim to generalisation.").AppendLine();
        text.AppendLine($"Doses: {string.Join("; ", r.Doses.Select(d => $"{d.Key} {Number(d.Value[0], "0.00")} to {Number(d.Value[2], "+0.00")}"))}; the rule's table is that of -1 and +1 in any case. A trait that has none here is not dosed at all.").AppendLine();
        Table(text, ["behaviour", "trait", "questions", "at -1", "at 0", "at +1", "moved", "+-", "rule: -1", "0", "+1"], r.Behaviours.Select(b => new[] { $"{b.Group}: {b.Behaviour}", b.Trait + (b.Expected > 0 ? "+" : "-"), b.Questions.ToString(CultureInfo.InvariantCulture), Two(b.Low), Two(b.Middle), Two(b.High), Two(b.Moved), Two(b.Error), Two(b.RuleLow), Two(b.RuleMiddle), Two(b.RuleHigh) }));
        Table(text, ["trait", "questions", "slope on the rule's table", "95 %", "bias at 0"], r.Recovery.Select(v => new[] { v.Trait.ToString(), v.Questions.ToString(CultureInfo.InvariantCulture), Two(v.Slope), $"{Two(v.Low)} to {Two(v.High)}", Two(v.Bias) }));
        Table(text, ["trait", "dose", "documents", "perplexity against dose 0"], r.Perplexity.Select(p => new[] { p.Trait.ToString(), Number(p.Units, "+0.00;-0.00"), p.Documents.ToString(CultureInfo.InvariantCulture), Two(p.Ratio) }));
    }

    // step,tokens,rate,loss,validation,...
    private static string Start(TrainRecipe recipe)
    {
        if (recipe.Mean.Count == 0) return $"`models/{recipe.Start}`, whose recipe lies beside it";
        var shares = recipe.Mean.Select(m => $"`models/{m.Weights}` ({Number(m.Share, "0.###")})").Prepend($"`models/{recipe.Start}` ({Number(1 - recipe.Mean.Sum(m => m.Share), "0.###")})");
        return $"the mean of {string.Join(", ", shares)}, whose recipes lie beside them";
    }

    private static string Training(string losses, TrainRecipe recipe)
    {
        var rows = losses.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToList();
        var validation = rows.Select(r => r[4]).LastOrDefault(v => v.Length > 0);
        return $"{rows[^1][0]} steps, {Number(double.Parse(rows[^1][1], CultureInfo.InvariantCulture) / 1e6, "0.0")} M tokens, seed {recipe.Seed}; loss {Number(rows.TakeLast(200).Average(r => double.Parse(r[3], CultureInfo.InvariantCulture)), "0.000")} (mean of the last 200 steps){(validation is null ? "" : $", validation {Number(double.Parse(validation, CultureInfo.InvariantCulture), "0.000")}")}";
    }

    private static void Table(StringBuilder text, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.AppendLine($"| {string.Join(" | ", head)} |").AppendLine("|" + string.Concat(head.Select(_ => "---|")));
        foreach (var row in rows) text.AppendLine($"| {string.Join(" | ", row)} |");
        text.AppendLine();
    }

    private static string GivenLayers(ComputedSection vector) => vector.LayerRule == LayerChoice.Given ? $" --layers {vector.Steered[0]}-{vector.Steered[^1]}" : "";

    private static string Met(bool met) => met ? "yes" : "**no**";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Two(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.00", CultureInfo.InvariantCulture) : "-";
}
