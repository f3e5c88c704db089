namespace PersonaSim.Engine.Minds;

/// <summary>How an answer is taken from a mind.</summary>
public enum AskMode
{
    /// <summary>Drawn: what the agent does or says.</summary>
    Sample,

    /// <summary>The probability of every option, without drawing: a probe. Choice and Scale only.</summary>
    Score,

    /// <summary>The prompt's embedding. Vector only.</summary>
    Embed,
}
