namespace PersonaSim.Engine.Corpora;

/// <summary>A lesson: documents that teach one thing more than the lesson before.</summary>
internal abstract record Lesson(string Name)
{
    /// <summary>Documents of its own numbers, behind all towns: what a training has had of the others stays what it was when such a lesson is added.</summary>
    public virtual bool IsApart => false;
}

/// <summary>One in which somebody of a study is asked what the study asks.</summary>
/// <param name="IsSharp">Whether people, of whom no description tells, act by their traits more strongly than the rules have it.</param>
internal sealed record StudyLesson(string Name, StudyForm Form, bool IsSharp = false) : Lesson(Name);

/// <summary>One in which a speaker outside any study answers questions.</summary>
/// <param name="Asks">What is said and asked.</param>
/// <param name="Questions">Of a speaker: as many as fit into a short window, because numbers are few tokens among many, and they are what is to be learnt.</param>
/// <param name="Described">Share of early speakers who are described in words; the others are known by what they said.</param>
internal sealed record SpeakerLesson(string Name, SpeakerQuestions Asks, int Questions, double Described = 0, SpeakerForm Form = SpeakerForm.Early, ChoiceForm Choices = ChoiceForm.Plain) : Lesson(Name)
{
    public override bool IsApart => Form != SpeakerForm.Early || Choices != ChoiceForm.Plain;
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

    /// <summary>Two such traits, described in words: whoever reads only which way a description points answers nothing.</summary>
    DescribedAgainst,
}

/// <summary>What a lesson takes of a study.</summary>
internal enum StudyForm
{
    /// <summary>Its questions without what everybody there shares.</summary>
    OwnPart,

    /// <summary>What one person says, line after line.</summary>
    Lines,

    /// <summary>What one person does, deed after deed.</summary>
    Deeds,
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
