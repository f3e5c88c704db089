namespace PersonaSim.Engine.Corpora;

/// <summary>What speakers are asked, and of which sentences.</summary>
/// <param name="Rated">Share of ratings.</param>
/// <param name="Open">Share of open questions, which are answered with a statement; choices have the rest.</param>
/// <param name="Words">Share of questions which word fits the speaker, or whoever says a sentence, before the others are counted.</param>
/// <param name="Oneself">Of these, while one trait stands out, the share that is about the speaker: whoever answers must know which trait it is.</param>
/// <param name="Phrases">Share of rated sentences, and of choices, that are put together.</param>
/// <param name="Spoken">The same for what a speaker says.</param>
/// <param name="Denies">Whether some frames turn their phrase's meaning round.</param>
/// <param name="Numbers">Share of choices that are answered with a number, while not every form is used.</param>
/// <param name="HighFirst">Whether the upper end of a trait always stands first among numbered options: then a number follows the person, as the first ratings do.</param>
/// <param name="Sharp">Whether the likeliest answer is given each time: chance in answers hides from a beginner what they depend on.</param>
/// <param name="Asked">Share of the questions that concern an active trait; null: the corpus' own.</param>
internal sealed record QuestionMix(double Rated, double Open, double Words, QuestionForm Form, double Phrases, double Spoken, bool Denies, bool Sharp, double Numbers = 0, bool HighFirst = false, double Oneself = 0.3, double? Asked = null)
{
    /// <summary>Everything: what a model must be able to read in the end.</summary>
    public static QuestionMix All(NanoConfig config) => new(0.4, 0.2, 0.1, QuestionForm.Any, config.PhraseShare, config.PhraseShare, Denies: true, Sharp: false);
}
