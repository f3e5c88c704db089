using System.Globalization;
using PersonaSim.Engine.Measures.Psychometrics;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>
/// A row for each respondent, item and order. Probabilities p1, p2, ... run from the least agreement to the most in both orders, whatever the
/// numbers meant; <c>place</c> is the expected point and <c>latent</c> the mean cumulative logit of this order, not keyed.
/// </summary>
internal static class ProbeCsv
{
    public static void Write(string path, IReadOnlyList<AnswerSheet> sheets)
    {
        var part = path + ".part";
        using (var output = new StreamWriter(part))
        {
            var points = sheets[0].Form.Points;
            output.WriteLine($"instrument,respondent,person,wording,doses,item,trait,facet,keyed,order,{string.Join(',', Enumerable.Range(1, points).Select(p => "p" + p))},mass,place,latent,counts,reason");
            foreach (var sheet in sheets)
            {
                foreach (var response in sheet.Responses)
                {
                    output.WriteLine(Row(sheet, response, response.Forward, "forward"));
                    output.WriteLine(Row(sheet, response, response.Reversed, "reversed"));
                }
            }
        }

        File.Move(part, path, overwrite: true);
    }

    private static string Row(AnswerSheet sheet, ItemResponse response, OrderedAnswer answer, string order)
    {
        var (who, item) = (sheet.Respondent, response.Item);
        var any = answer.Probabilities.Count > 0;
        string[] cells =
        [
            sheet.Form.Name, who.Id, who.Person, who.Wording.ToString(CultureInfo.InvariantCulture), string.Join(' ', who.Doses.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Direction}={d.Dose}"))),
            item.Id, item.Trait.ToString(), item.Facet, item.Plus ? "+" : "-", order,
            .. Enumerable.Range(0, sheet.Form.Points).Select(p => any ? Number(answer.Probabilities[p]) : ""),
            answer.Mass is { } mass ? Number(mass) : "", any ? Number(sheet.Form.Lowest + answer.Place) : "", any ? Number(answer.Latent) : "", answer.Counts ? "1" : "0", answer.Reason,
        ];
        return string.Join(',', cells.Select(Cell));
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
