using NUnit.Framework;
using PersonaSim.Native.Analytics;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Analytics;

/// <summary>DuckDB behind our few calls: what goes in comes out, and a query only reads.</summary>

public sealed class DuckConnectionTests
{
    [Test]
    public void Rows_come_back_as_they_were_appended_in_their_order()
    {
        using var duck = DuckConnection.Open();
        duck.Execute("create table t (flag boolean, whole bigint, real double, text varchar)");
        string?[] texts = ["", "short", "exactly 12 b", "longer than twelve bytes", "zwölf Boxkämpfer 😀, \"quoted\"\nand\0nul", null];
        using (var append = duck.Append("t"))
        {
            for (var n = 0; n < 5000; n++) // more than a chunk of 2,048
            {
                append.Flag(n % 2 == 0);
                append.Whole(n % 3 == 0 ? long.MinValue + n : n);
                if (n % 7 == 0) append.Null();
                else append.Real(n / 3.0);
                if (texts[n % texts.Length] is { } text) append.Text(text);
                else append.Null();
                append.EndRow();
            }

            append.Complete();
        }

        using var rows = duck.Select("from t");

        Assert.That(rows.Kinds, Is.EqualTo(new[] { DuckKind.Flag, DuckKind.Whole, DuckKind.Real, DuckKind.Text }));
        for (var n = 0; n < 5000; n++)
        {
            Assert.That(rows.Next());
            object?[] found = [rows.Value(0), rows.Value(1), rows.Value(2), rows.Value(3)];
            Assert.That(found, Is.EqualTo(new object?[] { n % 2 == 0, n % 3 == 0 ? long.MinValue + n : (long)n, n % 7 == 0 ? null : n / 3.0, texts[n % texts.Length] }), $"row {n}");
        }

        Assert.That(rows.Next(), Is.False);
        Assert.That(rows.Next(), Is.False);
    }

    [TestCase("select 1::tinyint a, 2::smallint, 3::integer, 4::bigint, 5::utinyint, 6::usmallint, 7::uinteger, 8::ubigint, 9::hugeint", "1 2 3 4 5 6 7 8 9")]
    [TestCase("select -1::tinyint a, -2::smallint, -3, sum(x) from (values (-2), (-2)) t(x)", "-1 -2 -3 -4")]
    [TestCase("select 1.5, 0.5::float, 1e300, 1 as x, 2 as x", "1.5 0.5 1E+300 1 2")]
    [TestCase("select date '2026-11-20', [1, 2], {a: 1}, null; -- a remark", "2026-11-20 [1, 2] {'a': 1} ")]
    [TestCase("select ';' || \"x;y\"::varchar, [1] /* ; */ from (select date '2026-11-20' as \"x;y\"); -- ;", ";2026-11-20 [1]")]
    [TestCase("select 170141183460469231731687303715884105727::hugeint", "1.7014118346046923E+38")]
    public void Every_type_is_read_or_cast(string sql, string expected)
    {
        using var duck = DuckConnection.Open();

        using var rows = duck.Select(sql);

        Assert.That(rows.Next());
        Assert.That(string.Join(' ', Enumerable.Range(0, rows.Names.Count).Select(i => Convert.ToString(rows.Value(i), System.Globalization.CultureInfo.InvariantCulture))), Is.EqualTo(expected));
    }

    [TestCase("insert into t values (2)")]
    [TestCase("delete from t")]
    [TestCase("update t set x = 2")]
    [TestCase("drop table t")]
    [TestCase("create table u as select 1")]
    [TestCase("set threads = 1")]
    [TestCase("copy t to 'x.csv'")]
    [TestCase("select 1; drop table t")]
    public void Only_one_query_that_reads_is_run(string sql)
    {
        using var duck = DuckConnection.Open();
        duck.Execute("create table t as select 1 x");

        Assert.That(() => duck.Select(sql), Throws.TypeOf<DuckException>());
        using var rows = duck.Select("select count(*), sum(x) from t");
        Assert.That(rows.Next() && rows.Value(0) is 1L && rows.Value(1) is 1L);
    }

    [Test]
    public void A_mistake_is_told_in_the_library_s_own_words()
    {
        using var duck = DuckConnection.Open();

        Assert.That(() => duck.Select("selec 1"), Throws.TypeOf<DuckException>().With.Message.Contains("selec"));
        Assert.That(() => duck.Execute("insert into nowhere values (1)"), Throws.TypeOf<DuckException>().With.Message.Contains("nowhere"));
        Assert.That(() => duck.Append("nowhere"), Throws.TypeOf<DuckException>().With.Message.Contains("nowhere"));
        Assert.That(DuckRuntime.Version, Does.StartWith("v1."));
    }

    [Test]
    public void A_library_that_is_missing_is_named_with_what_to_do()
    {
        using var folder = new TempFolder();

        Assert.That(() => DuckRuntime.Find(folder.Path, ""), Throws.TypeOf<InputException>().With.Message.Contains(DuckRuntime.Variable).And.Message.Contains(folder.Path));
        Assert.That(() => DuckRuntime.Find(null, folder.Path), Throws.TypeOf<InputException>().With.Message.Contains("./build.sh"));
    }
}
