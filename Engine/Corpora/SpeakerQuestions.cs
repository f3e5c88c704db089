using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Capture;

namespace PersonaSim.Engine.Corpora;

/// <summary>A question in the words of a probe or a contrast frame, and what somebody answers by the graded response model.</summary>
internal sealed class SpeakerQuestions(PromptLibrary prompts, SpeakerTexts texts, NanoConfig config, QuestionMix mix)
{
    private const double Turned = 0.3; // not half: where either way is as frequent, numbers say nothing until the scale is read, and what was learnt before is lost
    private readonly PromptText _item = prompts["probes/item"], _reversed = prompts["probes/item-reversed"], _numbered = prompts["probes/scenario-numbered"], _scenario = prompts["probes/scenario"];

    /// <param name="wording">Of the persona text that stands in the document, 0 for none: some pairs of text and wording are for validation alone.</param>
    public (string Question, string Answer) Draw(in Traits who, CorpusSplit split, int wording, ref CounterRng rng)
    {
        var active = Latent.Active(who);
        var trait = active.Count > 0 && rng.NextDouble() < (mix.Asked ?? config.Asked) ? active[rng.NextInt(active.Count)] : rng.NextInt(Traits.Letters.Length);
        var level = who[trait];
        if (rng.NextDouble() < mix.Words) return Word(who, active, split, ref rng);
        var kind = rng.NextDouble(); // open statements are what a first trial learnt traits by; choices and ratings build on them
        var said = mix.Rated + mix.Open;
        if (kind < mix.Rated)
        {
            var plus = rng.NextInt(2) == 1;
            if (rng.NextDouble() < mix.Phrases) return Rating(texts.Phrases.Sentence(trait, plus, mix.Denies, split, ref rng, wears: true), plus, level, ref rng);
            var item = Pick(texts.Items[(int)split][trait], i => i.Fold, split, wording, ref rng);
            return Rating(item.Sentence, item.Plus, level, ref rng);
        }

        if (kind < said) return Said(trait, active, level, split, ref rng);
        var pair = rng.NextDouble() < mix.Phrases ? texts.Phrases.Choice(trait, split, ref rng) : Pick(texts.Choices[(int)split][trait], p => p.Fold, split, wording, ref rng);
        var form = (kind - said) / (1 - said);
        if (mix.Form != QuestionForm.Any) return form < mix.Numbers ? Numbered(pair, level, ref rng) : Sentence(pair, level, ref rng);
        return form < 0.4 ? Numbered(pair, level, ref rng) : form < 0.7 || pair.Frame is null ? Sentence(pair, level, ref rng) : Framed(pair, level, ref rng);
    }

    /// <summary>A choice, numbered or in words, in either order, with what the speaker thinks of each option where it ends.</summary>
    public (string Question, string Answer, IReadOnlyList<Judgement> Judged, string Other) Judged(in Traits who, CorpusSplit split, int wording, ref CounterRng rng)
    {
        var active = Latent.Active(who);
        var trait = active[rng.NextInt(active.Count)];
        var pair = rng.NextDouble() < mix.Phrases ? texts.Phrases.Choice(trait, split, ref rng) : Pick(texts.Choices[(int)split][trait], p => p.Fold, split, wording, ref rng);
        var (question, answer) = rng.NextDouble() < mix.Numbers ? Numbered(pair, who[trait], ref rng) : Sentence(pair, who[trait], ref rng);
        var (own, other) = who[trait] > 0 ? (pair.High, pair.Low) : (pair.Low, pair.High);
        return (question, answer, [.. new[] { own, other }.Select(option => new Judgement(question.IndexOf('\n' + option + '\n', StringComparison.Ordinal) is >= 0 and var line ? line + 1 + option.Length : question.IndexOf(": " + option, StringComparison.Ordinal) + 2 + option.Length, option == own ? "5" : "1", (float)config.NumberWeight))], other);
    }

    /// <summary>A turn that shows a trait: a statement, or a choice with its letter, exactly as vectors are captured.</summary>
    public (string Question, string Answer) Show(int trait, double level, CorpusSplit split, ref CounterRng rng)
    {
        if (rng.NextInt(6) == 0) return Named(trait, High(level, ref rng), ref rng);
        var framed = texts.Choices[(int)split][trait].Where(p => p.Frame is not null).ToList();
        if (mix.Form == QuestionForm.Any && framed.Count > 0 && rng.NextInt(3) == 0) return Framed(framed[rng.NextInt(framed.Count)], level, ref rng);
        return Statement(trait, level, split, ref rng);
    }

    /// <summary>A statement that says the trait outright.</summary>
    public (string Question, string Answer) Named(int trait, bool high, ref CounterRng rng)
    {
        var names = texts.Names[trait][high ? 1 : 0];
        return (texts.Frames.Question(texts.Statements[0][0][0].Frame!, false), names[rng.NextInt(names.Count)]);
    }

    /// <summary>A statement of one pole.</summary>
    public (string Question, string Answer) Show(int trait, bool high, CorpusSplit split, ref CounterRng rng)
    {
        var from = texts.Statements[(int)split][trait];
        var pair = from[rng.NextInt(from.Count)];
        return (texts.Frames.Question(pair.Frame!, false), high ? pair.High : pair.Low);
    }

    /// <summary>An item in one of its two orders: the question, and how much each number from 1 agrees with the trait.</summary>
    public (string Question, IReadOnlyList<double> Agrees) Item(string sentence, bool plus, bool turned) =>
        ((turned ? _reversed : _item).Fill(("sentence", sentence)), plus != turned ? [1, 2, 3, 4, 5] : [5, 4, 3, 2, 1]);

    public string Choice(SpeakerPair pair, bool highFirst) => _numbered.Fill(("situation", pair.Situation), ("first", highFirst ? pair.High : pair.Low), ("second", highFirst ? pair.Low : pair.High));

    /// <summary>A choice that is answered with the deed itself, as runs ask it.</summary>
    public string Wording(SpeakerPair pair, bool highFirst) => _scenario.Fill(("situation", pair.Situation), ("first", highFirst ? pair.High : pair.Low), ("second", highFirst ? pair.Low : pair.High));

    /// <summary>A turn that shows nothing.</summary>
    public (string Question, string Answer) ShowNothing(ref CounterRng rng) => (texts.Frames.Question(texts.Statements[0][0][0].Frame!, false), texts.Neutral[rng.NextInt(texts.Neutral.Count)]);

    private int Score(double level, ref CounterRng rng)
    {
        var shares = GradedResponse.Five(level);
        if (mix.Sharp) return shares.IndexOf(shares.Max()) + 1;
        var (draw, score) = (rng.NextDouble(), 0);
        while (score < shares.Length - 1 && (draw -= shares[score]) >= 0) score++;
        return score + 1;
    }

    // of oneself where one trait stands out; of a sentence anybody can tell
    private (string, string) Word(in Traits who, IReadOnlyList<int> active, CorpusSplit split, ref CounterRng rng)
    {
        if (active.Count == 1 && rng.NextDouble() < mix.Oneself) return texts.Words.OfOneself(active[0], who[active[0]] > 0, ref rng);
        var (trait, high) = (rng.NextInt(Traits.Letters.Length), rng.NextInt(2) == 1);
        if (rng.NextDouble() < mix.Phrases) return texts.Words.OfSentence(texts.Phrases.Sentence(trait, high, mix.Denies, split, ref rng, wears: true), trait, high, ref rng);
        if (rng.NextInt(3) == 0)
        {
            var pair = texts.Choices[(int)split][trait][rng.NextInt(texts.Choices[(int)split][trait].Count)];
            return texts.Words.OfSentence(high ? pair.High : pair.Low, trait, high, ref rng);
        }

        var item = texts.Items[(int)split][trait][rng.NextInt(texts.Items[(int)split][trait].Count)];
        return texts.Words.OfSentence(item.Sentence, trait, item.Plus, ref rng);
    }

    private (string, string) Rating(string sentence, bool plus, double level, ref CounterRng rng)
    {
        var (question, agrees) = Item(sentence, plus, turned: mix.Form >= QuestionForm.Turned && rng.NextDouble() < Turned);
        var score = Score(level, ref rng);
        if (mix.Form == QuestionForm.Short) question = TrialText.Rating(sentence);
        return (question, (agrees[0] == 1 ? score : 6 - score).ToString(CultureInfo.InvariantCulture));
    }

    // somebody without the trait says something that has nothing to do with it
    private (string, string) Said(int trait, IReadOnlyList<int> active, double level, CorpusSplit split, ref CounterRng rng) =>
        active.Contains(trait) ? Statement(trait, level, split, ref rng) : ShowNothing(ref rng);

    private (string, string) Statement(int trait, double level, CorpusSplit split, ref CounterRng rng)
    {
        var high = High(level, ref rng);
        var from = texts.Statements[(int)split][trait];
        var pair = from[rng.NextInt(from.Count)];
        return (texts.Frames.Question(pair.Frame!, false), rng.NextDouble() < mix.Spoken ? texts.Phrases.Sentence(trait, high, mix.Denies, split, ref rng) : high ? pair.High : pair.Low);
    }

    private (string, string) Numbered(SpeakerPair pair, double level, ref CounterRng rng)
    {
        var highFirst = mix.HighFirst || rng.NextInt(2) == 0;
        return (Choice(pair, highFirst), High(level, ref rng) == highFirst ? "1" : "2");
    }

    private (string, string) Sentence(SpeakerPair pair, double level, ref CounterRng rng)
    {
        var highFirst = rng.NextInt(2) == 0;
        return (Wording(pair, highFirst), High(level, ref rng) ? pair.High : pair.Low);
    }

    private (string, string) Framed(SpeakerPair pair, double level, ref CounterRng rng)
    {
        var swapped = rng.NextInt(2) == 1;
        var pole = High(level, ref rng) ? Pole.High : Pole.Low;
        return (texts.Frames.Question(pair.Frame!, swapped), $"{texts.Frames.Letter(pair.Frame!, pole, swapped)} {(pole == Pole.High ? pair.High : pair.Low)}");
    }

    private bool High(double level, ref CounterRng rng) => mix.Sharp && level != 0 ? level > 0 : rng.NextDouble() < GradedResponse.High(level);

    // in training a text never stands behind the wording of its fold
    private static T Pick<T>(IReadOnlyList<T> from, Func<T, int> fold, CorpusSplit split, int wording, ref CounterRng rng)
    {
        while (true)
        {
            var picked = from[rng.NextInt(from.Count)];
            if (split == CorpusSplit.Validation || fold(picked) != wording || from.All(f => fold(f) == wording)) return picked;
        }
    }
}
