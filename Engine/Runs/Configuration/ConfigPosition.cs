namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Where something was written: a place in a file, or a setting on the command line (line 0). Lines and columns count from 1.</summary>
public readonly record struct ConfigPosition(string Source, long Line, long Column)
{
    public static ConfigPosition OfSetting(string setting) => new(setting, 0, 0);

    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
