namespace PersonaSim.Engine.Corpora;

/// <summary>How a speaker is asked: a small model first learns what an answer depends on, then the forms, one after the other.</summary>
internal enum QuestionForm
{
    /// <summary>A rating is asked in one line, and options have neither letters nor numbers.</summary>
    Short,

    /// <summary>As instruments ask it, but no scale is turned round and options have neither letters nor numbers.</summary>
    Plain,

    /// <summary>Scales stand either way round.</summary>
    Turned,

    /// <summary>Everything.</summary>
    Any,
}
