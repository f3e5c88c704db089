using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

public sealed class TextTests
{
    [Test]
    public void Every_character_is_ink_or_blank_or_refused_in_automaton_and_rule_alike()
    {
        var one = ShapeAutomaton.Compile(Shape.Text(1));
        var three = ShapeAutomaton.Compile(Shape.Text(3));
        var quoted = ShapeAutomaton.Compile(Shape.Fields(new Field("a", Shape.Text(3))));
        Span<byte> bytes = stackalloc byte[24];
        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (!Rune.IsValid(scalar)) continue;
            var kind = TextRule.Classify(scalar);
            var escape = scalar is '"' or '\\' ? "\\" : "";

            var length = new Rune(scalar).EncodeToUtf8(bytes);
            if (one.Matches(bytes[..length]) != (kind == ScalarClass.Ink)) Assert.Fail($"alone: {scalar:X}");

            length = Encoding.UTF8.GetBytes("x", bytes);
            length += new Rune(scalar).EncodeToUtf8(bytes[length..]);
            bytes[length++] = (byte)'x';
            if (three.Matches(bytes[..length]) != (kind != ScalarClass.Refused)) Assert.Fail($"inside: {scalar:X}");

            length = Encoding.UTF8.GetBytes("{\"a\":\"x" + escape, bytes);
            length += new Rune(scalar).EncodeToUtf8(bytes[length..]);
            length += Encoding.UTF8.GetBytes("x\"}", bytes[length..]);
            if (quoted.Matches(bytes[..length]) != (kind != ScalarClass.Refused)) Assert.Fail($"quoted: {scalar:X}");
        }
    }

    [Test]
    public void Blanks_are_what_Trim_takes_away_except_what_no_text_may_hold()
    {
        for (var c = 0; c <= 0xFFFF; c++)
        {
            if (char.IsSurrogate((char)c)) continue;
            var blank = char.IsWhiteSpace((char)c) && !char.IsControl((char)c) && c is not (0x2028 or 0x2029);

            if ((TextRule.Classify(c) == ScalarClass.Blank) != blank) Assert.Fail($"{c:X4}");
            if (char.IsControl((char)c) && TextRule.Classify(c) != ScalarClass.Refused) Assert.Fail($"{c:X4}");
        }
    }

    // overlong forms, surrogates, beyond U+10FFFF, stray and missing continuation bytes
    [TestCase("C080"), TestCase("C1BF"), TestCase("E09FBF"), TestCase("EDA080"), TestCase("EDBFBF"), TestCase("F08FBFBF"), TestCase("F4908080"), TestCase("F5808080")]
    [TestCase("F880808080"), TestCase("80"), TestCase("BF"), TestCase("FF"), TestCase("FE"), TestCase("C341"), TestCase("E28241"), TestCase("F09F9841"), TestCase("C3"), TestCase("F09F98")]
    public void Bytes_that_are_no_UTF8_are_refused(string hex)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.That(ShapeAutomaton.Compile(Shape.Text(9)).Matches(bytes), Is.False);
        Assert.That(ShapeAutomaton.Compile(Shape.Text(9)).Matches([.. "a"u8, .. bytes, .. "a"u8]), Is.False);
    }

    [TestCase(1), TestCase(2), TestCase(240), TestCase(20_000)]
    public void A_text_is_as_long_as_its_limit_counted_in_characters_and_no_longer(int limit)
    {
        foreach (var character in new[] { "a", "é", "漢", "😀" })
        {
            var full = string.Concat(Enumerable.Repeat(character, limit));
            var shape = Shape.Text(limit);
            var automaton = ShapeAutomaton.Compile(shape);

            Assert.That(automaton.Matches(Encoding.UTF8.GetBytes(full)));
            Assert.That(automaton.Matches(Encoding.UTF8.GetBytes(full + "a")), Is.False);
            Assert.That(ShapeCodec.Read(shape, full, out _), Is.Not.Null);
            Assert.That(ShapeCodec.Read(shape, full + "a", out var why), Is.Null);
            Assert.That(why, Is.EqualTo($"the text has {limit + 1} characters, {limit} are allowed"));
        }
    }

    [Test]
    public void A_limit_inside_fields_counts_characters_not_their_escapes()
    {
        var automaton = ShapeAutomaton.Compile(Shape.Fields(new Field("a", Shape.Text(2))));

        Assert.That(automaton.Matches("{\"a\":\"\\\"\\\\\"}"u8));
        Assert.That(automaton.Matches("{\"a\":\"\\\"\\\\.\"}"u8), Is.False);
        Assert.That(automaton.Matches("{\"a\":\"\\/\"}"u8), Is.False, "a slash is not escaped");
        Assert.That(automaton.Matches("{\"a\":\"\\u0041\"}"u8), Is.False);
    }

    [TestCase("a b", true), TestCase(" a", false), TestCase("a ", false), TestCase(" ", false), TestCase("", false), TestCase("a  b", true), TestCase("\u3000a", false), TestCase("a\u00A0", false), TestCase("a\u00A0b", true), TestCase("a\u2028b", false)]
    public void Blanks_stand_inside_a_text_only(string text, bool accepted)
    {
        var automaton = ShapeAutomaton.Compile(Shape.Text(4));

        Assert.That(text.Length > 0 && automaton.Matches(Encoding.UTF8.GetBytes(text)), Is.EqualTo(accepted));
    }

    [Test]
    public void The_last_character_cannot_be_a_blank_so_the_text_can_still_end()
    {
        var automaton = ShapeAutomaton.Compile(Shape.Text(2));
        var (_, state) = automaton.Accepts(automaton.Start, "a"u8);

        Assert.That(automaton.Next(state, (byte)' ').IsDead);
        Assert.That(automaton.Accepts(state, "\u3000"u8).Accepted, Is.False);
        Assert.That(automaton.Accepts(state, "、"u8).Accepted);
    }
}
