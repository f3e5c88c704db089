using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PersonaSim.Engine.Reports;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Cli.Tests.Reports;

/// <summary>A report as a stranger reads it: only what stands in the file.</summary>
internal sealed partial class PageFile(string path)
{
    private const string NeedsPeople = "-- put the block of people of this page in front\n";

    public string Html { get; } = File.ReadAllText(path);

    /// <summary>The page without what may differ between two runs of one history.</summary>
    public string Constant => Regex.Replace(Html, $"{ReportPage.VariesFrom}.*?{ReportPage.VariesTo}", "", RegexOptions.Singleline);

    public IEnumerable<string> Ids => Id().Matches(Html).Select(m => m.Groups[1].Value);

    public IEnumerable<string> Pictures => Picture().Matches(Html).Select(m => m.Value);

    /// <summary>Each query of the page with the numbers that it is said to give.</summary>
    public IEnumerable<(string Id, string Sql, string Csv)> Queries
    {
        get
        {
            var people = WebUtility.HtmlDecode(Regex.Match(Html, "<pre id=\"people-block\"[^>]*>(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value);
            foreach (var evidence in Html.Split("<div class=\"evidence\" id=\"").Skip(1))
            {
                var query = Regex.Match(evidence, "<pre class=\"query\"[^>]*>(.*?)</pre>", RegexOptions.Singleline);
                if (!query.Success) continue;
                var sql = WebUtility.HtmlDecode(query.Groups[1].Value);
                if (sql.StartsWith(NeedsPeople, StringComparison.Ordinal)) sql = people + sql[NeedsPeople.Length..];
                yield return (evidence[..evidence.IndexOf('"', StringComparison.Ordinal)], sql, Csv(evidence));
            }
        }
    }

    public static string Ask(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<object?>>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return new DataTable([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows).Csv();
    }

    /// <summary>The numbers behind one evidence of the page.</summary>
    public IReadOnlyList<string[]> Table(string id) => [.. Csv(Html[Html.IndexOf($"<div class=\"evidence\" id=\"{id}\"", StringComparison.Ordinal)..]).TrimEnd('\n').Split('\n').Select(l => l.Split(','))];

    private static string Csv(string evidence) => WebUtility.HtmlDecode(Regex.Match(evidence, "<template[^>]*>(.*?)</template>", RegexOptions.Singleline).Groups[1].Value);

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
