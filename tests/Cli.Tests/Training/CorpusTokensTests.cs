using NUnit.Framework;
using PersonaSim.Cli.Training;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Native;
using PersonaSim.Native.Training;

namespace PersonaSim.Cli.Tests.Training;

public sealed class CorpusTokensTests
{
    private const string Options = "Which of these?\n1: Feed the dog.\n2: Feed both cats.\nOne number.";

    [Test]
    public void A_judged_place_says_its_answer_and_reads_on_as_the_text_does()
    {
        var vocabulary = BpeVocabulary.Train([Options, "2", "user\n", "assistant\n"], 300);
        int End(string option) => Options.IndexOf(option, StringComparison.Ordinal) + option.Length;
        Judgement[] judged = [new(End("Feed the dog."), "1", 6), new(End("Feed both cats."), "5", 6)];
        var plain = new ChatPieces().Add("user", "Good day.", 0).Open("user").ToDocument();
        CorpusPiece[] With(IReadOnlyList<Judgement>? of) => [.. plain.Pieces, new(Options, 0.05f, Judged: of), new("2", 6)];

        var asked = CorpusTokens.Cut([new CorpusDocument(With(judged))], vocabulary);
        var read = CorpusTokens.Cut([new CorpusDocument(With(null))], vocabulary);

        Assert.That(asked.TokensOf(0).ToArray(), Is.EqualTo(read.TokensOf(0).ToArray()), "what is read is the prompt itself");
        Assert.That(read.TargetsOf(0).ToArray(), Is.EqualTo(read.TokensOf(0).ToArray()));
        var (tokens, targets, weights) = (asked.TokensOf(0).ToArray(), asked.TargetsOf(0).ToArray(), asked.WeightsOf(0).ToArray());
        int[] other = [.. Enumerable.Range(0, tokens.Length).Where(i => tokens[i] != targets[i])];
        Assert.That(other.Select(i => (int)targets[i]), Is.EqualTo(judged.Select(j => vocabulary.Encode(j.Answer).Single())));
        Assert.That(other.Select(i => (float)weights[i]), Is.All.EqualTo(6));
        // the word before such a place ends the sentence, its line break with it
        var before = vocabulary.Encode("Which of these?\n1: Feed the dog.\n");
        var start = plain.Pieces.Sum(p => p.IsControl ? 1 : vocabulary.Encode(p.Text).Length);
        Assert.That(tokens[start..other[0]], Is.EqualTo(before.Select(t => (ushort)t)));
        Assert.That(weights[start..other[0]].Select(w => (float)w), Is.All.EqualTo((float)(Half)0.05f));
        Assert.That(asked.Fingerprint(), Is.Not.EqualTo(read.Fingerprint()));
    }

    [Test]
    public void Doses_begin_with_the_first_token_behind_what_everybody_shares()
    {
        var vocabulary = BpeVocabulary.Train([Options, "user\n", "system\n"], 300);
        var chat = new ChatPieces().Add("system", "What all share.", 0).Add("user", "Good day.", 1);
        var document = chat.ToDosed(Traits.Of([1.5, 0, 0, -0.5, 0]), "What all share.");

        var cut = CorpusTokens.Cut([chat.ToDocument(), document], vocabulary, raw: 2);

        Assert.That(cut.DosesOf(0), Is.Null);
        var doses = cut.DosesOf(1)!;
        Assert.That(doses.Values, Is.EqualTo(new[] { 3f, 0, 0, -1, 0 }));
        Assert.That(cut.TokensOf(1)[doses.FirstToken], Is.EqualTo(vocabulary.SpecialId(ChatPieces.End)));
        Assert.That(cut.TokensOf(1)[..doses.FirstToken].Contains((ushort)vocabulary.SpecialId(ChatPieces.End)), Is.False);
        Assert.That(() => CorpusTokens.Cut([document], vocabulary), Throws.TypeOf<InputException>().With.Message.Contains("doses"));
    }
}
