using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Native.Models.Templates;

namespace PersonaSim.Native.Tests.Models.Templates;

public sealed class TemplateErrorTests
{
    private static readonly SpecialTokenTexts _tokens = new("", "");

    [TestCase("a\n  {{ nothing.role }}", "line 2, column 13: 'nothing' is undefined")]
    [TestCase("{{ 'x' | sparkle }}", "line 1, column 10: the filter 'sparkle' is not supported")]
    [TestCase("{{ 1 is shiny }}", "line 1, column 6: the test 'shiny' is not supported")]
    [TestCase("\n\n{% include 'x' %}", "line 3, column 4: the tag 'include' is not supported (supported: if, for")]
    [TestCase("{% for x in y recursive %}{% endfor %}", "line 1, column 15: 'recursive' loops are not supported")]
    [TestCase("{% if true %}\n{% for x in y %}", "'for' is not closed: expected 'else' or 'endfor'")]
    [TestCase("{{ 1 + }}", "line 1, column 8: expected an expression, found '}}'")]
    [TestCase("{% if true %}{% endfor %}", "line 1, column 17: unexpected 'endfor' inside 'if'")]
    [TestCase("{{ [1, 2", "the tag is not closed with '}}'")]
    [TestCase("{{ 'a' + 1 }}", "line 1, column 8: '+' does not work on text and integer")]
    [TestCase("{{ [].append(1) }}", "'append' would change a list; templates cannot")]
    [TestCase("{{ 9223372036854775807 + 1 }}", "is too large (64 bits)")]
    [TestCase("{{ 1 +\n99999999999999999999 }}", "line 2, column 1: the number 99999999999999999999 is too large (64 bits)")]
    [TestCase("{{ raise_exception('a\nb') }}", "a b")]
    [TestCase("{{ strftime_now('%Y') }}", "'strftime_now' is undefined")]
    [TestCase("{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}", "macro 'f' takes at most 1 arguments, got 2")]
    public void Says_where_and_what(string template, string expected)
    {
        var error = Assert.Throws<TemplateException>(() => Render(template));

        Assert.That(error.Message, Does.StartWith("chat template 'bad'").And.Contain(expected).And.Not.Contain("\n"));
        Assert.That(error.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void What_the_template_refuses_reaches_the_user()
    {
        Assert.That(() => Render("\n{{ raise_exception('System role not supported') }}"), Throws.InstanceOf<TemplateException>()
            .With.Message.EqualTo("chat template 'bad' refuses this conversation: System role not supported (line 2, column 19)"));
    }

    [TestCase("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", TestName = "Loops")]
    [TestCase("{{ range(99999999999) | length }}", TestName = "Range")]
    [TestCase("{{ 'x' * 99999999999 }}", TestName = "Repeat")]
    [TestCase("{{ [0] * 99999999999 }}", TestName = "Repeated list")]
    [TestCase("{% set n = namespace(s='xxxxxxxx') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}", TestName = "Doubling")]
    [TestCase("{% set n = namespace(l=[1]) %}{% for i in range(99) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}", TestName = "Nested lists printed")]
    [TestCase("{% set n = namespace(l=[1]) %}{% for i in range(99) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l|tojson }}", TestName = "Nested lists as JSON")]
    [TestCase("{% set n = namespace(l=[1], m=[1]) %}{% for i in range(99) %}{% set n.l = [n.l, n.l] %}{% set n.m = [n.m, n.m] %}{% endfor %}{{ n.l == n.m }}", TestName = "Nested lists compared")]
    [TestCase("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", TestName = "Recursion")]
    [TestCase("{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}", TestName = "Recursion twice")]
    [TestCase("{% set s = 'a' * 4000000 %}{% for i in range(100000) %}{% if (s ~ 'b') in s %}{% endif %}{% endfor %}", TestName = "Searches")]
    [TestCase("{% set s = ' ' * 4000000 %}{% for i in range(100000) %}{% set t = s.strip() %}{% endfor %}", TestName = "Strips")]
    [TestCase("{{ ('ab' * 1000000).replace('', 'x' * 1000) }}", TestName = "Replacement")]
    [TestCase("{{ (['abc'] * 100000) | join('x' * 1000) }}", TestName = "Join")]
    [TestCase("{{ ('a\n' * 100000) | indent(1000) }}", TestName = "Indent")]
    [TestCase("{% set n = namespace(l=[]) %}{% for i in range(200000) %}{% set n.l = n.l + [i] %}{% endfor %}", TestName = "Growing list")]
    [TestCase("{% for i in range(200000) %}{% set x = ('a' * 1000000) | upper %}{% endfor %}", TestName = "Cases")]
    [TestCase("{% for i in range(200000) %}{% set x = ('a ' * 1000000).split() %}{% endfor %}", TestName = "Splits")]
    [TestCase("{% for i in range(200000) %}{% if 'a' * 2000000 == 'a' * 2000000 %}{% endif %}{% endfor %}", TestName = "Comparisons")]
    [TestCase("{{ 10 ** 1000000000000 }}", TestName = "Power")]
    [TestCase("{{ range(200000) | sort | sort(reverse=true) | sort | sort(reverse=true) | sum }}", TestName = "Sorts")]
    [CancelAfter(20_000)]
    public void A_hostile_template_stops(string template)
    {
        var clock = TimeProvider.System.GetTimestamp();

        Assert.Throws<TemplateException>(() => Render(template));

        Assert.That(TimeProvider.System.GetElapsedTime(clock), Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void Deep_nesting_is_an_error_and_not_a_stack_overflow()
    {
        foreach (var (open, close) in new[] { ("(", ")"), ("[", "]"), ("-", ""), ("not ", ""), ("1 + (", ")"), ("{1: ", "}") })
        {
            var template = "{{ " + string.Concat(Enumerable.Repeat(open, 200_000)) + "1" + string.Concat(Enumerable.Repeat(close, 200_000)) + " }}";
            Assert.Throws<TemplateException>(() => Render(template), open);
        }

        Assert.Throws<TemplateException>(() => Render(string.Concat(Enumerable.Repeat("{% if 1 %}", 200_000))));
        Assert.Throws<TemplateException>(() => Render("{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 300_000)) + " }}"));
    }

    [Test]
    public void Limits_are_per_rendering()
    {
        var template = ChatTemplate.Parse("{% for i in range(50) %}{{ i }}{% endfor %}", "t", _tokens, new TemplateLimits(Steps: 300));

        for (var i = 0; i < 10; i++) Assert.That(template.Render([]), Has.Length.EqualTo(90));
    }

    private static string Render(string template) => ChatTemplate.Parse(template, "bad", _tokens).Render([]);
}
