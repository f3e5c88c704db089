using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class ScreenTests
{
    [Test]
    public void A_narrow_terminal_loses_columns_and_no_row_is_broken()
    {
        using var persim = new Persim();
        File.Copy(TinyModel.Path(), Path.Combine(persim.Models, "m.gguf"));

        var wide = persim.Run("models", "list").IsFine().Output;
        persim.Set("COLUMNS", "60");
        var narrow = persim.Run("models", "list").IsFine().Output;

        Assert.That(wide, Does.Contain("sha256").And.Contain("licence").And.Not.Contain("too narrow"));
        Assert.That(narrow, Does.Contain("too narrow for:").And.Contain("sha256"));
        Assert.That(Rows(narrow), Is.All.Length.LessThanOrEqualTo(60));
        Assert.That(Rows(narrow), Has.Count.EqualTo(Rows(wide).Count));
    }

    [TestCase("a\nb\tc\u0007", "a b·c·")]
    [TestCase("a\u200bb\u202ec\ufeff", "a·b·c·")]
    [TestCase("\u0301a\u0301", "·a\u0301")]
    [TestCase("\u0007\u0301", "··")]
    [TestCase("\ufffd", "\ufffd")]
    [TestCase("😀\U0001d400", "😀·")]
    public void A_cell_holds_only_what_takes_a_column(string text, string shown)
    {
        Assert.That(PrintableText.Of(text), Is.EqualTo(shown));
    }

    [Test]
    public void One_is_not_many()
    {
        Assert.That(Words.Count(1, "thread"), Is.EqualTo("1 thread"));
        Assert.That(Words.Count(2, "thread"), Is.EqualTo("2 threads"));
    }

    private static List<string> Rows(string output) => [.. output.Split('\n').Where(l => l.Length > 0 && "╭│├╰".Contains(l[0], StringComparison.Ordinal))];
}
