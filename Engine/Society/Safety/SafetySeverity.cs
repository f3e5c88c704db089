namespace PersonaSim.Engine.Society.Safety;

/// <summary>How bad a line is: what its category says, and one step more when it occurs several times.</summary>
public enum SafetySeverity
{
    Low,
    Medium,
    High,
}
