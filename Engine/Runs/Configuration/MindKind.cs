namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What stands behind a mind.</summary>
public enum MindKind
{
    [Doc("The study's own rules: no model and no native code.")]
    Rule,

    [Doc("A model in this process, through llama.cpp.")]
    Llama,

    [Doc("A model behind an address.")]
    Remote,
}
