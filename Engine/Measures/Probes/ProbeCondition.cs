namespace PersonaSim.Engine.Measures.Probes;

/// <summary>Whether a probe is asked with the doses of the arm or without them; the history is the same.</summary>
public enum ProbeCondition
{
    Dosed,
    Undosed,
}
