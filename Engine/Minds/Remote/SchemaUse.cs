namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Whether a shape travels to the endpoint as a JSON schema.</summary>
public enum SchemaUse
{
    /// <summary>Tried; left out from the moment the endpoint refuses it.</summary>
    Auto,

    On,

    Off,
}
