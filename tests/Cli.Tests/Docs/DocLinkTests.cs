using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Cli.Wiring.Docs;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>Links lead somewhere, pages are found from the index, quotes are what they quote, and reference pages are what the program says.</summary>
public sealed partial class DocLinkTests
{
    [Test]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist()
    {
        var wrong = new List<string>();
        foreach (var page in DocPage.All)
        {
            foreach (var link in Links(page).Where(l => !l.Contains("://", StringComparison.Ordinal)))
            {
                var (file, heading) = (link.Split('#')[0], link.Contains('#', StringComparison.Ordinal) ? link.Split('#')[1] : "");
                var path = file.Length == 0 ? Path.Combine(Repository.Root, page.Path) : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, file));
                if (!File.Exists(path) && !Directory.Exists(path)) wrong.Add($"{page}: {link}");
                else if (heading.Length > 0 && !Headings(path).Contains(heading)) wrong.Add($"{page}: {link} (no such heading)");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(DocPage.All.Sum(p => Links(p).Count()), Is.GreaterThan(60));
    }

    [Test]
    public void Every_page_is_in_the_index_and_the_index_in_the_readme()
    {
        var index = DocPage.All.Single(p => p.Path == "docs/README.md");
        var linked = Links(index).Select(l => Path.GetFullPath(Path.Combine(Repository.Root, "docs", l.Split('#')[0]))).ToHashSet();

        Assert.That(DocPage.All.Where(p => p.Path is not ("README.md" or "docs/README.md") && !linked.Contains(Path.GetFullPath(Path.Combine(Repository.Root, p.Path)))).Select(p => p.Path), Is.Empty);
        Assert.That(Links(DocPage.All[0]), Does.Contain("docs/README.md"));
    }

    [Test]
    public void What_the_page_about_studies_quotes_is_the_code_that_is_tested()
    {
        var page = DocPage.All.Single(p => p.Path == "docs/how-to/add-a-study.md");
        var example = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Engine.Tests", "Studies", "Commons"), "*", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "Cli", "Wiring", "Runs", "Studies.cs"));
        var code = example.Select(f => Flat(File.ReadAllText(f))).ToList();
        var quotes = Quotes().Matches(page.Text).Select(m => m.Groups[1].Value).ToList();

        foreach (var quote in quotes.SelectMany(q => q.Split("\n...\n"))) Assert.That(code.Any(c => c.Contains(Flat(quote), StringComparison.Ordinal)), quote);
        Assert.That(quotes, Has.Count.GreaterThan(5));
    }

    [Test]
    public void Reference_pages_are_what_the_program_writes()
    {
        foreach (var (name, text) in ReferencePages.All())
        {
            var kept = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", name)).ReplaceLineEndings("\n");
            Assert.That(kept, Is.EqualTo(text.ReplaceLineEndings("\n")), $"docs/reference/{name} is older than the program; write it anew: bin/persim docs");
        }
    }

    // indentation and ends of lines apart
    private static string Flat(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static IEnumerable<string> Links(DocPage page) => Link().Matches(Fences().Replace(page.Text, "")).Select(m => m.Groups[1].Value);

    // as GitHub makes anchors of them
    private static IEnumerable<string> Headings(string path) => File.ReadLines(path).Where(l => l.StartsWith('#')).Select(l => Dropped().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("^```(?:csharp|text quoted|yaml)\n(.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Quotes();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped();
}
