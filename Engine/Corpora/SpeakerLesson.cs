namespace PersonaSim.Engine.Corpora;

/// <summary>A lesson: documents that teach one thing more than the lesson before.</summary>
/// <param name="Asks">What is said and asked.</param>
/// <param name="Questions">Of a speaker: as many as fit into a short window, because numbers are few tokens among many, and they are what is to be learnt.</param>
/// <param name="Described">Share of early speakers who are described in words; the others are known by what they said.</param>
internal sealed record SpeakerLesson(string Name, SpeakerQuestions Asks, int Questions, double Described = 0, SpeakerForm Form = SpeakerForm.Early, ChoiceForm Choices = ChoiceForm.Plain)
{
    /// <summary>Documents of its own numbers, behind all towns: what a training has had of the others stays what it was when such a lesson is added.</summary>
    public bool IsApart => Form != SpeakerForm.Early || Choices != ChoiceForm.Plain;
}

/// <summary>Who answers a lesson's questions.</summary>
internal enum SpeakerForm
{
    /// <summary>Somebody of one strong trait, nothing around them.</summary>
    Early,

    /// <summary>As in the studies: graded traits, described or shown or both, and the studies' prompt around them.</summary>
    Around,

    /// <summary>The same, but the traits are a dose, and no text shows them.</summary>
    Dosed,

    /// <summary>The same with one strong trait.</summary>
    DosedOne,

    /// <summary>With two strong traits, one upwards and one downwards: what their directions have in common cancels, so it can answer nothing.</summary>
    DosedAgainst,
}

/// <summary>What choices of a lesson teach besides their answer.</summary>
internal enum ChoiceForm
{
    Plain,

    /// <summary>Where an option ends, the speaker is asked how much it is theirs.</summary>
    Judged,

    /// <summary>Judged, and the word by which an answer in words differs from the other option counts like a number.</summary>
    Weighed,
}
