namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Roles in words.</summary>
public static class Parts
{
    public const int Count = 4;

    /// <summary>As rows and prompts call a role.</summary>
    public static string Word(this Part part) => part switch
    {
        Part.Investor => "investor",
        Part.Trustee => "trustee",
        Part.Resident => "resident",
        Part.Player => "player",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such role."),
    };

    /// <summary>The roles that a scenario has.</summary>
    public static IReadOnlyList<Part> Of(ReputationScenario scenario) => scenario switch
    {
        ReputationScenario.Investment => [Part.Investor, Part.Trustee],
        ReputationScenario.SignUp => [Part.Resident],
        _ => [Part.Player],
    };
}
