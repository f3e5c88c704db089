namespace PersonaSim.Engine.Society.Safety;

/// <summary>What the governor looks for; the lexicon's headings.</summary>
public enum SafetyCategory
{
    Violence,
    SelfHarm,
    Hate,
    Weapons,
    Sexual,
    PersonalData,
}
