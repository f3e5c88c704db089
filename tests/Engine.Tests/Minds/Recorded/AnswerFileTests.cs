using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds.Recorded;

public sealed class AnswerFileTests
{
    private static readonly AnswerValue[] _values =
    [
        new ChoiceValue(1, "b"), new ScaleValue(4), new TextValue("Grüße,\u2028 \"you\" 🦊 and \u0001"), new VectorValue([0.1f, -3e-9f]), new ScoresValue([0.1, 0.9], 0.97),
        new FieldsValue([new FieldAnswer("a", new ScaleValue(2)), new FieldAnswer("b", new TextValue("x"))]),
    ];

    [Test]
    public void What_was_added_is_found_after_the_file_was_closed()
    {
        using var folder = new TempFolder();
        var records = _values.Select((v, n) => Record(n, v)).ToList();
        using (var file = new AnswerFile(folder.File("answers.jsonl"))) records.ForEach(file.Add);

        using var again = new AnswerFile(folder.File("answers.jsonl"));

        Assert.That(again.Count, Is.EqualTo(records.Count));
        Assert.That(records.Select(r => AnswerLine.Write(again.Find(r.Answer.Key)!)), Is.EqualTo(records.Select(AnswerLine.Write)));
        Assert.That(again.Find(new AskKey(0, "x", 0, "", "")), Is.Null);
    }

    [Test]
    public void A_file_cut_off_anywhere_keeps_its_whole_lines_and_goes_on()
    {
        using var folder = new TempFolder();
        var path = folder.File("answers.jsonl");
        using (var file = new AnswerFile(path))
        {
            file.Add(Record(0, _values[0]));
            file.Add(Record(1, _values[2]));
        }

        var whole = File.ReadAllBytes(path);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        foreach (var length in Enumerable.Range(0, whole.Length).Where(l => l % 7 == 0 || l == whole.Length - 1))
        {
            File.WriteAllBytes(path, whole[..length]);
            using (var cut = new AnswerFile(path))
            {
                Assert.That((cut.Count, cut.DroppedBytes), Is.EqualTo(length < first ? (0, length) : (1, length - first)));
                cut.Add(Record(0, _values[0]));
                cut.Add(Record(1, _values[2]));
            }

            Assert.That(File.ReadAllBytes(path), Is.EqualTo(whole));
        }
    }

    [TestCase("{\"Print\":")]
    [TestCase("null")]
    [TestCase("")]
    [TestCase("{}")]
    [TestCase("<html>")]
    public void A_broken_line_that_is_not_the_last_is_named(string line)
    {
        using var folder = new TempFolder();
        var path = folder.File("answers.jsonl");
        using (var file = new AnswerFile(path)) file.Add(Record(0, _values[0]));
        File.AppendAllText(path, line + "\n");

        Assert.That(() => new AnswerFile(path), Throws.TypeOf<InputException>().With.Message.Contains("line 2"));
        Assert.That(() => File.Delete(path), Throws.Nothing, "the file is not left open");
    }

    [Test]
    public void One_answer_to_each_ask_the_same_again_is_kept_once()
    {
        using var folder = new TempFolder();
        using var file = new AnswerFile(folder.File("answers.jsonl"));

        file.Add(Record(0, _values[0]));
        file.Add(Record(0, _values[0]));

        Assert.That(file.Count, Is.EqualTo(1));
        Assert.That(() => file.Add(Record(0, _values[1])), Throws.TypeOf<InputException>().With.Message.Contains("12/vote/0/agent-07/poll/0"));
    }

    private static RecordedAnswer Record(int n, AnswerValue value) => RecordedAnswer.Of(Asks.Scale(n), new Answer(Asks.Scale(n).Key, value, AnswerSource.Model) { Raw = "raw", Usage = new AnswerUsage(1, 2, 3, 4, 5) });
}
