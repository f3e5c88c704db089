namespace PersonaSim.Native.Synth.Architectures;

/// <summary>What llama.cpp wants to find in a model of one architecture.</summary>
internal interface ISynthArchitecture
{
    /// <summary>The value of general.architecture, also the prefix of its keys.</summary>
    string Name { get; }

    /// <summary>Its sizes under a name that the user may give.</summary>
    SynthShape Shape(string size);

    /// <summary>Keys without the prefix.</summary>
    IEnumerable<(string Key, object Value)> Keys(SynthShape shape);

    /// <summary>Tensors in the order of the file.</summary>
    IEnumerable<SynthTensor> Tensors(SynthShape shape);

    /// <summary>Whether a head may be wider or narrower than width / heads.</summary>
    bool FreeHeadDim { get; }
}
