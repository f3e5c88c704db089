namespace PersonaSim.Native.Gguf;

/// <summary>What a file is wanted for; decides how much of it must make sense.</summary>
public enum GgufPurpose
{
    /// <summary>Only the structure is checked.</summary>
    Any,

    /// <summary>A language model that will be loaded and decoded with.</summary>
    Model,

    /// <summary>A tokenizer without weights.</summary>
    VocabularyOnly,

    /// <summary>A file of steering directions, architecture <c>controlvector</c>.</summary>
    ControlVector,
}
