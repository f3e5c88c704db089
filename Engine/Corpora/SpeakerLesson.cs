namespace PersonaSim.Engine.Corpora;

/// <summary>A lesson: documents that teach one thing more than the lesson before, of one strong trait unless it says otherwise.</summary>
/// <param name="Asks">What is said and asked.</param>
/// <param name="Questions">Of a speaker: as many as fit into a short window, because numbers are few tokens among many, and they are what is to be learnt.</param>
/// <param name="Weighed">Whether the word by which an answer in words differs from the other option counts like a number.</param>
/// <param name="Around">Whether speakers are as in the studies: graded traits, described or shown or both, and the studies' prompt around them.</param>
/// <param name="Judged">Whether speakers are asked, where an option ends, how much it is theirs.</param>
/// <param name="Described">Share of speakers who are described in words; the others are known by what they said.</param>
internal sealed record SpeakerLesson(string Name, SpeakerQuestions Asks, int Questions, double Described = 0, bool Judged = false, bool Weighed = false, bool Around = false);
